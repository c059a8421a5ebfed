// The stage: vis-network keeps the camera, draws the things in focus and finds what is under the pointer; on the map all
// other things are part of the backdrop and become vis-network's only when they are touched.
import { DataSet, Network } from "../vendor/vis.js";
import { FAMILY_HUES } from "./data.js";
import { Picture } from "./picture.js";
import { things } from "./scene.js";
import { edgePasses } from "./state.js";
import { shapeOf } from "./shapes.js";
import { readTheme } from "./theme.js";

const DASHES = { outdated: [7, 5], vague: [2, 4] };
const VIS_EDGES = 300;
const HOVER_AFTER = 120;
const SETTLED_AFTER = 90;
const SLOP = 5;
const GROWS_UNTIL = 0.42;

export class Canvas {
  /** `handlers`: select(id), edge(id), region(id), clear(), expand(id), moved(id, {x, y}), looked() after the camera was moved,
   * hinted(id) when something is under the pointer or held by a finger, null when no more. */
  constructor(element, data, handlers) {
    Object.assign(this, { element, data, handlers, hovered: null, held: null, dragged: null, frames: 0, state: null, shown: [], at: new Map(), lit: null, wrong: [] });
    this.nodes = new DataSet();
    this.edges = new DataSet();
    this.drawn = new Map();
    this.network = new Network(element, { nodes: this.nodes, edges: this.edges }, data.settings);
    this.picture = new Picture(this);
    element.querySelector(".vis-network")?.removeAttribute("tabindex");
    this.#listen();
    this.box = element.getBoundingClientRect();
    new ResizeObserver(() => {
      this.box = element.getBoundingClientRect();
      if (this.fitted) this.fit();
    }).observe(element);
    this.readTheme();
  }

  #listen() {
    const { element, network, handlers } = this;
    network.on("beforeDrawing", (ctx) => this.state && this.picture.behind(ctx));
    network.on("afterDrawing", (ctx) => {
      this.frames += 1;
      if (this.state) this.picture.above(ctx);
    });
    network.on("click", (event) => this.#click(event));
    network.on("doubleClick", ({ nodes, pointer }) => {
      const id = nodes[0] ?? this.pick(pointer.DOM);
      if (id) handlers.expand(id);
    });
    network.on("hold", ({ nodes, pointer }) => handlers.hinted(nodes[0] ?? this.pick(pointer.DOM)));
    network.on("dragStart", ({ nodes }) => this.#dragStart(nodes[0]));
    network.on("dragging", () => this.#dragging());
    network.on("dragEnd", ({ nodes }) => this.#dragEnd(nodes[0]));
    network.on("zoom", () => this.#zoomed() ?? handlers.looked());
    for (const kind of ["hoverNode", "hoverEdge"]) network.on(kind, () => (element.style.cursor = "pointer"));
    for (const kind of ["blurNode", "blurEdge"]) network.on(kind, () => (element.style.cursor = ""));
    element.addEventListener("pointerdown", (event) => this.#touch(this.#local(event)), { capture: true });
    element.addEventListener("pointermove", (event) => event.buttons || this.#under(this.#local(event)));
    element.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && this.#hover(null));
  }

  #local({ clientX, clientY }) {
    return { x: clientX - this.box.x, y: clientY - this.box.y };
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

  /** The camera: what lies in the middle of the stage in map units, pixels a unit, and the stage's size in pixels. */
  get view() {
    const { scale, translation } = this.network.body.view; // getViewPosition would have the page laid out anew each time
    const { width, height } = this.box;
    return { x: (width / 2 - translation.x) / scale, y: (height / 2 - translation.y) / scale, scale, width, height };
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

  /** The radius of a node in units as long as nothing singles it out; on the map marks grow slower than the land does. */
  plain(node, scale = this.network.getScale()) {
    const { mode } = this.state;
    if (mode === "map") return (6.5 + 1.9 * Math.sqrt(node.degree)) * Math.min(1, Math.sqrt(GROWS_UNTIL / scale));
    return (mode === "path" ? 13 : 8) + Math.min(6, 0.8 * Math.sqrt(node.degree));
  }

  /** The radius of a node in units. */
  size(node) {
    const { focus, selected, compared } = this.state;
    const main = node.id === focus || node.id === selected || compared?.includes(node.id);
    return Math.round((this.plain(node) + (main ? 5 * Math.min(1, 1 / this.network.getScale()) : 0)) * 10) / 10;
  }

  /** vis-network gets what it has to draw: outside the map everything, on the map what is selected with its neighbours, and what is touched. */
  #showNodes(state) {
    const focus = state.mode === "map" ? this.#focus().add(this.held) : null;
    const wanted = focus ? this.shown.filter(({ id }) => focus.has(id)) : this.shown;
    const changed = [];
    for (const node of wanted) {
      const main = node.id === state.focus || node.id === state.selected;
      const hue = this.hueOf(node.category);
      const size = this.size(node);
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
    const onPath = state.mode === "path" ? new Set(state.path.ways[state.path.way]) : null;
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

  /** The thing at a place on the stage: what it hits, the nearest first, or what bears the name there. */
  pick({ x, y }) {
    const { x: middleX, y: middleY, scale, width, height } = this.view;
    const [atX, atY] = [middleX + (x - width / 2) / scale, middleY + (y - height / 2) / scale];
    let best = null;
    for (const node of this.shown) {
      const far = Math.hypot(node.x - atX, node.y - atY) - this.size(node);
      if (far * scale < SLOP && (!best || far < best.far)) best = { id: node.id, far };
    }
    const name = best ? null : this.#name({ x, y });
    return best?.id ?? (name && !name.region && this.at.has(name.id) ? name.id : null);
  }

  #name({ x, y }) {
    return this.labels.find(({ box }) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h);
  }

  #click({ nodes, edges, pointer }) {
    const id = nodes[0] ?? this.pick(pointer.DOM);
    if (id) return this.handlers.select(id);
    const name = this.#name(pointer.DOM);
    if (name?.region) return this.handlers.region(name.id);
    return edges.length ? this.handlers.edge(edges[0]) : this.handlers.clear();
  }

  /** A thing of the map that is touched becomes vis-network's, so that it can be dragged. */
  #touch(place) {
    if (this.state?.mode !== "map") return;
    const id = this.pick(place);
    if (!id || this.drawn.has(id)) return;
    this.held = id;
    this.#showNodes(this.state);
    this.network.redraw();
  }

  #dragStart(id) {
    this.fitted = false;
    if (!id || this.state.mode !== "map") return;
    this.dragged = id;
    this.#hover(null);
    this.picture.prepare(this.state);
  }

  #dragging() {
    this.#move();
    if (this.dragged) this.picture.carry(this.dragged, this.network.getPosition(this.dragged));
  }

  #dragEnd(id) {
    this.dragged = null;
    if (id) this.handlers.moved(id, this.network.getPosition(id));
    else this.handlers.looked();
  }

  /** The camera moves or something is carried: names stay beside their things until it rests. */
  #move() {
    this.moving = true;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.moving = false;
      if (this.state.mode === "map" && this.drawn.size) {
        this.#showNodes(this.state); // as large and as thin on the screen as they should be at this scale
        this.#showEdges(this.state);
      }
      this.redraw();
    }, SETTLED_AFTER);
  }

  #under(place) {
    if (this.looking || !this.state) return;
    this.looking = requestAnimationFrame(() => {
      this.looking = null;
      const id = this.pick(place);
      this.element.style.cursor = id || this.#name(place)?.region ? "pointer" : "";
      if (id !== this.hoverNext) this.#hover(id);
    });
  }

  #hover(id) {
    clearTimeout(this.waiting);
    this.hoverNext = id;
    this.waiting = setTimeout(() => {
      if (this.hovered === id) return;
      this.hovered = id;
      this.handlers.hinted(id);
      this.#light();
      this.picture.arrange();
      this.redraw();
    }, id ? HOVER_AFTER : 0);
  }

  /** Bring things into view, room for their names included; all that is shown unless told otherwise. */
  fit(nodes = this.shown) {
    const { width, height } = this.box;
    if (!width || !height || !nodes.length) return;
    this.picture.controls = null;
    const { aside, above, most, lift } = this.#margins(width);
    const extent = (values) => [Math.min(...values), Math.max(...values)];
    const [left, right] = extent(nodes.map((node) => node.x));
    const [top, bottom] = extent(nodes.map((node) => node.y));
    const scale = Math.max(0.05, Math.min((width - 2 * aside) / (right - left || 1), (height - above) / (bottom - top || 1), most));
    this.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - lift / scale }, scale });
    this.#zoomed();
    this.fitted = nodes === this.shown;
  }

  /** The camera stays where it is as long as all that is shown can be seen. */
  include() {
    const { x, y, scale, width, height } = this.view;
    const [wide, high] = [width / 2 / scale, height / 2 / scale];
    if (this.shown.some((node) => Math.abs(node.x - x) > wide || Math.abs(node.y - y) > high)) this.fit();
  }

  /** Pixels to keep free beside and above what is shown (for names), the closest scale, and how far to move it down. */
  #margins(width) {
    const { mode, steps } = this.state;
    const narrow = width < 520;
    if (mode === "map") return { aside: Math.min(42, width * 0.06), above: narrow ? 112 : 80, most: 1.6, lift: narrow ? 0 : 12 };
    if (mode === "path") return { aside: Math.min(96, width * 0.27), above: 150, most: 1.4, lift: 0 };
    return { aside: Math.min(steps > 1 ? 130 : 190, width * 0.27), above: narrow ? 138 : 116, most: 1.35, lift: narrow ? 4 : 0 };
  }

  /** Where buttons and lines of text lie on the stage, so that no name goes under them. */
  controls() {
    const stage = this.element.getBoundingClientRect();
    const found = [...document.querySelectorAll(".zoom, #status, #trail > *")].map((one) => one.getBoundingClientRect());
    return found.filter((box) => box.width).map((box) => ({ x: box.x - stage.x, y: box.y - stage.y, w: box.width, h: box.height }));
  }

  /** Where the camera stands, if somebody moved it: { x, y, scale }, else null. */
  get camera() {
    const { x, y } = this.view;
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

  #zoomed() {
    this.fitted = false;
    this.#move();
  }

  /** Keep a thing in view without moving more than needed. */
  reveal(id) {
    const at = this.at.get(id);
    if (!at) return;
    const { x, y, scale, width, height } = this.view;
    if (Math.abs(at.x - x) * scale > width / 2 - 60 || Math.abs(at.y - y) * scale > height / 2 - 60) this.network.moveTo({ position: { x: at.x, y: at.y } });
  }
}
