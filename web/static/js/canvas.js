// The picture: vis-network keeps nodes, camera and hit-testing; territories, faint edges and labels are drawn around it.
import { DataSet, Network } from "../vendor/vis.js";
import { FAMILY_HUES, SHAPES } from "./data.js";
import { sectors } from "./ego.js";
import { LabelLayer } from "./labels.js";
import * as territory from "./regions.js";
import { edgePasses, nodePasses } from "./state.js";

const DASHES = { outdated: [7, 5], vague: [2, 4], wrong: [1, 5] };
const VIS_EDGES = 300;

export class Canvas {
  constructor(element, data, handlers) {
    this.data = data;
    this.layer = new LabelLayer();
    this.nodes = new DataSet();
    this.edges = new DataSet();
    Object.assign(this, { hovered: null, state: null, shown: [], at: new Map(), regions: [], sectors: [], blobs: null, lines: null });
    this.element = element;
    this.network = new Network(element, { nodes: this.nodes, edges: this.edges }, data.settings);
    element.querySelector(".vis-network")?.removeAttribute("tabindex");
    this.network.on("beforeDrawing", (ctx) => this.#behind(ctx));
    this.network.on("afterDrawing", (ctx) => this.#above(ctx));
    this.network.on("click", ({ nodes, edges }) => (nodes.length ? handlers.select(nodes[0]) : edges.length ? handlers.edge(edges[0]) : handlers.clear()));
    this.network.on("doubleClick", ({ nodes }) => nodes.length && handlers.expand(nodes[0]));
    this.network.on("dragEnd", ({ nodes }) => nodes.length && handlers.moved(nodes[0], this.network.getPosition(nodes[0])));
    this.network.on("hoverNode", ({ node }) => this.#hover(node));
    this.network.on("blurNode", () => this.#hover(null));
    new ResizeObserver(() => this.fitWhenNew && this.fit()).observe(element);
    this.readTheme();
  }

  readTheme() {
    const style = getComputedStyle(document.documentElement);
    this.color = (name) => style.getPropertyValue(`--${name}`).trim();
    this.theme = Object.fromEntries(["ink", "muted", "halo", "edge", "accent", "ground", "territory", ...new Set(Object.values(FAMILY_HUES)), "orange", "pink"].map((n) => [n, this.color(n)]));
    this.hueOf = (category) => this.theme[this.data.categories.get(category)?.color] ?? this.theme.slate;
  }

  /** Show a state: what is drawn, where, and in which light. */
  show(state) {
    this.state = state;
    const visible = nodePasses(state);
    this.shown = state.shown ? Object.entries(state.shown).map(([id, at]) => ({ ...this.data.nodes.get(id), ...at })) : [...this.data.nodes.values()].filter(visible);
    this.at = new Map(this.shown.map((node) => [node.id, node]));
    this.#nodes(state);
    this.#edges(state);
    const key = `${state.mode}|${JSON.stringify(state.off)}|${this.theme.ground}`;
    if (key !== this.painted) {
      this.painted = key;
      this.regions = state.mode === "map" ? territory.regions(this.shown) : [];
      this.blobs = state.mode === "map" ? territory.paint(this.regions, this.hueOf, Number(this.theme.territory)) : null;
      this.lines = this.#path(state);
    }
    this.sectors = state.mode === "ego" ? sectors(this.data, state.shown, state.focus) : [];
    this.network.redraw();
  }

  #nodes(state) {
    const lit = state.mode === "map" && state.selected ? this.#around(state) : null;
    const wanted = this.shown.map((node) => {
      const dim = lit && !lit.has(node.id);
      const main = node.id === state.focus || node.id === state.selected;
      const hue = dim ? mix(this.hueOf(node.category), this.theme.ground, 0.72) : this.hueOf(node.category);
      const size = state.mode === "map" ? 6.5 + 1.9 * Math.sqrt(node.degree) : 8 + Math.min(8, Math.sqrt(node.degree));
      return { id: node.id, x: node.x, y: node.y, shape: SHAPES[node.type] ?? "dot", size: (dim ? 0.75 : 1) * (main ? size + 4 : size), color: { background: hue, border: this.theme.ink, hover: { background: hue, border: this.theme.ink } }, borderWidth: main ? 2.5 : 0 };
    });
    const keep = new Set(wanted.map((node) => node.id));
    this.nodes.remove(this.nodes.getIds().filter((id) => !keep.has(id)));
    this.nodes.update(wanted);
  }

  #around(state) {
    const lit = new Set([state.selected]);
    const passes = edgePasses(state);
    for (const edge of this.data.near.get(state.selected) ?? []) if (passes(edge)) lit.add(edge.from).add(edge.to);
    return lit;
  }

  #edges(state) {
    const passes = edgePasses(state);
    const from = state.mode === "map" ? (this.data.near.get(state.selected) ?? []) : this.data.edges;
    const onPath = state.path ? new Set(state.path.hops.map((hop) => `${hop.start} ${hop.end}`)) : null;
    const wanted = from
      .filter((edge) => passes(edge) && this.at.has(edge.from) && this.at.has(edge.to) && edge.from !== edge.to)
      .filter((edge) => !onPath || onPath.has(`${edge.from} ${edge.to}`) || onPath.has(`${edge.to} ${edge.from}`))
      .slice(0, VIS_EDGES)
      .map((edge) => {
        const main = edge.from === state.focus || edge.to === state.focus || edge.from === state.selected || edge.to === state.selected || onPath;
        const color = this.theme[FAMILY_HUES[edge.family]];
        return { id: edge.id, from: edge.from, to: edge.to, dashes: DASHES[edge.status] ?? false, width: onPath ? 2.5 : 1.4, color: { color, hover: color, opacity: main ? 0.8 : 0.22 } };
      });
    const keep = new Set(wanted.map((edge) => edge.id));
    this.edges.remove(this.edges.getIds().filter((id) => !keep.has(id)));
    this.edges.update(wanted);
  }

  #path(state) {
    if (state.mode !== "map") return null;
    const passes = edgePasses(state);
    const path = new Path2D();
    for (const edge of this.data.edges) {
      const a = this.at.get(edge.from);
      const b = this.at.get(edge.to);
      if (!a || !b || !passes(edge)) continue;
      path.moveTo(a.x, a.y);
      path.lineTo(b.x, b.y);
    }
    return path;
  }

  #behind(ctx) {
    const scale = this.network.getScale();
    if (this.blobs) ctx.drawImage(this.blobs.bitmap, this.blobs.x, this.blobs.y, this.blobs.w, this.blobs.h);
    if (!this.lines) return;
    ctx.strokeStyle = this.theme.edge;
    ctx.lineWidth = 0.99 / devicePixelRatio / scale; // wider than one device pixel leaves the rasteriser's fast path
    ctx.globalAlpha = this.state.selected ? 0.1 : 0.3;
    ctx.stroke(this.lines);
    ctx.globalAlpha = 0.8;
    ctx.strokeStyle = this.theme.accent;
    const hovered = this.at.get(this.hovered);
    if (hovered) {
      ctx.beginPath();
      for (const edge of this.data.near.get(this.hovered)) {
        const end = this.at.get(edge.from === this.hovered ? edge.to : edge.from);
        if (end) {
          ctx.moveTo(hovered.x, hovered.y);
          ctx.lineTo(end.x, end.y);
        }
      }
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  #above(ctx) {
    if (!this.state) return;
    const box = this.element.getBoundingClientRect();
    const scale = this.network.getScale();
    const view = this.network.getViewPosition();
    const x = (v) => (v - view.x) * scale + box.width / 2;
    const y = (v) => (v - view.y) * scale + box.height / 2;
    const sized = this.shown.map((node) => ({ node, x: x(node.x), y: y(node.y), r: (this.nodes.get(node.id)?.size ?? 6) * scale }));
    const inside = sized.filter((n) => n.x > -80 && n.y > -40 && n.x < box.width + 80 && n.y < box.height + 40);
    const solid = inside.filter((n) => n.r > 4.5).map((n) => ({ id: n.node.id, x: n.x - n.r, y: n.y - n.r, w: 2 * n.r, h: 2 * n.r }));
    ctx.save();
    ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    this.layer.begin(ctx, { w: box.width, h: box.height }, this.state.mode === "map" && scale < 0.9 ? [] : solid);
    if (scale < 1.3) for (const region of this.regions) this.#regionName(region, x, y, scale);
    this.layer.taken.push(...(this.state.mode === "map" && scale < 0.9 ? solid.filter((s) => s.w > 14) : []));
    this.#nodeNames(inside, box, scale);
    for (const sector of [...this.sectors].sort((a, b) => b.weight - a.weight)) {
      this.layer.add({ id: `sector ${sector.text}`, text: sector.text, x: x(sector.x), y: y(sector.y), r: 0, size: 12, bold: true, color: this.theme[FAMILY_HUES[sector.family]], centred: true });
    }
    this.layer.draw(this.theme.halo);
    ctx.restore();
  }

  #regionName(region, x, y, scale) {
    const category = this.data.categories.get(region.id);
    const dim = this.state.selected ? 0.55 : 1;
    this.layer.add({ id: region.id, text: category.label.toUpperCase(), x: x(region.x), y: y(region.top) - 14, r: 0, size: scale < 0.5 ? 13 : 15, bold: true, color: this.hueOf(region.id), centred: true, alpha: dim, region: true });
  }

  #nodeNames(inside, box, scale) {
    const { state } = this;
    const lit = state.mode === "map" && state.selected ? this.#around(state) : null;
    const budget = state.mode === "map" ? Math.max(24, (box.width * box.height) / 9000) : 200;
    const rank = (n) => (n.node.id === state.focus || n.node.id === state.selected ? 1e6 : n.node.id === this.hovered ? 1e5 : lit?.has(n.node.id) ? 1e4 : 0) + n.node.degree + (n.node.type === "Service" ? 12 : 0);
    let placed = 0;
    for (const n of [...inside].sort((a, b) => rank(b) - rank(a) || (a.node.id < b.node.id ? -1 : 1))) {
      if (placed >= budget) break;
      if (lit && !lit.has(n.node.id) && n.node.id !== this.hovered) continue;
      const main = rank(n) >= 1e5;
      const text = scale >= 0.9 || state.mode !== "map" || main ? full(n.node) : short(n.node);
      if (this.layer.add({ id: n.node.id, text, x: n.x, y: n.y, r: n.r, size: main ? 14 : 12, bold: main || n.node.degree > 25, color: this.theme.ink, side: n.node.side ?? 0 })) placed += 1;
    }
  }

  #hover(id) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.hovered = id;
      this.network.redraw();
    }, id ? 120 : 0);
  }

  /** Bring everything that is shown into view, room for labels included. */
  fit() {
    const { width, height } = this.element.getBoundingClientRect();
    if (!width || !height || !this.shown?.length) return;
    const side = this.state.mode === "map" ? 56 : Math.min(210, width * 0.22);
    const xs = this.shown.map((node) => node.x);
    const ys = this.shown.map((node) => node.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const scale = Math.min((width - 2 * side) / (right - left || 1), (height - 100) / (bottom - top || 1), this.state.mode === "map" ? 3 : 1.15);
    this.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.05) });
    this.fitWhenNew = true;
  }

  zoom(factor) {
    this.fitWhenNew = false;
    this.network.moveTo({ scale: this.network.getScale() * factor });
  }

  /** Keep a thing in view without moving more than needed. */
  reveal(id) {
    const at = this.at.get(id);
    if (!at) return;
    const dom = this.network.canvasToDOM(at);
    const { width, height } = this.element.getBoundingClientRect();
    if (dom.x < 60 || dom.y < 60 || dom.x > width - 60 || dom.y > height - 60) this.network.moveTo({ position: { x: at.x, y: at.y } });
  }

  /** The picture as a PNG at the screen's resolution. */
  png() {
    const source = this.element.querySelector("canvas");
    const copy = document.createElement("canvas");
    copy.width = source.width;
    copy.height = source.height;
    const ctx = copy.getContext("2d");
    ctx.fillStyle = this.theme.ground;
    ctx.fillRect(0, 0, copy.width, copy.height);
    ctx.drawImage(source, 0, 0);
    return new Promise((done) => copy.toBlob(done, "image/png"));
  }
}

const short = (node) => node.acronym ?? node.label.replace(/^(Amazon|AWS) /, "");
const full = (node) => (node.acronym && !node.label.includes(node.acronym) ? `${node.label} (${node.acronym})` : node.label);

/** A colour between two given as #rrggbb. */
function mix(one, other, share) {
  const parts = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const [a, b] = [parts(one), parts(other.length === 4 ? `#${[...other.slice(1)].map((c) => c + c).join("")}` : other)];
  return `#${a.map((v, i) => Math.round(v + (b[i] - v) * share).toString(16).padStart(2, "0")).join("")}`;
}
