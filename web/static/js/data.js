// The graph as the page received it, indexed once.

export const FAMILY_HUES = { structure: "slate", dataFlow: "blue", storage: "green", security: "red", network: "indigo", operations: "orange", choice: "violet", architectural: "teal" };

const FADED = new Set(["outdated", "wrong", "vague"]);

/** Everything the page came with, indexed: nodes by id, edges with their ends' ids, the edges near each node, the legends. */
export function readData(raw = JSON.parse(document.getElementById("data").textContent)) {
  const { categories, types, families, relations, meta } = raw.legends;
  const { columns } = raw.graph;
  const list = raw.graph.nodes.map((row) => Object.fromEntries(columns.nodes.map((key, index) => [key, row[index]])));
  const kinds = new Map(relations.map((r) => [r.id, r]));
  const edges = raw.graph.edges.map(([from, to, relation, status]) => {
    const [start, end] = [list[from].id, list[to].id];
    return { id: `${start}|${relation}|${end}`, from: start, to: end, relation, family: kinds.get(relation).family, status, doubted: FADED.has(status) };
  });
  const near = new Map(list.map((n) => [n.id, []]));
  for (const edge of edges) {
    near.get(edge.from).push(edge);
    if (edge.to !== edge.from) near.get(edge.to).push(edge);
  }
  return {
    nodes: new Map(list.map((n) => [n.id, n])), edges, near, types, families, meta, settings: raw.settings, version: raw.version,
    edge: new Map(edges.map((edge) => [edge.id, edge])),
    categories: new Map(categories.map((c) => [c.id, c])),
    relations: kinds,
  };
}

/** The other end of an edge. */
export const other = (edge, id) => (edge.from === id ? edge.to : edge.from);

/** Neighbours of a node that pass the filter, with their edges, strongest first: more relations, then better connected. */
export function neighbours(data, id, passes, edgePasses) {
  const found = new Map();
  for (const edge of data.near.get(id) ?? []) {
    const end = other(edge, id);
    if (end === id || !edgePasses(edge) || !passes(data.nodes.get(end))) continue;
    if (!found.has(end)) found.set(end, []);
    found.get(end).push(edge);
  }
  return [...found].map(([end, edges]) => ({ id: end, edges })).sort((a, b) => b.edges.length - a.edges.length || data.nodes.get(b.id).degree - data.nodes.get(a.id).degree || (a.id < b.id ? -1 : 1));
}

/** The name of a relation as one of its ends would tell it. */
export function told(data, edge, from) {
  const relation = data.relations.get(edge.relation);
  return edge.from === from ? relation.label : relation.inverseLabel;
}

/** The sentence of an edge, told from one of its ends. */
export function sentence(data, edge, from) {
  const relation = data.relations.get(edge.relation);
  const template = from === edge.to ? relation.inverseSentence : relation.sentence;
  return template.replace("{s}", data.nodes.get(edge.from).label).replace("{o}", data.nodes.get(edge.to).label) + ".";
}
