// What a state shows, as data: the one place that canvas, text, exports and questions read. Pure.
import { edgePasses, nodePasses } from "./state.js";

/** The things that a state shows, each with the place where it stands. */
export function things(data, state) {
  const passes = nodePasses(state);
  if (!state.shown) {
    const { pins } = state;
    return [...data.nodes.values()].filter(passes).map((node) => (pins[node.id] ? { ...node, ...pins[node.id] } : node));
  }
  const kept = Object.entries(state.shown)
    .map(([id, { x, y, side }]) => ({ ...data.nodes.get(id), x, y, side }))
    .filter((node) => passes(node) || anchors(state).includes(node.id));
  return state.mode === "ego" && (state.off.family.length || state.off.status.length) ? held(data, state, kept) : kept;
}

/** The relations that a state shows between its things; on a path only those that are walked. */
export function relations(data, state, nodes = things(data, state)) {
  const ids = new Set(nodes.map((node) => node.id));
  const passes = edgePasses(state);
  const walked = state.mode === "path" ? walkedEdges(state.path) : null;
  return data.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to) && (walked ? walked.has(edge.id) : passes(edge)));
}

/** The things that a view is about: filters never take them away. */
export const anchors = (state) => [state.focus, ...(state.path?.ends ?? []), ...(state.compared ?? [])].filter(Boolean);

/** Only those that a relation which passes the filters still holds to something shown. */
function held(data, state, nodes) {
  const passes = edgePasses(state);
  const ids = new Set(nodes.map((node) => node.id));
  return nodes.filter(({ id }) => id === state.focus || data.near.get(id).some((edge) => passes(edge) && ids.has(edge.from) && ids.has(edge.to)));
}

/**
 * What the page shows, as a question with its filters: { kind, off, hidden, … } where kind is
 * "map"; "around" with `thing` and `steps`; "path" with `from`, `to`, `way` and `hops` [{ start, end, relation }];
 * "compare" with `things`; and always `selected` and `relation` { from, relation, to }, null where nothing is chosen.
 */
export function question(data, state) {
  const { mode, focus, steps, path, compared, selected, edge, off, hidden } = state;
  const read = data.edge.get(edge);
  const common = { off, hidden, selected, relation: read ? { from: read.from, relation: read.relation, to: read.to } : null };
  if (mode === "ego") return { kind: "around", thing: focus, steps, ...common };
  if (mode === "path") return { kind: "path", from: path.ends[0], to: path.ends[1], way: path.way, hops: hops(data, path), ...common };
  if (mode === "compare") return { kind: "compare", things: compared, ...common };
  return { kind: "map", ...common };
}

/** The ids of the relations of a path's chosen way; where there is none, of those to what both ends share. */
export const walkedEdges = ({ ways, way, shared }) => new Set([...ways[way], ...shared.flatMap(({ edges }) => edges)]);

/** The relations of a path's chosen way in the order and direction of the walk: [{ edge, start, end, relation }]. */
export function hops(data, { ends, ways, way }) {
  let at = ends[0];
  return ways[way].map((id) => {
    const edge = data.edge.get(id);
    const start = at;
    at = edge.from === start ? edge.to : edge.from;
    return { edge, start, end: at, relation: edge.relation };
  });
}
