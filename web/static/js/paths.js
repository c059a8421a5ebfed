// The best connections of two things: the search of graph/paths.py over the relations that the page holds, so that it obeys the
// filters and works in the stand-alone file. Its figures come with the page's data; a test holds both to the same ways. Pure.
import { edgePasses, nodePasses } from "./state.js";

const WAYS = 3;
const SHARED = 5;

/** Up to three ways from one thing to another, best first: [[{ start, end, edge }, …], …]. */
export function paths(data, state, from, to) {
  const [node, passes] = [nodePasses(state), edgePasses(state)];
  const open = (id) => id === from || id === to || node(data.nodes.get(id));
  return best(data, from, to, WAYS, (edge) => passes(edge) && open(edge.from) && open(edge.to)).map(({ hops }) => hops);
}

/**
 * What two things that nothing connects are both related to, as graph/answers/connections.py tells it, the most specific first:
 * [{ id, edges: [id of a relation of one, id of one of the other] }]. The choice family would only say what is mixed up with what.
 */
export function sharedBy(data, state, from, to) {
  const passes = edgePasses(state);
  const telling = (edge) => edge.family !== "choice" && !edge.doubted && passes(edge);
  const [mine, theirs] = [from, to].map((id) => new Map(data.near.get(id).filter(telling).map((edge) => [edge.from === id ? edge.to : edge.from, edge.id])));
  const both = [...mine.keys()].filter((id) => theirs.has(id));
  both.sort((a, b) => data.nodes.get(a).degree - data.nodes.get(b).degree || (a < b ? -1 : 1));
  return both.slice(0, SHARED).map((id) => ({ id, edges: [mine.get(id), theirs.get(id)] }));
}

/** The `k` cheapest ways over edges that `keep` lets pass: [{ cost, hops }]. */
export function best(data, from, to, k, keep) {
  const { figures } = data.meta.paths;
  const degree = (id) => data.nodes.get(id).degree;
  if (from === to || !degree(from) || !degree(to)) return [];
  if (degree(from) > degree(to)) {
    const back = ({ start, end, edge }) => ({ start: end, end: start, edge });
    return best(data, to, from, k, keep).map(({ cost, hops }) => ({ cost, hops: hops.map(back).reverse() }));
  }
  const found = [];
  for (const way of ways(new Search(data, from, to, keep), 4 * k + 8)) {
    if (found.length && (way.cost > found[0].cost * figures.detour + figures.slack || found.length === k)) break;
    found.push(way);
  }
  return found;
}

/** Ways in order of cost, each sequence of things once; ties in order of ids. */
function* ways(search, visits) {
  const { from, to, figures } = search;
  const waiting = new Heap();
  const left = new Map();
  const told = new Set();
  let serial = 0;
  waiting.push({ cost: 0, nodes: [from], serial, hops: [] });
  for (let one = waiting.pop(); one && one.cost <= figures.dearest; one = waiting.pop()) {
    const here = one.nodes.at(-1);
    if (here === to) {
      const key = one.nodes.join(" ");
      if (!told.has(key)) yield { cost: one.cost, hops: one.hops };
      told.add(key);
      continue;
    }
    left.set(here, (left.get(here) ?? 0) + 1);
    if (left.get(here) > visits) continue;
    for (const hop of search.hops(here)) {
      const price = search.price(one, hop);
      if (price === null) continue;
      serial += 1;
      waiting.push({ cost: one.cost + price, nodes: [...one.nodes, hop.end], serial, hops: [...one.hops, hop] });
    }
  }
}

class Search {
  constructor(data, from, to, keep) {
    const { figures, generic } = data.meta.paths;
    Object.assign(this, { data, from, to, keep, figures, generic: new Set(generic), known: new Map() });
    this.near = this.#distances();
  }

  degree(id) {
    return this.data.nodes.get(id).degree;
  }

  /** The believed relations of a thing, told from it: by subject, relation and object, as the dataset has them. */
  hops(id) {
    if (!this.known.has(id)) {
      const edges = this.data.near.get(id).filter((edge) => !edge.doubted);
      const key = ({ from, relation, to }) => `${from} ${relation} ${to}`;
      edges.sort((a, b) => (key(a) < key(b) ? -1 : 1));
      this.known.set(id, edges.map((edge) => ({ start: id, end: edge.from === id ? edge.to : edge.from, edge })));
    }
    return this.known.get(id);
  }

  /** What one more hop costs; null where it leads nowhere or says nothing. */
  price({ nodes, hops }, hop) {
    const { figures, to } = this;
    const last = hop.end === to;
    const remaining = figures.longest - hops.length - 1;
    const far = remaining <= figures.radius && (this.near.get(hop.end) ?? figures.longest) > remaining;
    if (far || nodes.includes(hop.end)) return null;
    const explains = this.data.relations.get(hop.edge.relation).explains;
    if (explains === 0) return last && !hops.length && this.keep(hop.edge) ? figures.sorting : null;
    if (!last && this.degree(hop.end) > figures.busiest) return null;
    const before = hops.at(-1);
    const shares = before && before.edge.relation === hop.edge.relation && out(before) !== out(hop);
    if (shares && !(last && hops.length === 1)) return null;
    const turn = before ? this.#turn(before, hop) : 0;
    return turn === null || !this.keep(hop.edge) ? null : 1 / explains + turn;
  }

  /** What passing a station costs; null where it is generic and both hops point at it or away from it. */
  #turn(reached, leaving) {
    const { figures } = this;
    const busy = figures.hubPenalty * Math.log2(Math.max(this.degree(leaving.start), 1));
    if (out(reached) === out(leaving)) return busy;
    if (this.generic.has(this.data.nodes.get(leaving.start).type)) return null;
    return busy + (reached.edge.relation === leaving.edge.relation ? figures.siblings : figures.turn);
  }

  /** How far from the end things are, up to half of the longest way. */
  #distances() {
    const found = new Map([[this.to, 0]]);
    let frontier = [this.to];
    for (let distance = 1; distance <= this.figures.radius; distance += 1) {
      const busy = (id) => id !== this.to && this.degree(id) > this.figures.busiest;
      const ends = frontier.filter((id) => !busy(id)).flatMap((id) => this.hops(id).map((hop) => hop.end));
      frontier = [...new Set(ends)].filter((id) => !found.has(id));
      for (const id of frontier) found.set(id, distance);
    }
    return found;
  }
}

const out = (hop) => hop.edge.from === hop.start;

/** The cheapest first; of equal ones by ids along the way, then the one that came first. */
function before(a, b) {
  if (a.cost !== b.cost) return a.cost < b.cost;
  for (let at = 0; at < Math.min(a.nodes.length, b.nodes.length); at += 1) if (a.nodes[at] !== b.nodes[at]) return a.nodes[at] < b.nodes[at];
  return a.nodes.length !== b.nodes.length ? a.nodes.length < b.nodes.length : a.serial < b.serial;
}

class Heap {
  #items = [];

  push(item) {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(item, items[parent])) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }

  pop() {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (!items.length) return top;
    let at = 0;
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      if (child + 1 < items.length && before(items[child + 1], items[child])) child += 1;
      if (!before(items[child], last)) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    return top;
  }
}
