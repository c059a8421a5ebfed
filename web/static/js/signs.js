// Small signs on the picture, in map units at a scale: crosses, rings and the lines of one thing.

/** A cross on the middle of each pair { from, to }: the notes have it wrong. */
export function crosses(ctx, pairs, color, scale) {
  const arm = 5 / scale;
  ctx.beginPath();
  for (const { from, to } of pairs) {
    const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    ctx.moveTo(x - arm, y - arm);
    ctx.lineTo(x + arm, y + arm);
    ctx.moveTo(x + arm, y - arm);
    ctx.lineTo(x - arm, y + arm);
  }
  Object.assign(ctx, { strokeStyle: color, lineWidth: 2 / scale, globalAlpha: 1 });
  ctx.stroke();
}

/** A ring around each thing: somebody has put it where it stands. `radius(node)` is that of its mark. */
export function rings(ctx, nodes, radius, color, scale) {
  ctx.beginPath();
  for (const node of nodes) {
    const r = radius(node) * (node.type === "Service" ? 1.42 : 1.15) + 3 / scale;
    ctx.moveTo(node.x + r, node.y);
    ctx.arc(node.x, node.y, r, 0, 7);
  }
  Object.assign(ctx, { strokeStyle: color, lineWidth: 1.5 / scale, globalAlpha: 0.9 });
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Thin lines from one place to others; what is not shown is undefined among them. */
export function fan(ctx, middle, ends, color, scale) {
  ctx.beginPath();
  for (const end of ends) {
    if (!end || end.id === middle.id) continue;
    ctx.moveTo(middle.x, middle.y);
    ctx.lineTo(end.x, end.y);
  }
  Object.assign(ctx, { strokeStyle: color, lineWidth: 0.99 / devicePixelRatio / scale, globalAlpha: 0.9 });
  ctx.stroke();
  ctx.globalAlpha = 1;
}
