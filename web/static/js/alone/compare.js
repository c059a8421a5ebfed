// Two or three things side by side, worked out from what the stand-alone file carries: the same rows as graph/compare.py, which a test holds to.
const BELIEVED = new Set(["stated", "correction", "clarification", "implied"]);
const NEGATIONS = { doesNotSupport: ["supports", "hasFeature", "hasOption"], doesNotApplyTo: ["appliesTo"] };
const UNKNOWN = { verdict: "unknown", value: "not known", evidence: [] };

/** { choose, rows } for ids, as /compare answers. */
export function compare(carried, ids) {
  const about = ids.map((id) => carried.statements.filter((one) => one.about.includes(id) && BELIEVED.has(one.status)));
  const known = { ...carried, ids: ids, about, between: between(about, ids) };
  known.data = carried.data;
  const rows = [...comparisons(known), ...relations(known), ...limits(known)];
  rows.sort((a, b) => b.weight - a.weight || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  return { choose: choices(known), rows };
}

function between(about, ids) {
  const found = new Set(about.flat().filter((one) => one.kind === "Comparison"));
  return [...found].filter(({ parts }) => ids.includes(parts.left[0]) && ids.includes(parts.right[0]));
}

function comparisons({ ids, between }) {
  return between.map(({ parts, evidence }) => {
    const cells = ids.map(() => UNKNOWN);
    for (const side of ["left", "right"]) {
      const id = parts[side][0];
      const place = parts.favors.includes(id) ? "is ahead" : parts.favors.length ? "is behind" : "";
      cells[ids.indexOf(id)] = { verdict: "value", value: parts[`${side}Value`] ?? place, evidence };
    }
    return { label: parts.aspect[0], kind: "comparison", weight: 1, cells };
  });
}

function relations(known) {
  const { data, ids } = known;
  const claims = new Map();
  for (const id of ids) {
    for (const edge of data.near.get(id)) {
      if (!BELIEVED.has(edge.status) || (ids.includes(edge.from) && ids.includes(edge.to)) || NEGATIONS[edge.relation]) continue;
      const [way, end] = edge.from === id ? ["out", edge.to] : ["in", edge.from];
      const key = [edge.relation, way, end].join(" ");
      if (!claims.has(key)) claims.set(key, { name: edge.relation, way, end, having: new Map() });
      claims.get(key).having.set(id, edge.proof);
    }
  }
  return [...claims.values()].map(({ name, way, end, having }) => {
    const cell = (id) => (having.has(id) ? { verdict: "yes", value: "yes", evidence: having.get(id) } : way === "out" ? denied(known, id, name, end) : UNKNOWN);
    const cells = ids.map(cell);
    const kind = data.relations.get(name);
    const node = data.nodes.get(end);
    return { label: `${way === "out" ? kind.label : kind.inverseLabel} ${node.label}`, kind: "relation", cells, weight: weight(cells) + 0.1 / Math.log2(1 + Math.max(node.degree, 1)) };
  });
}

function weight(cells) {
  const verdicts = new Set(cells.map((cell) => cell.verdict));
  if (verdicts.has("yes") && verdicts.has("no")) return 0.9;
  return verdicts.size === 1 && verdicts.has("yes") ? 0.1 : 0.4;
}

/** A no where a claim or a closed list says so, else not known. */
function denied({ data, ids, about }, id, relation, end) {
  const no = data.near.get(id).find((edge) => edge.from === id && edge.to === end && BELIEVED.has(edge.status) && NEGATIONS[edge.relation]?.includes(relation));
  if (no) return { verdict: "no", value: "no", evidence: no.proof };
  const kind = data.nodes.get(end).type;
  const closed = about[ids.indexOf(id)].find(({ kind: sort, parts }) => sort === "ClosedList" && parts.listOf[0] === id && parts.closes[0] === relation && (!parts.memberKind.length || parts.memberKind.includes(kind)) && !parts.member.includes(end));
  return closed ? { verdict: "no", value: "no", evidence: closed.evidence } : UNKNOWN;
}

function limits({ ids, about }) {
  const found = new Map();
  ids.forEach((id, index) => {
    for (const one of about[index]) {
      if (one.kind !== "Limit") continue;
      const quantity = one.parts.quantity[0];
      if (!found.has(quantity)) found.set(quantity, new Map());
      const having = found.get(quantity);
      having.set(id, [...(having.get(id) ?? []), one]);
    }
  });
  return [...found].map(([label, having]) => ({
    label, kind: "limit", weight: having.size > 1 ? 0.8 : 0.45,
    cells: ids.map((id) => (having.has(id) ? { verdict: "value", value: having.get(id).map((one) => one.parts.amount).join(" / "), evidence: having.get(id).flatMap((one) => one.evidence) } : UNKNOWN)),
  }));
}

function choices({ data, ids, between }) {
  return ids.flatMap((id) => {
    const ahead = between.filter(({ parts }) => parts.favors.length === 1 && parts.favors[0] === id).map(({ parts }) => parts.aspect[0]).sort((a, b) => (a < b ? -1 : 1));
    return ahead.length ? [`Choose ${data.nodes.get(id).label} if this decides: ${ahead.join("; ")}.`] : [];
  });
}
