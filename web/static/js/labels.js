// Our own label layer: screen pixels, most important first, never one over the other.

export const FONT = 'Inter, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const LEADING = 3;
const PAD = 4;
const widths = new Map();
const broken = new Map();

const hit = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Places and draws labels inside an area; a label that finds no free place is left out. */
export class LabelLayer {
  constructor() {
    this.placed = [];
    this.taken = [];
  }

  /** Start a frame. `obstacles` are rectangles that no label may cover, except the label with the same id. */
  begin(ctx, area, obstacles) {
    Object.assign(this, { ctx, area, taken: [...obstacles], placed: [] });
  }

  /**
   * Try to place { id, text, x, y, r, size, bold, color, side, centred, most }: beside a point with radius r, or centred on
   * it; `most` is the width at which the text goes on in a second line, `whole` that no letter of it is cut off. Returns whether there was room.
   */
  add(label) {
    const font = `${label.bold ? 600 : 400} ${label.size}px ${FONT}`;
    const lines = this.#lines(font, label.text, label.most ?? 999, label.whole);
    const w = Math.max(...lines.map((line) => this.#width(font, line))) + 2 * PAD;
    const h = lines.length * (label.size + LEADING) + 2;
    for (const [dx, dy, align] of offers(label, w, h)) {
      const box = { x: label.x + dx, y: label.y + dy, w, h };
      if (label.centred) box.x = Math.min(Math.max(box.x, 4), this.area.w - w - 4);
      if (box.x < 2 || box.y < 2 || box.x + w > this.area.w - 2 || box.y + h > this.area.h - 2) continue;
      if (this.taken.some((other) => other.id !== label.id && hit(box, other))) continue;
      this.taken.push(box);
      this.placed.push({ ...label, box, font, lines, align });
      return true;
    }
    return false;
  }

  draw(halo) {
    const { ctx } = this;
    Object.assign(ctx, { textBaseline: "middle", lineJoin: "round", strokeStyle: halo, lineWidth: 3.5 });
    for (const label of this.placed) {
      Object.assign(ctx, { font: label.font, textAlign: label.align, fillStyle: label.color, globalAlpha: label.alpha ?? 1 });
      const x = label.box.x + { left: PAD, center: label.box.w / 2, right: label.box.w - PAD }[label.align];
      label.lines.forEach((line, row) => {
        const y = label.box.y + 1 + (row + 0.5) * (label.size + LEADING);
        ctx.strokeText(line, x, y);
        ctx.fillText(line, x, y);
      });
    }
    ctx.globalAlpha = 1;
  }

  #width(font, text) {
    const key = font + text;
    let found = widths.get(key);
    if (found === undefined) {
      this.ctx.font = font;
      found = this.ctx.measureText(text).width;
      widths.set(key, found);
    }
    return found;
  }

  /** The text in one line or, where that is wider than `most`, in two lines as even as can be, the second cut where it must be. */
  #lines(font, text, most, whole) {
    if (this.#width(font, text) <= most) return [text];
    const key = `${font}${text}${Math.round(most)}`;
    if (!broken.has(key)) broken.set(key, this.#break(font, text, whole ? Infinity : most));
    return broken.get(key);
  }

  #break(font, text, most) {
    const words = text.split(" ");
    let best = null;
    for (let at = 1; at < words.length; at += 1) {
      const pair = [words.slice(0, at).join(" "), words.slice(at).join(" ")];
      const widest = Math.max(this.#width(font, pair[0]), this.#width(font, pair[1]));
      if (!best || widest < best.widest) best = { pair, widest };
    }
    const lines = best ? best.pair : [text];
    return lines.map((line) => this.#cut(font, line, most));
  }

  #cut(font, line, most) {
    let cut = line;
    while (cut.length > 4 && this.#width(font, cut) > most) cut = `${cut.replace(/…$/, "").slice(0, -1).trimEnd()}…`;
    return cut;
  }
}

/** Where a label may go, best first: offset of its box from the point, and how its lines are aligned. */
function offers({ r, side, centred }, w, h) {
  if (centred) return [0, -15, 15].map((dy) => [-w / 2, -h / 2 + dy, "center"]);
  const below = [-w / 2, r + 1, "center"];
  const above = [-w / 2, -r - h - 1, "center"];
  const right = [r + 2, -h / 2, "left"];
  const left = [-r - 2 - w, -h / 2, "right"];
  if (side > 0) return [right, below, above, left];
  if (side < 0) return [left, below, above, right];
  return [below, right, left, above];
}
