// The territories of the map: soft blobs painted once per filter and theme into a small bitmap.

const MOST_PIXELS = 900;
const PAD = 110;

/** Members, middle and extent of each category among the nodes that are shown. */
export function regions(nodes) {
  const found = new Map();
  for (const node of nodes) {
    const region = found.get(node.category) ?? { id: node.category, nodes: [], x: 0, y: 0, top: Infinity, bottom: -Infinity, left: Infinity, right: -Infinity };
    region.nodes.push(node);
    region.x += node.x;
    region.y += node.y;
    region.top = Math.min(region.top, node.y);
    region.bottom = Math.max(region.bottom, node.y);
    region.left = Math.min(region.left, node.x);
    region.right = Math.max(region.right, node.x);
    found.set(node.category, region);
  }
  for (const region of found.values()) {
    region.x /= region.nodes.length;
    region.y /= region.nodes.length;
    region.width = region.right - region.left + 60;
  }
  return [...found.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}

/** A bitmap of all territories and where it lies in map units: { bitmap, x, y, w, h }. */
export function paint(found, colorOf, opacity) {
  const nodes = found.flatMap((region) => region.nodes);
  if (!nodes.length) return null;
  const x = Math.min(...nodes.map((n) => n.x)) - PAD;
  const y = Math.min(...nodes.map((n) => n.y)) - PAD;
  const w = Math.max(...nodes.map((n) => n.x)) + PAD - x;
  const h = Math.max(...nodes.map((n) => n.y)) + PAD - y;
  const scale = Math.min(1, MOST_PIXELS / Math.max(w, h));
  const bitmap = new OffscreenCanvas(Math.ceil(w * scale), Math.ceil(h * scale));
  const ctx = bitmap.getContext("2d");
  ctx.globalAlpha = opacity;
  for (const region of found) ctx.drawImage(territory(region, colorOf(region.id), scale), Math.round((region.left - PAD - x) * scale), Math.round((region.top - PAD - y) * scale));
  return { bitmap, x, y, w, h };
}

/** One region: a blurred disc around each of its things, in a bitmap no larger than the region. */
function territory(region, color, scale) {
  const [w, h] = [region.right - region.left + 2 * PAD, region.bottom - region.top + 2 * PAD];
  const layer = new OffscreenCanvas(Math.ceil(w * scale), Math.ceil(h * scale));
  const ctx = layer.getContext("2d");
  const r = 52 * scale;
  ctx.filter = `blur(${(16 * scale).toFixed(1)}px)`;
  ctx.fillStyle = color;
  ctx.beginPath();
  for (const node of region.nodes) {
    const [x, y] = [(node.x - region.left + PAD) * scale, (node.y - region.top + PAD) * scale];
    ctx.moveTo(x + r, y);
    ctx.arc(x, y, r, 0, 7);
  }
  ctx.fill();
  return layer;
}
