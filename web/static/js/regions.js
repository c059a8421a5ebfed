// The territories of the map: soft blobs painted once per filter and theme into a small bitmap.

const MOST_PIXELS = 900;

/** Members, middle and extent of each category among the nodes that are shown. */
export function regions(nodes) {
  const found = new Map();
  for (const node of nodes) {
    const region = found.get(node.category) ?? { id: node.category, nodes: [], x: 0, y: 0, top: Infinity, left: Infinity, right: -Infinity };
    region.nodes.push(node);
    region.x += node.x;
    region.y += node.y;
    region.top = Math.min(region.top, node.y);
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
  const pad = 110;
  const x = Math.min(...nodes.map((n) => n.x)) - pad;
  const y = Math.min(...nodes.map((n) => n.y)) - pad;
  const w = Math.max(...nodes.map((n) => n.x)) + pad - x;
  const h = Math.max(...nodes.map((n) => n.y)) + pad - y;
  const scale = Math.min(1, MOST_PIXELS / Math.max(w, h));
  const bitmap = new OffscreenCanvas(Math.ceil(w * scale), Math.ceil(h * scale));
  const ctx = bitmap.getContext("2d");
  for (const region of found) {
    const layer = new OffscreenCanvas(bitmap.width, bitmap.height);
    const soft = layer.getContext("2d");
    soft.filter = `blur(${(16 * scale).toFixed(1)}px)`;
    soft.fillStyle = colorOf(region.id);
    soft.beginPath();
    for (const node of region.nodes) {
      soft.moveTo((node.x - x) * scale + 52 * scale, (node.y - y) * scale);
      soft.arc((node.x - x) * scale, (node.y - y) * scale, 52 * scale, 0, 7);
    }
    soft.fill();
    ctx.globalAlpha = opacity;
    ctx.drawImage(layer, 0, 0);
  }
  return { bitmap, x, y, w, h };
}
