// The picture as text, in step with the canvas: an outline of sentences, a table of things, a table of relations.
import { byId } from "./dom.js";
import { Outline } from "./outline.js";
import { relations, things } from "./scene.js";
import { Tables } from "./table.js";

export class TextViews {
  constructor(data, act) {
    Object.assign(this, { data, box: byId("text"), outline: new Outline(data, act), tables: new Tables(data, act), key: null });
  }

  /** Show a state; where nothing but the selection changed, what stands there stays, and the focus with it. */
  show(state) {
    this.box.hidden = state.view === "graph";
    if (state.view === "graph") {
      this.key = null;
      return;
    }
    const nodes = things(this.data, state);
    const edges = relations(this.data, state, nodes);
    const key = `${state.view} ${state.focus} ${nodes.map((node) => node.id).join()} ${edges.length} ${state.off.family} ${state.off.status}`;
    const view = state.view === "outline" ? this.outline : this.tables;
    if (key !== this.key) this.box.replaceChildren(...view.build(state, nodes, edges));
    this.key = key;
    view.mark(state);
  }
}
