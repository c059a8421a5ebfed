// What is drawn around vis-network's nodes: the map behind them, names above them.
import { Backdrop } from "./backdrop.js";
import { FAMILY_HUES, told } from "./data.js";
import { COLUMN, sectors } from "./ego.js";
import { LabelLayer } from "./labels.js";
import { fillMarks } from "./marks.js";
import { currents, islands, regions } from "./regions.js";
import { hops } from "./scene.js";
import { crosses, fan, rings } from "./signs.js";
import { edgePasses } from "./state.js";
import { mix } from "./theme.js";

const AREA_PER_NAME = 9000;
const FAR = 0.55;
const NEAR = 0.9;
const MAIN = 10;
const ROW = 33;
const NARROW = 520;
const ZOOMED_FRAMES = 5;
const STUB = 84; // pixels: less of a name tells nothing
const MAKER = /^(Amazon|AWS) /;

export class Picture {
  constructor(canvas) {
    Object.assign(this, { canvas, layer: new LabelLayer(), backdrop: new Backdrop(canvas.element), controls: null, regions: [], notes: [], pinned: [], order: [], stale: true, painted: "" });
  }

  /** Get ready for a state: everything that does not depend on the camera. */
  prepare(state) {
    const { canvas } = this;
    this.map = state.mode === "map";
    this.controls = null;
    this.carried = canvas.dragged ? (({ x, y }) => ({ x, y }))(canvas.at.get(canvas.dragged)) : null;
    if (this.map) this.#ground(state);
    this.notes = state.mode === "ego" ? sectors(canvas.data, state) : state.mode === "path" ? this.#stretches(state) : [];
    this.pinned = canvas.shown.filter(({ id }) => id !== canvas.dragged && (state.shown ? state.shown[id]?.pinned : state.pins[id]));
    this.arrange();
  }

  /** Put the names in order, the most telling first, and place them anew with the next frame. */
  arrange() {
    const { canvas } = this;
    this.order = canvas.shown.map((node) => ({ node, weight: this.#weight(node) }));
    this.order.sort((a, b) => b.weight - a.weight || (a.node.id < b.node.id ? -1 : 1));
    this.stale = true;
  }

  /** Paint the islands, the relations and the things anew where anything of it has changed. */
  #ground(state) {
    const { canvas } = this;
    const { theme, data, shown, at, dragged } = canvas;
    const key = `${JSON.stringify(state.off)}|${theme.ground}|${dragged}|${canvas.places}`;
    if (key === this.painted) return;
    this.painted = key;
    this.land ??= islands([...data.nodes.values()]);
    this.regions = regions(shown).map((region) => ({ ...this.land.get(region.id), nodes: region.nodes }));
    const passes = edgePasses(state);
    const edges = data.edges.filter((edge) => edge.from !== dragged && edge.to !== dragged && passes(edge));
    const hueOf = ({ category }) => canvas.hueOf(category);
    this.backdrop.set({
      theme: { ground: theme.ground, edge: theme.edge, faint: Number(theme.faint), territory: Number(theme.territory) },
      regions: this.regions,
      lines: currents(edges.filter((edge) => !edge.doubted), at, this.regions),
      doubted: currents(edges.filter((edge) => edge.doubted), at, this.regions),
      marks: shown.filter((node) => node.id !== dragged).map((node) => ({ node, main: node.type === "Service" || node.degree >= MAIN })),
      hueOf, landOf: canvas.hueOf, sizeOf: (node, scale) => canvas.plain(node, scale),
    });
  }

  #weight(node) {
    const { state, lit } = this.canvas;
    if (node.id === this.canvas.hovered) return 2e6;
    if (node.id === state.focus || node.id === state.selected || state.compared?.includes(node.id)) return 1e6;
    return (lit?.has(node.id) ? 1e4 : 0) + node.degree + (node.type === "Service" ? 12 : 0);
  }

  /** On a path, the relation stands on each stretch, told in the direction of the walk. */
  #stretches({ path, shown }) {
    const { data } = this.canvas;
    const common = path.shared.flatMap(({ id, edges }) => edges.map((edge, at) => ({ edge: data.edge.get(edge), start: path.ends[at], end: id })));
    return [...hops(data, path), ...common].map(({ edge, start, end }) => {
      const [a, b] = [shown[start], shown[end]];
      return { text: told(data, edge, start), family: edge.family, weight: 1, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    });
  }

  behind(ctx) {
    const { canvas } = this;
    const { theme, lit } = canvas;
    if (this.map) this.backdrop.show(canvas.view, canvas.moving, Boolean(lit));
    else this.backdrop.hide();
    const middle = canvas.dragged ? { id: canvas.dragged, ...this.carried } : canvas.at.get(canvas.hovered);
    if (middle) fan(ctx, middle, [...canvas.around(middle.id)].map((id) => canvas.at.get(id)), theme.accent, canvas.view.scale);
    if (this.map && lit) fillMarks(ctx, this.#lit(), ({ category }) => canvas.hueOf(category));
  }

  /** What stands in the light and is not vis-network's. */
  #lit() {
    const { canvas } = this;
    const radius = canvas.sizes();
    return canvas.shown.filter(({ id }) => canvas.lit.has(id) && !canvas.drawn.has(id)).map((node) => ({ node, r: radius(node) }));
  }

  /** A thing is dragged: its name and its relations go with it. */
  carry(id, to) {
    const { scale } = this.canvas.view;
    const from = this.carried ?? this.canvas.at.get(id);
    const name = this.layer.placed.find((label) => label.id === id);
    if (name) name.box = { ...name.box, x: name.box.x + (to.x - from.x) * scale, y: name.box.y + (to.y - from.y) * scale };
    this.carried = to;
  }

  above(ctx) {
    const { canvas, layer } = this;
    const { view } = canvas;
    if (this.stale || this.#moved(view)) this.#place(view);
    const { theme } = canvas;
    if (canvas.wrong.length) crosses(ctx, canvas.wrong, theme.wrong, view.scale);
    if (this.pinned.length) rings(ctx, this.pinned, canvas.sizes(view.scale), theme.accent, view.scale);
    layer.draw(ctx, theme, this.placedFor, view);
  }

  /** Whether names want other places: at rest as soon as the camera has moved, before that now and then while it comes closer or goes. */
  #moved({ x, y, scale, width, height }) {
    const from = this.placedFor;
    if (from.width !== width || from.height !== height) return true;
    if (!this.canvas.moving) return from.x !== x || from.y !== y || from.scale !== scale;
    this.since = scale === from.scale ? 0 : this.since + 1;
    return this.since >= ZOOMED_FRAMES || Math.abs(Math.log(scale / from.scale)) > 0.4;
  }

  /** Find a place for each name in a view; what was placed stays until the camera rests. */
  #place(view) {
    const { canvas, layer } = this;
    const { width, height, scale } = view;
    const toX = (v) => (v - view.x) * scale + width / 2;
    const toY = (v) => (v - view.y) * scale + height / 2;
    const far = this.map && scale < FAR;
    const inside = [];
    const radius = canvas.sizes(scale);
    for (const one of this.order) {
      const [x, y] = [toX(one.node.x), toY(one.node.y)];
      if (x > -80 && y > -40 && x < width + 80 && y < height + 40) inside.push({ ...one, x, y, r: radius(one.node) * scale });
    }
    const least = (type) => (far ? (type === "Service" ? 4 : 7) : this.map ? 4.5 : 2.5);
    const part = far ? 0.8 : 1; // of a mark seen from afar a name may cover the rim: there is air around its letters
    const solid = inside.filter(({ node, r }) => r > least(node.type)).map(({ node, x, y, r }) => ({ id: node.id, x: x - r * part, y: y - r * part, w: 2 * r * part, h: 2 * r * part }));
    this.controls ??= canvas.controls();
    const tight = !this.map && rowHeight(inside) < ROW;
    layer.begin({ w: width, h: height }, far ? this.controls : [...solid, ...this.controls]);
    this.#nodeNames(inside.filter(({ weight }) => weight >= 1e6), view, far); // what is looked at is named, whatever else has to go
    if (this.map) for (const region of this.regions) if (toX(region.x) > 0 && toX(region.x) < width && scale < 1.3) this.#regionName(region, toX, toY, scale);
    if (far) layer.block(solid);
    if (canvas.state.mode === "path") this.#noteNames(toX, toY);
    this.#nodeNames(inside.filter(({ weight }) => weight < 1e6), view, far, tight);
    if (canvas.state.mode === "ego") this.#noteNames(toX, toY);
    Object.assign(this, { placedFor: { ...view }, stale: false, since: 0 });
  }

  #noteNames(toX, toY) {
    for (const note of [...this.notes].sort((a, b) => b.weight - a.weight)) {
      const color = this.canvas.theme[FAMILY_HUES[note.family]];
      this.layer.add({ id: `note ${note.text} ${note.x}`, text: note.text, x: toX(note.x), y: toY(note.y), r: 0, size: 12, bold: true, color, centred: true, note: true });
    }
  }

  #regionName(region, toX, toY, scale) {
    const { canvas } = this;
    const category = canvas.data.categories.get(region.id);
    const size = scale < 0.2 ? 11 : scale < 0.29 ? 12 : scale < 0.5 ? 13 : 15;
    const most = Math.max(84, (region.right - region.left) * scale);
    this.layer.add({ id: region.id, text: category.label, x: toX(region.x), y: toY(region.shore) - size + 2, r: 0, size, bold: true, color: canvas.hueOf(region.id), centred: true, most, alpha: canvas.lit ? 0.5 : 1, region: true, whole: true });
  }

  #nodeNames(inside, { width, height, scale }, far, tight = false) {
    const { state, lit, theme } = this.canvas;
    const map = this.map;
    let left = map ? Math.max(16, (width * height) / AREA_PER_NAME) : 200;
    const calm = map ? mix(theme.ink, theme.muted, 0.45) : theme.ink;
    for (const n of inside) {
      if (left <= 0) break;
      const main = n.weight >= 1e6;
      const aside = lit && !lit.has(n.node.id) && !main;
      if (aside && far) continue;
      const side = n.node.side ?? 0;
      const edge = Math.max(70, (side < 0 ? n.x : width - n.x) - n.r - 14);
      const most = map ? 150 : !side ? 170 : state.steps > 1 ? Math.max(STUB, Math.min(edge, COLUMN * scale - 2 * n.r - 12)) : Math.min(210, edge);
      const known = map && (n.node.degree > 25 || (n.node.type === "Service" && n.node.degree >= MAIN));
      const look = { size: main || state.mode === "path" ? 14 : map ? (known ? 12.5 : 11.5) : 13, bold: main || (map && n.node.degree > 25), color: main || known ? theme.ink : calm };
      const text = (far && !main) || (state.mode === "compare" && main && width < NARROW) ? short(n.node) : full(n.node);
      const one = side && tight; // rows so near to each other have room for one line
      const under = !one && scale >= NEAR && width >= NARROW && n.node.expansion && !text.toLowerCase().includes(n.node.expansion.toLowerCase()) ? n.node.expansion : "";
      const label = { id: n.node.id, text, x: n.x, y: n.y, r: n.r, ...look, side, up: state.mode === "path" && n.node.y < 0, most, under, one, shorter: one ? [n.node.label, n.node.label.replace(MAKER, "")] : null, alpha: aside ? 0.5 : 1 };
      if (this.layer.add(label) || (main && this.layer.add({ ...label, text: short(n.node), under: "" }))) left -= 1;
    }
  }
}

/** Pixels between the two nearest rows on one side of the thing in the middle. */
function rowHeight(inside) {
  const rows = { "-1": [], 1: [] };
  for (const { node, y } of inside) rows[node.side]?.push(y);
  const gaps = Object.values(rows).flatMap((ys) => ys.sort((a, b) => a - b).slice(1).map((y, at) => y - ys[at]).filter((gap) => gap > 1));
  return Math.min(...gaps);
}

const short = (node) => node.acronym ?? node.label.replace(MAKER, "");
const full = (node) => (node.acronym && !node.label.includes(node.acronym) ? `${node.label} (${node.acronym})` : node.label);
