// What is drawn around vis-network's nodes: territories and faint relations behind them, names above them.
import { FAMILY_HUES, told } from "./data.js";
import { COLUMN, sectors } from "./ego.js";
import { LabelLayer } from "./labels.js";
import * as territory from "./regions.js";
import { edgePasses } from "./state.js";

const AREA_PER_NAME = 9000;
const FAR = 0.55;

export class Picture {
  constructor(canvas) {
    Object.assign(this, { canvas, layer: new LabelLayer(), controls: [], regions: [], blobs: null, lines: null, notes: [], order: [] });
  }

  /** Get ready for a state: everything that does not depend on the camera. */
  prepare(state) {
    const { canvas } = this;
    const map = state.mode === "map";
    const key = JSON.stringify([state.off, state.hidden, state.pins, canvas.theme.ground]);
    if (map && key !== this.painted) {
      this.painted = key;
      this.regions = territory.regions(canvas.shown);
      this.blobs = territory.paint(this.regions, canvas.hueOf, Number(canvas.theme.territory));
      this.lines = this.#lines(state);
    }
    this.map = map;
    this.notes = state.mode === "ego" ? sectors(canvas.data, state) : state.mode === "path" ? this.#stretches(state) : [];
    this.order = canvas.shown.map((node) => ({ node, r: canvas.size(node), weight: this.#weight(node) }));
    this.order.sort((a, b) => b.weight - a.weight || (a.node.id < b.node.id ? -1 : 1));
  }

  #weight(node) {
    const { state, lit } = this.canvas;
    if (node.id === state.focus || node.id === state.selected || state.compared?.includes(node.id)) return 1e6;
    return (lit?.has(node.id) ? 1e4 : 0) + node.degree + (node.type === "Service" ? 12 : 0);
  }

  /** All relations between what is shown as one path: one stroke of one device pixel is all that a frame can afford. */
  #lines(state) {
    const { at, data } = this.canvas;
    const passes = edgePasses(state);
    const path = new Path2D();
    for (const edge of data.edges) {
      const [a, b] = [at.get(edge.from), at.get(edge.to)];
      if (!a || !b || !passes(edge)) continue;
      path.moveTo(a.x, a.y);
      path.lineTo(b.x, b.y);
    }
    return path;
  }

  /** On a path, the relation stands on each stretch, told in the direction of the walk. */
  #stretches({ path, shown }) {
    const { data } = this.canvas;
    let at = path.ends[0];
    return path.ways[path.way].map((id) => {
      const edge = data.edge.get(id);
      const start = at;
      at = edge.from === start ? edge.to : edge.from;
      const [a, b] = [shown[start], shown[at]];
      return { text: told(data, edge, start), family: edge.family, weight: 1, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    });
  }

  behind(ctx) {
    const { canvas } = this;
    const { theme, state } = canvas;
    ctx.globalAlpha = state.selected ? 0.6 : 1;
    if (this.map && this.blobs) ctx.drawImage(this.blobs.bitmap, this.blobs.x, this.blobs.y, this.blobs.w, this.blobs.h);
    ctx.lineWidth = 0.99 / devicePixelRatio / canvas.network.getScale(); // wider leaves the rasteriser's fast path
    if (this.map && this.lines) {
      ctx.globalAlpha = state.selected ? 0.08 : Number(theme.faint);
      ctx.strokeStyle = theme.edge;
      ctx.stroke(this.lines);
    }
    const hovered = canvas.at.get(canvas.hovered);
    if (hovered) this.#hovered(ctx, hovered);
    ctx.globalAlpha = 1;
  }

  #hovered(ctx, hovered) {
    const { at, around, theme } = this.canvas;
    ctx.globalAlpha = 0.9;
    ctx.strokeStyle = theme.accent;
    ctx.beginPath();
    for (const id of around.call(this.canvas, hovered.id)) {
      const end = at.get(id);
      if (!end) continue;
      ctx.moveTo(hovered.x, hovered.y);
      ctx.lineTo(end.x, end.y);
    }
    ctx.stroke();
  }

  above(ctx) {
    const { canvas, layer } = this;
    const { clientWidth: width, clientHeight: height } = canvas.element;
    const scale = canvas.network.getScale();
    const view = canvas.network.getViewPosition();
    const toX = (v) => (v - view.x) * scale + width / 2;
    const toY = (v) => (v - view.y) * scale + height / 2;
    const far = canvas.state.mode === "map" && scale < FAR;
    const inside = [];
    for (const one of this.order) {
      const [x, y] = [toX(one.node.x), toY(one.node.y)];
      if (x > -80 && y > -40 && x < width + 80 && y < height + 40) inside.push({ ...one, x, y, r: one.r * scale });
    }
    const solid = inside.filter((n) => n.r > (far ? 7 : 4.5)).map((n) => ({ id: n.node.id, x: n.x - n.r, y: n.y - n.r, w: 2 * n.r, h: 2 * n.r }));
    ctx.save();
    ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    layer.begin(ctx, { w: width, h: height }, far ? this.controls : [...solid, ...this.controls]);
    if (this.map) for (const region of this.regions) if (toX(region.x) > 0 && toX(region.x) < width && scale < 1.3) this.#regionName(region, toX, toY, scale);
    if (far) layer.taken.push(...solid);
    if (canvas.state.mode === "path") this.#noteNames(toX, toY);
    this.#nodeNames(inside, { width, height, far, scale });
    if (canvas.state.mode === "ego") this.#noteNames(toX, toY);
    layer.draw(canvas.theme.halo);
    ctx.restore();
  }

  #noteNames(toX, toY) {
    for (const note of [...this.notes].sort((a, b) => b.weight - a.weight)) {
      const color = this.canvas.theme[FAMILY_HUES[note.family]];
      this.layer.add({ id: `note ${note.text} ${note.x}`, text: note.text, x: toX(note.x), y: toY(note.y), r: 0, size: 12, bold: true, color, centred: true });
    }
  }

  #regionName(region, toX, toY, scale) {
    const { canvas } = this;
    const category = canvas.data.categories.get(region.id);
    const size = scale < 0.2 ? 10 : scale < 0.5 ? 12 : 14;
    const text = category.label.toUpperCase();
    const most = Math.max(90, region.width * scale * 0.9);
    this.layer.add({ id: region.id, text, x: toX(region.x), y: toY(region.top) - 12, r: 0, size, bold: true, color: canvas.hueOf(region.id), centred: true, most, alpha: canvas.state.selected ? 0.6 : 1, region: true, whole: true });
  }

  #nodeNames(inside, { width, height, far, scale }) {
    const { state, lit, hovered, theme } = this.canvas;
    const map = state.mode === "map";
    let left = map ? Math.max(16, (width * height) / AREA_PER_NAME) : 200;
    const first = inside.find((n) => n.node.id === hovered);
    for (const n of first ? [first, ...inside.filter((one) => one !== first)] : inside) {
      if (left <= 0) break;
      const aside = lit && !lit.has(n.node.id) && n !== first;
      if (aside && far) continue;
      const main = n.weight >= 1e6 || n === first;
      const side = n.node.side ?? 0;
      const edge = Math.max(70, (side < 0 ? n.x : width - n.x) - n.r - 14);
      const most = map ? 150 : !side ? 170 : state.steps > 1 ? Math.min(edge, COLUMN * scale - 2 * n.r - 12) : Math.min(190, edge);
      const text = far && !main ? short(n.node) : full(n.node);
      const weight = { size: main || state.mode === "path" ? 14 : map ? 12 : 13, bold: main || (map && n.node.degree > 25) };
      if (this.layer.add({ id: n.node.id, text, x: n.x, y: n.y, r: n.r, ...weight, color: theme.ink, side, most, alpha: aside ? 0.6 : 1 })) left -= 1;
    }
  }
}

const short = (node) => node.acronym ?? node.label.replace(/^(Amazon|AWS) /, "");
const full = (node) => (node.acronym && !node.label.includes(node.acronym) ? `${node.label} (${node.acronym})` : node.label);
