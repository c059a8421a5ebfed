// The stage: vis-network keeps nodes, camera and hit-testing; the picture around them is ours.
import { DataSet, Network } from "../vendor/vis.js";
import { FAMILY_HUES } from "./data.js";
import { Picture } from "./picture.js";
import { things } from "./scene.js";
import { edgePasses } from "./state.js";
import { shapeOf } from "./shapes.js";
import { mix, readTheme } from "./theme.js";

const DASHES = { outdated: [7, 5], vague: [2, 4], wrong: [1, 5] };
const VIS_EDGES = 300;
const HOVER_AFTER = 120;

export class Canvas {
  /** `handlers`: select(id), edge(id), region(id), clear(), expand(id), moved(id, {x, y}), looked() after the camera was moved. */
  constructor(element, data, handlers) {
    Object.assign(this, { element, data, handlers, hovered: null, frames: 0, state: null, shown: [], at: new Map(), lit: null });
    this.nodes = new DataSet();
    this.edges = new DataSet();
    this.drawn = new Map();
    this.network = new Network(element, { nodes: this.nodes, edges: this.edges }, data.settings);
    this.picture = new Picture(this);
    element.querySelector(".vis-network")?.removeAttribute("tabindex");
    this.network.on("beforeDrawing", (ctx) => this.state && this.picture.behind(ctx));
    this.network.on("afterDrawing", (ctx) => {
      this.frames += 1;
      if (this.state) this.picture.above(ctx);
    });
    this.network.on("click", (event) => this.#click(event));
    this.network.on("doubleClick", ({ nodes }) => nodes.length && handlers.expand(nodes[0]));
    this.network.on("dragEnd", ({ nodes }) => (nodes.length ? handlers.moved(nodes[0], this.network.getPosition(nodes[0])) : handlers.looked()));
    this.network.on("dragStart", () => (this.fitted = false));
    this.network.on("zoom", () => this.#zoomed() ?? handlers.looked());
    for (const kind of ["hoverNode", "hoverEdge"]) this.network.on(kind, () => (element.style.cursor = "pointer"));
    for (const kind of ["blurNode", "blurEdge"]) this.network.on(kind, () => (element.style.cursor = ""));
    this.network.on("hoverNode", ({ node }) => this.#hover(node));
    this.network.on("blurNode", () => this.#hover(null));
    new ResizeObserver(() => this.fitted && this.fit()).observe(element);
    this.readTheme();
  }

  /** Read the colours anew after the theme changed. */
  readTheme() {
    this.theme = readTheme();
    this.hueOf = (category) => this.theme[this.data.categories.get(category)?.color] ?? this.theme.slate;
    this.drawn.clear();
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
    this.lit = state.mode === "map" && state.selected ? this.around(state.selected) : null;
    this.#showNodes(state);
    this.#showEdges(state);
    this.picture.prepare(state);
    this.network.redraw();
  }

  /** A thing and its neighbours by the relations that pass the filters. */
  around(id) {
    const lit = new Set([id]);
    const passes = edgePasses(this.state);
    for (const edge of this.data.near.get(id) ?? []) if (passes(edge)) lit.add(edge.from).add(edge.to);
    return lit;
  }

  /** The radius of a node in units. */
  size(node) {
    const main = node.id === this.state.focus || node.id === this.state.selected;
    const dim = this.lit && !this.lit.has(node.id);
    const plain = this.state.mode === "map" ? 6.5 + 1.9 * Math.sqrt(node.degree) : (this.state.mode === "path" ? 13 : 8) + Math.min(6, 0.8 * Math.sqrt(node.degree));
    return Math.round((main ? plain + 5 : dim ? plain * 0.75 : plain) * 10) / 10;
  }

  #showNodes(state) {
    const changed = [];
    for (const node of this.shown) {
      const main = node.id === state.focus || node.id === state.selected;
      const dim = this.lit && !this.lit.has(node.id);
      const hue = dim ? mix(this.hueOf(node.category), this.theme.ground, 0.72) : this.hueOf(node.category);
      const size = this.size(node);
      const key = `${node.x} ${node.y} ${hue} ${size} ${main}`;
      if (this.drawn.get(node.id) === key) continue;
      this.drawn.set(node.id, key);
      const color = { background: hue, border: this.theme.ink, hover: { background: hue, border: this.theme.ink } };
      changed.push({ id: node.id, x: node.x, y: node.y, shape: shapeOf(node.type), size, color, borderWidth: main ? 2 : 0 });
    }
    const gone = [...this.drawn.keys()].filter((id) => !this.at.has(id));
    for (const id of gone) this.drawn.delete(id);
    this.nodes.remove(gone);
    this.nodes.update(changed);
  }

  #showEdges(state) {
    const passes = edgePasses(state);
    const onPath = state.mode === "path" ? new Set(state.path.ways[state.path.way]) : null;
    const read = this.data.edge.get(state.edge);
    const near = state.mode === "map" ? [...new Set([...(this.data.near.get(state.selected) ?? []), ...(read ? [read] : [])])] : this.data.edges;
    const wanted = near
      .filter((edge) => edge.from !== edge.to && this.at.has(edge.from) && this.at.has(edge.to) && (onPath ? onPath.has(edge.id) : passes(edge)))
      .map((edge) => this.#styled(edge, state, onPath))
      .sort((a, b) => b.rank - a.rank)
      .slice(0, VIS_EDGES);
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
    return {
      id: edge.id, from: edge.from, to: edge.to, dashes: DASHES[edge.status] ?? false, width: width * scale, rank: main ? 1 : 0,
      arrows: { to: { enabled: Boolean(main), scaleFactor: 0.45 } },
      color: { color, hover: color, opacity: main ? 0.75 : 0.16 },
    };
  }

  #click({ nodes, edges, pointer }) {
    if (nodes.length) return this.handlers.select(nodes[0]);
    const { x, y } = pointer.DOM;
    const name = this.labels.find(({ box }) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h);
    if (name?.region) return this.handlers.region(name.id);
    if (name && this.at.has(name.id)) return this.handlers.select(name.id);
    return edges.length ? this.handlers.edge(edges[0]) : this.handlers.clear();
  }

  #hover(id) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.hovered = id;
      this.network.redraw();
    }, id ? HOVER_AFTER : 0);
  }

  /** Bring things into view, room for their names included; all that is shown unless told otherwise. */
  fit(nodes = this.shown) {
    const { width, height } = this.element.getBoundingClientRect();
    if (!width || !height || !nodes.length) return;
    this.picture.controls = this.#controls();
    const { aside, above, most, lift } = this.#margins(width);
    const extent = (values) => [Math.min(...values), Math.max(...values)];
    const [left, right] = extent(nodes.map((node) => node.x));
    const [top, bottom] = extent(nodes.map((node) => node.y));
    const scale = Math.max(0.05, Math.min((width - 2 * aside) / (right - left || 1), (height - above) / (bottom - top || 1), most));
    this.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - lift / scale }, scale });
    this.#zoomed();
    this.fitted = nodes === this.shown;
  }

  /** Pixels to keep free beside and above what is shown (for names), the closest scale, and how far to move it down. */
  #margins(width) {
    const { mode, steps } = this.state;
    const narrow = width < 520;
    if (mode === "map") return { aside: Math.min(56, width * 0.06), above: narrow ? 112 : 80, most: 1.6, lift: narrow ? 0 : 12 };
    if (mode === "path") return { aside: Math.min(96, width * 0.27), above: 150, most: 1.2, lift: 0 };
    return { aside: Math.min(steps > 1 ? 130 : 190, width * 0.27), above: narrow ? 138 : 116, most: 1.2, lift: narrow ? 4 : 0 };
  }

  /** Where buttons and lines of text lie on the stage, so that no name goes under them. */
  #controls() {
    const stage = this.element.getBoundingClientRect();
    const found = [...document.querySelectorAll(".zoom, #status, #trail > *")].map((one) => one.getBoundingClientRect());
    return found.filter((box) => box.width).map((box) => ({ x: box.x - stage.x, y: box.y - stage.y, w: box.width, h: box.height }));
  }

  /** Where the camera stands, if somebody moved it: { x, y, scale }, else null. */
  get camera() {
    const { x, y } = this.network.getViewPosition();
    return this.fitted || this.state?.view !== "graph" ? null : { x, y, scale: this.network.getScale() };
  }

  set camera({ x, y, scale }) {
    this.network.moveTo({ position: { x, y }, scale });
    this.#zoomed();
  }

  /** Where a thing is on the screen, in page pixels. */
  onScreen(id) {
    const { x, y } = this.network.canvasToDOM(this.at.get(id));
    const stage = this.element.getBoundingClientRect();
    return [x + stage.x, y + stage.y];
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor });
    this.#zoomed();
  }

  /** Relations of the selection stay as thin as they are on the screen, whatever the scale. */
  #zoomed() {
    this.fitted = false;
    if (this.styling || this.state.mode !== "map" || !this.state.selected) return;
    this.styling = requestAnimationFrame(() => {
      this.styling = null;
      this.#showEdges(this.state);
    });
  }

  /** Keep a thing in view without moving more than needed. */
  reveal(id) {
    const at = this.at.get(id);
    if (!at) return;
    const dom = this.network.canvasToDOM(at);
    const { width, height } = this.element.getBoundingClientRect();
    if (dom.x < 60 || dom.y < 60 || dom.x > width - 60 || dom.y > height - 60) this.network.moveTo({ position: { x: at.x, y: at.y } });
  }
}
