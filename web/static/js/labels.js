// Our own label layer: screen pixels, most important first, never one over the other.

const FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const widths = new Map();

function width(ctx, font, text) {
  const key = font + text;
  let found = widths.get(key);
  if (found === undefined) {
    ctx.font = font;
    found = ctx.measureText(text).width;
    widths.set(key, found);
  }
  return found;
}

const hit = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Places and draws labels; `obstacles` are rectangles that no label may cover. */
export class LabelLayer {
  constructor() {
    this.placed = [];
  }

  begin(ctx, area, obstacles) {
    this.ctx = ctx;
    this.area = area;
    this.taken = [...obstacles];
    this.placed = [];
  }

  /** Try to place one label: { id, text, x, y, r, size, bold, color, side, centred, upper }. Returns whether there was room. */
  add(label) {
    const font = `${label.bold ? 600 : 400} ${label.size}px ${FONT}`;
    const w = width(this.ctx, font, label.text) + 4;
    const h = label.size + 5;
    for (const [dx, dy] of this.#offers(label, w, h)) {
      const box = { x: label.x + dx, y: label.y + dy, w, h };
      if (box.x < 2 || box.y < 2 || box.x + w > this.area.w - 2 || box.y + h > this.area.h - 2) continue;
      if (this.taken.some((other) => other.id !== label.id && hit(box, other))) continue;
      this.taken.push(box);
      this.placed.push({ ...label, box, font });
      return true;
    }
    return false;
  }

  #offers({ r, side, centred }, w, h) {
    const below = [-w / 2, r + 1];
    const above = [-w / 2, -r - h - 1];
    const right = [r + 3, -h / 2];
    const left = [-r - 3 - w, -h / 2];
    if (centred) return [[-w / 2, -h / 2], [-w / 2, -h / 2 - 14], [-w / 2, -h / 2 + 14], [-w / 2, -h / 2 - 28], [-w / 2, -h / 2 + 28]];
    if (side > 0) return [right, below, above, left];
    if (side < 0) return [left, below, above, right];
    return [below, right, left, above];
  }

  draw(halo) {
    const { ctx } = this;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    for (const label of this.placed) {
      ctx.font = label.font;
      ctx.globalAlpha = label.alpha ?? 1;
      ctx.strokeStyle = halo;
      ctx.lineWidth = 3.5;
      const x = label.box.x + 2;
      const y = label.box.y + label.box.h / 2;
      ctx.strokeText(label.text, x, y);
      ctx.fillStyle = label.color;
      ctx.fillText(label.text, x, y);
    }
    ctx.globalAlpha = 1;
  }
}
