// The marks of things, many at once: one path a colour, so that a picture pays for colours and not for things.
import { shapeOf } from "./shapes.js";

const TAU = 2 * Math.PI;
const TALL = Math.sqrt(3);

/** Corners of each shape for radius 1, as vis-network draws them, so that a mark does not change when vis takes it over. */
const CORNERS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: [[0, 1], [1, 0], [0, -1], [-1, 0]],
  triangle: upright(1),
  triangleDown: upright(-1),
  hexagon: Array.from({ length: 6 }, (_, n) => [Math.cos((n * TAU) / 6), Math.sin((n * TAU) / 6)]),
  star: Array.from({ length: 10 }, (_, n) => {
    const reach = 0.82 * (n % 2 ? 0.5 : 1.3);
    return [reach * Math.sin((n * TAU) / 10), 0.082 - reach * Math.cos((n * TAU) / 10)];
  }),
};

function upright(sign) {
  const r = 1.15;
  const low = (TALL / 3) * r;
  const shift = 0.275 * r;
  return [[0, shift - (TALL * r - low)], [r, shift + low], [-r, shift + low]].map(([x, y]) => [x, sign * y]);
}

/** Add the mark of a class at a place to the current path; `plain` makes it a disc, as everything is that is too small for a shape. */
export function addMark(ctx, type, x, y, r, plain) {
  const corners = plain ? null : CORNERS[shapeOf(type)];
  if (!corners) {
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, TAU);
    return;
  }
  ctx.moveTo(x + r * corners[0][0], y + r * corners[0][1]);
  for (let at = 1; at < corners.length; at += 1) ctx.lineTo(x + r * corners[at][0], y + r * corners[at][1]);
  ctx.closePath();
}

/** Fill marks { node, r } in map units, batched by the colour that `hueOf(node)` gives. Discs where a mark is under `least` units. */
export function fillMarks(ctx, marks, hueOf, least = 0) {
  const batches = new Map();
  for (const one of marks) {
    const hue = hueOf(one.node);
    const batch = batches.get(hue);
    if (batch) batch.push(one);
    else batches.set(hue, [one]);
  }
  for (const [hue, batch] of batches) {
    ctx.beginPath();
    for (const { node, r } of batch) addMark(ctx, node.type, node.x, node.y, r, r < least);
    ctx.fillStyle = hue;
    ctx.fill();
  }
}
