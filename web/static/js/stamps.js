// Labels as small bitmaps: writing a word with its halo costs ten times what copying it does, and a frame has a hundred.
import { LEADING, PAD } from "./labels.js";

const MOST = 1500;
const HALO = 3.5;
const kept = new Map();

/** A placed label as { bitmap, pad }: its box with `pad` device pixels around it for the halo. */
export function stamp(label, halo, muted) {
  const { font, lines, align, color, small, under, box, size } = label;
  const key = `${font}|${color}|${halo}|${align}|${devicePixelRatio}|${lines.join("\n")}|${under.join("\n")}`;
  let found = kept.get(key);
  if (found) return found;
  if (kept.size > MOST) kept.clear();
  const dpr = devicePixelRatio;
  const pad = Math.ceil(2 * dpr);
  const canvas = new OffscreenCanvas(Math.ceil(box.w * dpr) + 2 * pad, Math.ceil(box.h * dpr) + 2 * pad);
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, pad, pad);
  Object.assign(ctx, { textBaseline: "middle", lineJoin: "round", strokeStyle: halo, lineWidth: HALO, textAlign: align });
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
  found = { bitmap: canvas.transferToImageBitmap(), pad };
  kept.set(key, found);
  return found;
}
