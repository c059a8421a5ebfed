// A result as the canvas wants it: nodes, edges and where they stand. Pure; the same result stands the same way every time.

const local = (iri) => iri.replace(/^.*[#/]/, "");

/** `{ data, shown }` for some things and triples: data as readData gives it, shown as a state holds it. */
export function resultData(bench, iris, triples, force, shape) {
  const { labels, terms, data: page } = bench;
  const nodes = new Map(iris.map((iri) => {
    const about = labels.about(iri);
    const id = terms.thing(iri);
    return [id, { id, label: about.label, type: local(about.kind), category: local(about.category ?? ""), acronym: null, degree: 0, x: 0, y: 0 }];
  }));
  const edges = edgesOf(triples, nodes, bench);
  const near = new Map([...nodes.keys()].map((id) => [id, []]));
  for (const edge of edges) {
    near.get(edge.from).push(edge);
    if (edge.to !== edge.from) near.get(edge.to).push(edge);
  }
  for (const node of nodes.values()) node.degree = new Set(near.get(node.id).flatMap((edge) => [edge.from, edge.to])).size;
  const relations = new Map([...page.relations, ...edges.map((edge) => [edge.relation, page.relations.get(edge.relation) ?? { id: edge.relation, label: edge.relation, inverseLabel: edge.relation, family: edge.family }])]);
  const data = { ...page, nodes, edges, near, relations, edge: new Map(edges.map((edge) => [edge.id, edge])), meta: {} };
  return { data, shown: places(nodes, edges, force, shape) };
}

function edgesOf(triples, nodes, { terms, data }) {
  const found = new Map();
  for (const [subject, predicate, object] of triples) {
    const [from, to] = [terms.thing(subject), terms.thing(object)];
    if (!nodes.has(from) || !nodes.has(to)) continue;
    const relation = local(predicate);
    const id = `${from}|${relation}|${to}`;
    found.set(id, { id, from, to, relation, family: data.relations.get(relation)?.family ?? "structure", status: "stated", doubted: false });
  }
  return [...found.values()];
}

const NAME = 2.1; // a name is that much wider than the room that it needs above and below

/** Where things stand: pulled together by relations, kept apart by their names, in the shape of the stage. */
function places(nodes, edges, { forceSimulation, forceLink, forceManyBody, forceCollide, forceX, forceY }, shape) {
  const points = [...nodes.values()].map(({ id, degree }) => ({ id, room: 29 + Math.min(26, 2 * Math.max(0, degree - 2)) })); // the name of a hub needs a place among its many
  const wide = Math.min(1.6, Math.max(0.4, (shape || 1.4) / NAME));
  forceSimulation(points)
    .force("links", forceLink(edges.map(({ from, to }) => ({ source: from, target: to }))).id((point) => point.id).distance(52).strength(0.25))
    .force("apart", forceManyBody().strength(-70).distanceMax(220))
    .force("names", forceCollide(({ room }) => room).iterations(2))
    .force("x", forceX(0).strength(0.07 / wide)).force("y", forceY(0).strength(0.07 * wide))
    .stop().tick(300);
  return Object.fromEntries(points.map(({ id, x, y }) => [id, { x: Math.round(x * NAME), y: Math.round(y), side: 0 }]));
}
