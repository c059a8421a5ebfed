// The islands of the map: what belongs to each, and its coast, a soft line around its things.

const AROUND = 38;
const ANGLES = 64;

/** The islands that these nodes make, each with its coast, by category. */
export const islands = (nodes) => new Map(regions(nodes).map((region) => [region.id, { ...region, ...coast(region) }]));

/** Members, middle and extent of each category among the nodes given, the largest first. */
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
  }
  return [...found.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}

/** How far land reaches from the middle in each direction: past the outermost thing, the bays rounded off. */
function reaches({ nodes, x, y }) {
  const reach = new Float64Array(ANGLES).fill(AROUND);
  const step = (2 * Math.PI) / ANGLES;
  for (const node of nodes) {
    const [dx, dy] = [node.x - x, node.y - y];
    const away = Math.hypot(dx, dy);
    const middle = Math.atan2(dy, dx);
    const wide = away > AROUND ? Math.asin(AROUND / away) : Math.PI;
    for (let at = Math.ceil((middle - wide) / step); at <= (middle + wide) / step; at += 1) {
      const off = at * step - middle;
      const far = away * Math.cos(off) + Math.sqrt(Math.max(0, AROUND ** 2 - (away * Math.sin(off)) ** 2));
      const slot = ((at % ANGLES) + ANGLES) % ANGLES;
      if (far > reach[slot]) reach[slot] = far;
    }
  }
  let smooth = reach;
  for (let round = 0; round < 3; round += 1) smooth = smooth.map((own, at) => (smooth[(at + ANGLES - 1) % ANGLES] + 2 * own + smooth[(at + 1) % ANGLES]) / 4);
  return smooth;
}

/** The coast as a closed smooth path in map units, the points that it goes by, and how far up it reaches. */
function coast(region) {
  const points = [...reaches(region)].map((reach, at) => {
    const angle = (at * 2 * Math.PI) / ANGLES;
    return [region.x + reach * Math.cos(angle), region.y + reach * Math.sin(angle)];
  });
  const path = new Path2D();
  const between = (a, b) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  path.moveTo(...between(points.at(-1), points[0]));
  points.forEach((point, at) => path.quadraticCurveTo(...point, ...between(point, points[(at + 1) % points.length])));
  path.closePath();
  return { coast: path, points, shore: Math.min(...points.map(([, y]) => y)) };
}

/** Relations between things as one path in map units: those between two islands run together on their way. */
export function currents(edges, at, found) {
  const middle = new Map(found.map((region) => [region.id, region]));
  const path = new Path2D();
  for (const edge of edges) {
    const [a, b] = [at.get(edge.from), at.get(edge.to)];
    if (!a || !b || a === b) continue;
    path.moveTo(a.x, a.y);
    if (a.category === b.category) {
      path.lineTo(b.x, b.y);
      continue;
    }
    const [m, n] = [middle.get(a.category), middle.get(b.category)];
    path.bezierCurveTo(...pulled(a, b, m, 1 / 3), ...pulled(a, b, n, 2 / 3), b.x, b.y);
  }
  return path;
}

const TOGETHER = 0.62;

function pulled(a, b, to, share) {
  return [
    TOGETHER * to.x + (1 - TOGETHER) * (a.x + share * (b.x - a.x)),
    TOGETHER * to.y + (1 - TOGETHER) * (a.y + share * (b.y - a.y)),
  ];
}
