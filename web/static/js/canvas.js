// The stage: vis-network keeps the camera, draws the things in focus and finds what is under the pointer; on the map all
// other things are part of the backdrop and become vis-network's only when they are touched.
import { DataSet, Network } from "../vendor/vis.js";
import { Camera } from "./camera.js";
import { FAMILY_HUES } from "./data.js";
import { Picture } from "./picture.js";
import { Pointer } from "./pointer.js";
import { things, walkedEdges } from "./scene.js";
import { edgePasses } from "./state.js";
import { shapeOf } from "./shapes.js";
import { readTheme } from "./theme.js";

const DASHES = { outdated: [7, 5], vague: [2, 4] };
const VIS_EDGES = 300;
const GROWS_UNTIL = 0.42;

export class Canvas extends Camera {
  /** `handlers`: select(id), edge(id), region(id), clear(), expand(id), moved(id, {x, y}), looked() after the camera was moved,
   * hinted(id) when something is under the pointer or held by a finger, null when no more. */
  constructor(element, data, handlers) {
    const nodes = new DataSet();
    const edges = new DataSet();
    super(element, new Network(element, { nodes, edges }, data.settings));
    Object.assign(this, { data, handlers, nodes, edges, drawn: new Map(), hovered: null, held: null, dragged: null, frames: 0, state: null, shown: [], at: new Map(), lit: null, wrong: [] });
    this.picture = new Picture(this);
    element.querySelector(".vis-network")?.removeAttribute("tabindex");
    this.#paint();
    this.pointer = new Pointer(this);
    this.readTheme();
  }

  #paint() {
    const { network } = this;
    network.on("beforeDrawing", (ctx) => this.state && this.picture.behind(ctx));
    network.on("afterDrawing", (ctx) => {
      this.frames += 1;
      if (this.state) this.picture.above(ctx);
    });
  }

  /** Read the colours anew after the theme changed. */
  readTheme() {
    this.theme = readTheme();
    this.hueOf = (category) => this.theme[this.data.categories.get(category)?.color] ?? this.theme.slate;
    for (const id of this.drawn.keys()) this.drawn.set(id, "");
  }

  /** What the label layer placed in the last frame: for tests and for people who debug. */
  get labels() {
    return this.picture.layer.placed;
  }

  /** Show a state: what is drawn, where, and in which light. */
  show(state) {
    this.state = state;
    this.shown = things(this.data, state);
    this.at = new Map(this.shown.map((node) => [node.id, node]));
    this.places = this.shown.reduce((sum, { x, y }, index) => (sum * 31 + x * 7 + y + index) % 1e12, 0);
    this.#light();
    this.#showNodes(state);
    this.#showEdges(state);
    this.picture.prepare(state);
    this.redraw();
  }

  /** Draw with the next frame, once, however often it is asked for. */
  redraw() {
    this.network.body.emitter.emit("_requestRedraw");
  }

  /** What stands in the light on the map: the selection or the thing under the pointer, with its neighbours. */
  #light() {
    const { mode, selected } = this.state;
    if (mode !== "map") this.lit = null;
    else if (this.at.has(this.hovered)) this.lit = this.around(this.hovered);
    else this.lit = selected || this.state.edge ? this.#focus() : null;
  }

  /** On the map: what is selected with its neighbours, and the ends of the relation that is read. */
  #focus() {
    const { selected, edge } = this.state;
    const read = this.data.edge.get(edge);
    return new Set([...(selected ? this.around(selected) : []), ...(read ? [read.from, read.to] : [])]);
  }

  /** A thing and its neighbours by the relations that pass the filters. */
  around(id) {
    const lit = new Set([id]);
    const passes = edgePasses(this.state);
    for (const edge of this.data.near.get(id) ?? []) if (passes(edge)) lit.add(edge.from).add(edge.to);
    return lit;
  }

  /** The radius in units of a node that nothing singles out, at a scale: on the map marks grow slower than the land does. */
  plain({ degree }, scale) {
    const { mode } = this.state;
    if (mode === "map") return (6.5 + 1.9 * Math.sqrt(degree)) * Math.min(1, Math.sqrt(GROWS_UNTIL / scale));
    return (mode === "path" ? 13 : 8) + Math.min(6, 0.8 * Math.sqrt(degree));
  }

  /** A function that gives the radius of a node in units at a scale. */
  sizes(scale = this.network.getScale()) {
    const { focus, selected, compared } = this.state;
    const main = new Set([focus, selected, ...(compared ?? [])]);
    const more = 5 * Math.min(1, 1 / scale);
    return (node) => Math.round((this.plain(node, scale) + (main.has(node.id) ? more : 0)) * 10) / 10;
  }

  /** The radius of a node in units as it is drawn now. */
  size(node) {
    return this.sizes()(node);
  }

  /** vis-network gets what it has to draw: outside the map everything, on the map what is selected with its neighbours, and what is touched. */
  #showNodes(state) {
    const focus = state.mode === "map" ? this.#focus().add(this.held) : null;
    const wanted = focus ? this.shown.filter(({ id }) => focus.has(id)) : this.shown;
    const changed = [];
    const radius = this.sizes();
    for (const node of wanted) {
      const main = node.id === state.focus || node.id === state.selected;
      const hue = this.hueOf(node.category);
      const size = radius(node);
      const key = `${node.x} ${node.y} ${hue} ${size} ${main}`;
      if (this.drawn.get(node.id) === key) continue;
      this.drawn.set(node.id, key);
      const color = { background: hue, border: this.theme.ink, hover: { background: hue, border: this.theme.ink } };
      changed.push({ id: node.id, x: node.x, y: node.y, shape: shapeOf(node.type), size, color, borderWidth: main ? 2 : 0 });
    }
    const keep = new Set(wanted.map(({ id }) => id));
    const gone = [...this.drawn.keys()].filter((id) => !keep.has(id));
    for (const id of gone) this.drawn.delete(id);
    if (gone.length) this.nodes.remove(gone);
    if (changed.length) this.nodes.update(changed);
  }

  #showEdges(state) {
    const passes = edgePasses(state);
    const onPath = state.mode === "path" ? walkedEdges(state.path) : null;
    const read = this.data.edge.get(state.edge);
    const near = state.mode === "map" ? [...new Set([...(this.data.near.get(state.selected) ?? []), ...(read ? [read] : [])])] : this.data.edges;
    const wanted = near
      .filter((edge) => edge.from !== edge.to && this.at.has(edge.from) && this.at.has(edge.to) && (onPath ? onPath.has(edge.id) : passes(edge)))
      .map((edge) => this.#styled(edge, state, onPath))
      .sort((a, b) => b.rank - a.rank)
      .slice(0, VIS_EDGES);
    this.wrong = near.filter((edge) => edge.status === "wrong" && wanted.some(({ id }) => id === edge.id)).map((edge) => ({ from: this.at.get(edge.from), to: this.at.get(edge.to) }));
    const keep = new Set(wanted.map((edge) => edge.id));
    this.edges.remove(this.edges.getIds().filter((id) => !keep.has(id)));
    this.edges.update(wanted);
  }

  #styled(edge, state, onPath) {
    const ends = [edge.from, edge.to];
    const main = onPath || ends.includes(state.selected) || ends.includes(state.focus) || edge.id === state.edge || state.compared?.some((id) => ends.includes(id));
    const color = this.theme[FAMILY_HUES[edge.family]];
    const width = edge.id === state.edge ? 3 : onPath ? 2.4 : main ? 1.5 : 1;
    const scale = state.mode === "map" ? 1 / this.network.getScale() : 1;
    const inwards = edge.to === state.focus; // a hundred heads in one place tell nothing: towards the middle they sit on the way
    const head = { enabled: Boolean(main), scaleFactor: state.mode === "map" ? 0.35 : 0.45 };
    return {
      id: edge.id, from: edge.from, to: edge.to, dashes: DASHES[edge.status] ?? false, width: width * scale, rank: main ? 1 : 0,
      arrows: inwards ? { middle: head, to: { enabled: false } } : { to: head, middle: { enabled: false } },
      color: { color, hover: color, opacity: main ? 0.75 : 0.16 },
    };
  }

  /** A thing of the map becomes vis-network's, drawn by it at once, so that it can be dragged. */
  hold(id) {
    this.held = id;
    this.#showNodes(this.state);
    this.network.redraw();
  }

  /** The pointer rests on a thing, or on none. */
  hover(id) {
    this.hovered = id;
    this.handlers.hinted(id);
    this.#light();
    this.picture.arrange();
    this.redraw();
  }

  /** The camera rests: what vis-network draws gets as large and as thin on the screen as it should be at this scale. */
  settled() {
    if (this.state.mode === "map" && this.drawn.size) {
      this.#showNodes(this.state);
      this.#showEdges(this.state);
    }
    this.redraw();
  }
}
