// The picture as SVG: what is on the stage, as the camera sees it, with its title and legend. Text is text.
import { FAMILY_HUES } from "./data.js";
import { FONT, LEADING, PAD } from "./labels.js";
import { addMark } from "./marks.js";
import { relations } from "./scene.js";

const NS = "http://www.w3.org/2000/svg";
const BAR = 76;
const DASHES = { outdated: "7 5", vague: "2 4" };

const round = (value) => Math.round(value * 10) / 10;

function el(tag, attributes = {}, ...children) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, value);
  element.append(...children.flat().filter(Boolean));
  return element;
}

/** What a picture shows, in one line. */
export function caption(data, state) {
  const label = (id) => data.nodes.get(id).label;
  if (state.mode === "path") return `${label(state.path.ends[0])} to ${label(state.path.ends[1])}`;
  if (state.mode === "compare") return state.compared.map(label).join(" · ");
  const middle = state.focus ?? state.selected;
  return middle ? label(middle) : "how AWS fits together";
}

/** The stage as an SVG document: { text, width, height } in pixels. */
export function svg(data, state, canvas) {
  const { x, y, scale, width, height } = canvas.view;
  const toX = (v) => round((v - x) * scale + width / 2);
  const toY = (v) => round((v - y) * scale + height / 2);
  const { theme } = canvas;
  const title = `Fanout: ${caption(data, state)}`;
  const told = relations(data, state, canvas.shown);
  const on = { data, state, canvas, theme, toX, toY, scale };
  const root = el("svg", { xmlns: NS, width, height: height + BAR, viewBox: `0 0 ${width} ${height + BAR}`, role: "img", "font-family": FONT },
    el("title", {}, title), el("desc", {}, `${canvas.shown.length} things and ${told.length} relations between them, from ${data.meta.base}`),
    arrows(theme), el("rect", { width, height: height + BAR, fill: theme.ground }),
    state.mode === "map" && land(on), lines(on, told), marks(on), names(canvas, theme),
    el("rect", { y: height, width, height: BAR, fill: theme.ground }), legend(on, told, title, width, height));
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`, width, height: height + BAR };
}

const hues = () => [...new Set(Object.values(FAMILY_HUES))];

function arrows(theme) {
  const one = (hue) => el("marker", { id: `arrow-${hue}`, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 7, markerHeight: 7, orient: "auto", markerUnits: "userSpaceOnUse" }, el("path", { d: "M0 1L10 5L0 9z", fill: theme[hue] }));
  return el("defs", {}, ...hues().map(one));
}

/** The islands of the map, with the coast that the canvas draws. */
function land({ canvas, theme, toX, toY }) {
  return canvas.picture.regions.map(({ id, points }) => {
    const at = points.map(([x, y]) => [toX(x), toY(y)]);
    const between = (a, b) => `${round((a[0] + b[0]) / 2)} ${round((a[1] + b[1]) / 2)}`;
    const curves = at.map((point, index) => `Q${point[0]} ${point[1]} ${between(point, at[(index + 1) % at.length])}`);
    return el("path", { d: `M${between(at.at(-1), at[0])}${curves.join("")}z`, fill: canvas.hueOf(id), "fill-opacity": theme.territory, stroke: canvas.hueOf(id), "stroke-opacity": 3 * theme.territory });
  });
}

function lines({ data, state, canvas, theme, toX, toY, scale }, told) {
  const bold = (edge) => state.mode === "path" || [edge.from, edge.to].some((id) => id === state.selected || id === state.focus || state.compared?.includes(id)) || edge.id === state.edge;
  const faint = told.filter((edge) => !bold(edge)).map((edge) => [canvas.at.get(edge.from), canvas.at.get(edge.to)]);
  const d = faint.map(([a, b]) => `M${toX(a.x)} ${toY(a.y)}L${toX(b.x)} ${toY(b.y)}`).join("");
  return el("g", { fill: "none" }, d && el("path", { d, stroke: theme.edge, "stroke-width": 0.8, opacity: state.mode === "map" ? theme.faint : 0.3 }),
    ...told.filter(bold).filter((edge) => edge.from !== edge.to).map((edge) => line(edge, { data, canvas, theme, toX, toY, scale })));
}

/** A relation from the rim of one mark to the rim of the other, dashed where the notes are in doubt, crossed where they are wrong. */
function line(edge, { canvas, theme, toX, toY, scale }) {
  const [a, b] = [canvas.at.get(edge.from), canvas.at.get(edge.to)];
  const [dx, dy] = [toX(b.x) - toX(a.x), toY(b.y) - toY(a.y)];
  const long = Math.hypot(dx, dy) || 1;
  const back = (canvas.size(b) * scale + 2) / long;
  const hue = FAMILY_HUES[edge.family];
  const cross = `M${(toX(a.x) + toX(b.x)) / 2 - 5} ${(toY(a.y) + toY(b.y)) / 2 - 5}l10 10m0-10l-10 10`;
  return [el("line", {
    x1: toX(a.x), y1: toY(a.y), x2: round(toX(b.x) - dx * back), y2: round(toY(b.y) - dy * back), stroke: theme[hue], "stroke-width": edge.id === canvas.state.edge ? 3 : 1.6,
    "stroke-opacity": 0.8, "stroke-dasharray": DASHES[edge.status], "marker-end": `url(#arrow-${hue})`,
  }), edge.status === "wrong" && el("path", { d: cross, stroke: theme.wrong, "stroke-width": 2 })];
}

/** The outline of a class's mark, through the same hand that draws it on the canvas. */
function outline(type, x, y, r) {
  const steps = [];
  const pen = {
    moveTo: (a, b) => steps.push(`M${round(a)} ${round(b)}`), lineTo: (a, b) => steps.push(`L${round(a)} ${round(b)}`), closePath: () => steps.push("z"),
    arc: (a, b, reach) => steps.push(`a${round(reach)} ${round(reach)} 0 1 0 ${round(-2 * reach)} 0a${round(reach)} ${round(reach)} 0 1 0 ${round(2 * reach)} 0z`),
  };
  addMark(pen, type, x, y, r, false);
  return steps.join("");
}

function marks({ state, canvas, toX, toY, scale, theme }) {
  return canvas.shown.map((node) => el("path", {
    d: outline(node.type, toX(node.x), toY(node.y), canvas.size(node) * scale), fill: canvas.hueOf(node.category),
    opacity: canvas.lit && !canvas.lit.has(node.id) ? 0.3 : null, stroke: [state.focus, state.selected].includes(node.id) ? theme.ink : null, "stroke-width": 2,
  }, el("title", {}, node.label)));
}

function names(canvas, theme) {
  const anchor = { left: "start", center: "middle", right: "end" };
  return canvas.labels.map(({ box, lines: words, under = [], size, bold, color, align, alpha, note }) => {
    const x = round(box.x + { left: PAD, center: box.w / 2, right: box.w - PAD }[align]);
    let y = box.y + 1;
    const rows = [...words.map((text) => ({ text, high: size, fill: color })), ...under.map((text) => ({ text, high: size - 1, fill: theme.muted, weight: 400 }))];
    return el("text", { "font-size": size, "font-weight": bold ? 600 : 400, "text-anchor": anchor[align], opacity: alpha ?? null, stroke: theme.halo, "stroke-width": note ? 6 : 3, "paint-order": "stroke", "stroke-linejoin": "round" },
      ...rows.map(({ text, high, fill, weight }) => {
        y += high + LEADING;
        return el("tspan", { x, y: round(y - LEADING), "font-size": high, fill, "font-weight": weight ?? null }, text);
      }));
  });
}

/** Below the picture: its title, what the shapes are, and what the colours of relations are where they are drawn. */
function legend({ data, state, theme, canvas }, told, title, width, height) {
  const group = el("g", { "font-size": 12, fill: theme.ink }, el("text", { x: 16, y: height + 24, "font-size": 15, "font-weight": 600 }, title));
  const there = new Set(canvas.shown.map((node) => node.type));
  const drawn = new Set(state.mode === "map" && !state.selected ? [] : told.map((edge) => edge.family));
  const items = [
    ...data.types.filter((one) => there.has(one.id)).map((one) => [one.label, (x, y) => el("path", { d: outline(one.id, x + 8, y - 4, 5), fill: theme.ink })]),
    ...data.families.filter((one) => drawn.has(one.id)).map((one) => [one.label, (x, y) => el("line", { x1: x, x2: x + 16, y1: y - 4, y2: y - 4, stroke: theme[FAMILY_HUES[one.id]], "stroke-width": 3 })]),
  ];
  let [x, y] = [16, height + 46];
  for (const [label, draw] of items) {
    const wide = 34 + label.length * 6.4;
    if (x + wide > width) [x, y] = [16, y + 18];
    group.append(draw(x, y), el("text", { x: x + 21, y }, label));
    x += wide + 6;
  }
  return group;
}
