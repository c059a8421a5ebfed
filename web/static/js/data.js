// The graph as the page received it, indexed once.

export const FAMILY_HUES = { structure: "slate", dataFlow: "blue", storage: "green", security: "red", network: "indigo", operations: "orange", choice: "violet", architectural: "teal" };

/** Statuses of what is not believed. */
export const FADED = new Set(["outdated", "wrong", "vague"]);

/** Everything the page came with, indexed: nodes by id, edges with their ends' ids, the edges near each node, the legends. */
export function readData(raw = JSON.parse(document.getElementById("data").textContent)) {
  const { categories, types, families, relations, meta } = raw.legends;
  const kinds = new Map(relations.map((r) => [r.id, r]));
  const list = things(raw.graph.nodes, types, categories);
  const edges = claims(raw.graph.edges, list, relations);
  const near = new Map(list.map((n) => [n.id, []]));
  for (const edge of edges) {
    near.get(edge.from).push(edge);
    if (edge.to !== edge.from) near.get(edge.to).push(edge);
  }
  for (const node of list) node.degree = new Set(near.get(node.id).filter((edge) => !edge.doubted).map((edge) => other(edge, node.id))).size;
  return {
    nodes: new Map(list.map((n) => [n.id, n])), edges, near, types, families, meta, settings: raw.settings, version: raw.version,
    edge: new Map(edges.map((edge) => [edge.id, edge])),
    categories: new Map(categories.map((c) => [c.id, c])),
    relations: kinds,
  };
}

/** The columns that web/view.py wrote become things: places in the legends become ids again. */
function things(columns, types, categories) {
  return columns.label.map((label, at) => ({
    id: columns.id[at] ?? slug(label), label, type: types[columns.type[at]].id, category: categories[columns.category[at]].id,
    x: columns.x[at] + columns.middle[columns.category[at]][0], y: columns.y[at] + columns.middle[columns.category[at]][1], acronym: columns.acronym[at], expansion: columns.expansion[at],
  }));
}

/** As slug in web/view.py. */
const slug = (label) => label.replace(/^(Amazon|AWS) /, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

function claims({ from, to, relation, status }, list, relations) {
  let start = 0;
  return from.map((step, at) => {
    start += step;
    const [one, two, kind] = [list[start].id, list[to[at]].id, relations[relation[at]]];
    const held = status[at] ?? "stated";
    return { id: `${one}|${kind.id}|${two}`, from: one, to: two, relation: kind.id, family: kind.family, status: held, doubted: FADED.has(held) };
  });
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
