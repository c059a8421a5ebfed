// The best connections of two things. Pure: walks the relations that the page holds, so it works in the stand-alone file, too.
import { neighbours } from "./data.js";
import { edgePasses, nodePasses } from "./state.js";

const WAYS = 3;

/** Up to three ways from one thing to another, best first: [[{ start, end, edge }, …], …]. Hubs cost more: they explain little. */
export function paths(data, state, from, to) {
  const used = new Map();
  const found = [];
  for (let tries = 0; tries < 3 * WAYS && found.length < WAYS; tries += 1) {
    const hops = cheapest(data, state, from, to, used);
    if (!hops) break;
    const key = hops.map((hop) => hop.end).join(" ");
    if (!found.some((other) => other.key === key)) found.push({ key, hops });
    for (const { edge } of hops) used.set(edge.id, (used.get(edge.id) ?? 0) + 1);
  }
  const shortest = found[0]?.hops.length ?? 0;
  return found.map((one) => one.hops).filter((hops) => hops.length <= shortest + 2);
}

/** Dijkstra's way. `used` makes the relations of earlier ways dearer. */
function cheapest(data, state, from, to, used) {
  const passes = nodePasses(state);
  const allowed = (node) => node.id === to || node.id === from || passes(node);
  const cost = new Map([[from, 0]]);
  const via = new Map();
  const open = new Set([from]);
  const done = new Set();
  while (open.size) {
    const here = [...open].reduce((best, id) => (cost.get(id) < cost.get(best) ? id : best));
    if (here === to) return walk(via, from, to);
    open.delete(here);
    done.add(here);
    for (const { id, edges } of neighbours(data, here, allowed, edgePasses(state))) {
      if (done.has(id)) continue;
      const edge = telling(edges);
      const dear = id === to ? 0 : 0.3 * Math.log2(1 + data.nodes.get(id).degree);
      const total = cost.get(here) + 1 + dear + (edge.doubted ? 1 : 0) + 2 * (used.get(edge.id) ?? 0);
      if (total < (cost.get(id) ?? Infinity)) {
        cost.set(id, total);
        via.set(id, { start: here, end: id, edge });
        open.add(id);
      }
    }
  }
  return null;
}

/** Of several relations between two things, one that is believed and says more than structure. */
const telling = (edges) => [...edges].sort((a, b) => a.doubted - b.doubted || (a.family === "structure") - (b.family === "structure"))[0];

function walk(via, from, to) {
  const hops = [];
  for (let at = to; at !== from; at = via.get(at).start) hops.unshift(via.get(at));
  return hops;
}
