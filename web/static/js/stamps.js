// Labels as pieces of a few bitmaps: writing a word with its halo costs ten times what copying it does, and a frame has a hundred.
import { LEADING, PAD } from "./labels.js";

const WIDE = 1024;
const HIGH = 512;
const MOST_SHEETS = 24;
const HALO = 3.5;
const WIDE_HALO = 6; // on a line: it would show between two words
const kept = new Map();
const sheets = [];

/** A sheet with a free piece of this size, in device pixels: rows are filled from the left, one below the other. */
function piece(w, h) {
  let sheet = sheets.at(-1);
  if (sheet && sheet.x + w > sheet.w) Object.assign(sheet, { x: 0, y: sheet.y + sheet.row, row: 0 });
  if (!sheet || sheet.y + h > sheet.h || w > sheet.w) {
    if (sheets.length >= MOST_SHEETS) {
      sheets.length = 0;
      kept.clear();
    }
    const [wide, high] = [Math.max(WIDE, w), Math.max(HIGH, h)];
    const bitmap = new OffscreenCanvas(wide, high);
    sheet = { bitmap, ctx: bitmap.getContext("2d"), w: wide, h: high, x: 0, y: 0, row: 0 };
    sheets.push(sheet);
  }
  const found = { sheet, x: sheet.x, y: sheet.y, w, h };
  sheet.x += w;
  sheet.row = Math.max(sheet.row, h);
  return found;
}

/** A placed label as { sheet, x, y, w, h, pad }: its box with `pad` device pixels around it for the halo. */
export function stamp(label, halo, muted) {
  const { font, lines, align, color, small, under, box, size, note } = label;
  const key = `${font}|${note}|${color}|${halo}|${align}|${devicePixelRatio}|${lines.join("\n")}|${under.join("\n")}`;
  let found = kept.get(key);
  if (found) return found;
  const dpr = devicePixelRatio;
  const pad = Math.ceil(3 * dpr);
  found = { ...piece(Math.ceil(box.w * dpr) + 2 * pad, Math.ceil(box.h * dpr) + 2 * pad), pad };
  kept.set(key, found);
  const { ctx } = found.sheet;
  ctx.setTransform(dpr, 0, 0, dpr, found.x + pad, found.y + pad);
  Object.assign(ctx, { textBaseline: "middle", lineJoin: "round", strokeStyle: halo, lineWidth: note ? WIDE_HALO : HALO, textAlign: align });
  const x = { left: PAD, center: box.w / 2, right: box.w - PAD }[align];
  let y = 1;
  for (const [rows, face, high, ink] of [[lines, font, size, color], [under, small, size - 1, muted]]) {
    for (const line of rows) {
      Object.assign(ctx, { font: face, fillStyle: ink });
      ctx.strokeText(line, x, y + (high + LEADING) / 2);
      ctx.fillText(line, x, y + (high + LEADING) / 2);
      y += high + LEADING;
    }
  }
  return found;
}
