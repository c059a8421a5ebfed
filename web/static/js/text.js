// The picture as text, in step with the canvas: an outline of sentences, and a table.
import { badge, to } from "./claims.js";
import { sentence } from "./data.js";
import { byId, h } from "./dom.js";
import { relations, things } from "./scene.js";

const PAGE = 200;
const COLUMNS = { label: "Thing", type: "Class", category: "Category", degree: "Neighbours" };

export class TextViews {
  constructor(data, act) {
    this.data = data;
    this.act = act;
    this.box = byId("text");
    this.order = { column: "label", up: true };
  }

  show(state) {
    this.box.hidden = state.view === "graph";
    if (state.view === "graph") return;
    this.state = state;
    this.nodes = things(this.data, state);
    this.edges = relations(this.data, state, this.nodes);
    if (state.view === "outline") this.#outline(PAGE);
    else this.#table(PAGE);
  }

  #link(id, text = this.data.nodes.get(id).label) {
    return to({ id, label: text }, this.act.select);
  }

  #outline(most) {
    const first = this.state.focus ?? this.state.selected;
    const nodes = [...this.nodes].sort((a, b) => (b.id === first) - (a.id === first) || b.degree - a.degree || (a.id < b.id ? -1 : 1));
    const parts = [];
    let lines = 0;
    for (const node of nodes) {
      if (lines >= most) break;
      const edges = this.edges.filter((edge) => edge.from === node.id);
      if (!edges.length && node.id !== first) continue;
      lines += edges.length;
      parts.push(h("h2", {}, this.#link(node.id)), h("ul", {}, ...edges.map((edge) => h("li", {}, sentence(this.data, edge, node.id).slice(0, -1), badge(edge.status)))));
    }
    this.#fill(parts, lines >= most && (() => this.#outline(most + PAGE)));
  }

  #table(most) {
    const { data, order } = this;
    const type = (node) => data.types.find((one) => one.id === node.type).label;
    const category = (node) => data.categories.get(node.category).label;
    const value = { label: (node) => node.label, type, category, degree: (node) => node.degree }[order.column];
    const sign = order.up ? 1 : -1;
    const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
    const rows = [...this.nodes].sort((a, b) => sign * compare(value(a), value(b)) || compare(a.label, b.label));
    const line = (node) => h("tr", {}, h("td", {}, this.#link(node.id)), h("td", {}, type(node)), h("td", {}, category(node)), h("td", { class: "number" }, String(node.degree)));
    const heads = Object.entries(COLUMNS).map(([column, text]) => this.#head(column, text, most));
    this.#fill([h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows.slice(0, most).map(line)))], rows.length > most && (() => this.#table(most + PAGE)));
  }

  /** A column's head, which sorts by it: numbers from the largest, words from A, the other way when asked again. */
  #head(column, text, most) {
    const { order } = this;
    const current = order.column === column;
    const sort = () => {
      this.order = { column, up: current ? !order.up : column !== "degree" };
      this.#table(most);
    };
    const sorted = current ? (order.up ? "ascending" : "descending") : "none";
    return h("th", { scope: "col", class: column === "degree" ? "number" : false, "aria-sort": sorted }, h("button", { type: "button", onclick: sort }, text));
  }

  #fill(parts, more) {
    this.box.replaceChildren(...parts, ...(more ? [h("p", {}, h("button", { type: "button", onclick: more }, "More"))] : []));
  }
}
