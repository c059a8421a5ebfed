// Our own label layer: screen pixels, most important first, never one over the other.
import { stamp } from "./stamps.js";

export const FONT = 'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
export const LEADING = 3;
export const PAD = 4;
const CELL = 72;
const BORDER = 2;
const widths = new Map();
const broken = new Map();
const measuring = new OffscreenCanvas(1, 1).getContext("2d");

const hit = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Boxes on a grid, so that asking whether a place is free looks at the few boxes near it. */
class Taken {
  #cells = new Map();

  add(box) {
    for (const key of cells(box)) {
      const cell = this.#cells.get(key);
      if (cell) cell.push(box);
      else this.#cells.set(key, [box]);
    }
  }

  free(box, id) {
    for (const key of cells(box)) for (const other of this.#cells.get(key) ?? []) if (other.id !== id && hit(box, other)) return false;
    return true;
  }
}

function cells({ x, y, w, h }) {
  const found = [];
  for (let row = Math.floor(y / CELL); row <= (y + h) / CELL; row += 1) for (let column = Math.floor(x / CELL); column <= (x + w) / CELL; column += 1) found.push(row * 4096 + column);
  return found;
}

/** Places and draws labels inside an area; a label that finds no free place is left out. */
export class LabelLayer {
  constructor() {
    this.placed = [];
    this.sides = new Map();
  }

  /** Start anew. `obstacles` are rectangles that no label may cover, except the label with the same id. */
  begin(area, obstacles) {
    Object.assign(this, { area, taken: new Taken(), placed: [] });
    this.block(obstacles);
  }

  /** More rectangles that no later label may cover. */
  block(obstacles) {
    for (const box of obstacles) this.taken.add(box);
  }

  /**
   * Try to place { id, text, x, y, r, size, bold, color, side, up, centred, most, under }: beside a point with radius r, or centred on
   * it; `most` is the width at which the text goes on in a second line, `whole` that no letter of it is cut off, `one` that it has
   * one line only, that of `shorter` which fits, `under`
   * a smaller line below it. Returns whether there was room.
   */
  add(label) {
    const font = `${label.bold ? 600 : 400} ${label.size}px ${FONT}`;
    const lines = label.one ? [cut(font, [label.text, ...label.shorter].find((text) => width(font, text) <= label.most) ?? label.shorter.at(-1), label.most)] : linesOf(font, label.text, label.most ?? 999, label.whole);
    const small = `400 ${label.size - 1}px ${FONT}`;
    const under = label.under ? linesOf(small, label.under, Math.max(label.most ?? 999, 150)) : [];
    const w = Math.ceil(Math.max(...lines.map((line) => width(font, line)), ...under.map((line) => width(small, line)))) + 2 * PAD;
    const h = lines.length * (label.size + LEADING) + under.length * (label.size - 1 + LEADING) + 2;
    const found = offers(label, w, h);
    const before = label.side ? 0 : (this.sides.get(label.id) ?? 0);
    for (let turn = 0; turn < found.length; turn += 1) {
      const side = turn ? (turn <= before ? turn - 1 : turn) : Math.min(before, found.length - 1); // where it was, it stays if it can
      const [dx, dy, align] = found[side];
      const box = { id: label.id, x: label.x + dx, y: label.y + dy, w, h };
      if (label.centred) box.x = Math.min(Math.max(box.x, 4), this.area.w - w - 4);
      if (box.x < BORDER || box.y < BORDER || box.x + w > this.area.w - BORDER || box.y + h > this.area.h - BORDER) continue;
      if (!this.taken.free(box, label.id)) continue;
      this.taken.add(box);
      this.placed.push({ ...label, box, font, lines, align, small, under });
      this.sides.set(label.id, side);
      return true;
    }
    return false;
  }

  /** Draw what was placed for one camera as another sees it: names keep their size and stay beside their things. */
  draw(ctx, { halo, muted }, from, to) {
    const dpr = devicePixelRatio;
    const stamps = this.placed.map((label) => stamp(label, halo, muted)); // all first: a sheet that was copied from is copied before it is written on
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    const k = to.scale / from.scale;
    const [awayX, awayY] = [(from.x - to.x) * to.scale, (from.y - to.y) * to.scale];
    this.placed.forEach(({ alpha, box, x: ownX, y: ownY }, at) => {
      const dx = awayX + (k - 1) * (ownX - from.width / 2);
      const dy = awayY + (k - 1) * (ownY - from.height / 2);
      const { sheet, x, y, w, h, pad } = stamps[at];
      ctx.globalAlpha = alpha ?? 1;
      ctx.drawImage(sheet.bitmap, x, y, w, h, Math.round((box.x + dx) * dpr) - pad, Math.round((box.y + dy) * dpr) - pad, w, h);
    });
    ctx.restore();
  }
}

function width(font, text) {
  const key = font + text;
  let found = widths.get(key);
  if (found === undefined) {
    if (measuring.font !== font) measuring.font = font;
    found = measuring.measureText(text).width;
    widths.set(key, found);
  }
  return found;
}

/** The text in one line or, where that is wider than `most`, in two lines as even as can be, the second cut where it must be. */
function linesOf(font, text, most, whole) {
  if (width(font, text) <= most) return [text];
  const key = `${font}${text}${Math.round(most)}`;
  if (!broken.has(key)) broken.set(key, inTwo(font, text, whole ? Infinity : most));
  return broken.get(key);
}

function inTwo(font, text, most) {
  const words = text.split(" ");
  let best = null;
  for (let at = 1; at < words.length; at += 1) {
    const pair = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
    const widest = Math.max(width(font, pair[0]), width(font, pair[1]));
    if (!best || widest < best.widest) best = { pair, widest };
  }
  return (best ? best.pair : [text]).map((line) => cut(font, line, most));
}

function cut(font, line, most) {
  let found = line;
  while (found.length > 4 && width(font, found) > most) found = `${found.replace(/…$/, "").slice(0, -1).trimEnd()}…`;
  return found;
}

/** Where a label may go, best first: offset of its box from the point, and how its lines are aligned. */
function offers({ r, side, centred, up }, w, h) {
  if (centred) return [0, -15, 15].map((dy) => [-w / 2, -h / 2 + dy, "center"]);
  const below = [-w / 2, r + 1, "center"];
  const above = [-w / 2, -r - h - 1, "center"];
  const right = [r + 2, -h / 2, "left"];
  const left = [-r - 2 - w, -h / 2, "right"];
  if (side > 0) return [right, below, above, left];
  if (side < 0) return [left, below, above, right];
  return up ? [above, right, left, below] : [below, right, left, above];
}
