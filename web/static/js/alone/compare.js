// Two or three things side by side, worked out from what the stand-alone file carries: the same rows as graph/answers/compare.py, which a test holds to.
import { FADED } from "../data.js";
import { choices } from "./choose.js";

const UNKNOWN = { verdict: "unknown", value: "not known", evidence: [] };
const NAMED = 8;

/** { choose, rows } for ids, as /compare answers. */
export function compare({ data, statements, carried }, ids) {
  const about = ids.map((id) => statements.filter((one) => one.about.includes(id) && !FADED.has(one.status)));
  const known = { data, ids, about, denies: carried.denies, label: (id) => data.nodes.get(id).label, specificity: (id) => 1 / Math.log2(1 + Math.max(data.nodes.get(id).degree, 1)) };
  const rows = [...comparisons(known), ...relations(known), ...limits(known)];
  rows.sort((a, b) => b.weight - a.weight || order(a.label, b.label) || order(a.objects.join(" "), b.objects.join(" ")));
  return { choose: choices(known, rows), rows };
}

const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function row(label, kind, cells, weight, more = {}) {
  const values = cells.filter((cell) => cell.verdict !== "unknown").map((cell) => cell.value);
  const verdict = new Set(values).size > 1 ? "differing" : values.length === cells.length ? "shared" : "unknown";
  return { label, kind, cells, weight, verdict, favors: null, relation: null, way: "out", objects: [], ...more };
}

/** One row an aspect; what is quoted from the notes wins over what editors add. */
function comparisons({ ids, about }) {
  const between = [...new Set(about.flat())].filter(({ kind, parts }) => kind === "Comparison" && ids.includes(parts.left[0]) && ids.includes(parts.right[0]));
  const aspects = new Map();
  for (const one of between) {
    const aspect = one.parts.aspect[0].toLowerCase();
    aspects.set(aspect, [...(aspects.get(aspect) ?? []), one]);
  }
  return [...aspects.values()].map((found) => {
    const cells = new Map();
    for (const one of [...found].sort((a, b) => (a.status !== "stated") - (b.status !== "stated"))) {
      for (const side of ["left", "right"]) if (!cells.has(one.parts[side][0])) cells.set(one.parts[side][0], sideOf(one, side));
    }
    const favored = [...new Set(found.filter(({ parts }) => parts.favors.length === 1).flatMap(({ parts }) => parts.favors))];
    const told = ids.map((id) => cells.get(id) ?? UNKNOWN);
    const missing = told.filter((cell) => cell.verdict === "unknown").length / ids.length;
    return row(found[0].parts.aspect[0], "comparison", told, 1 - 0.1 * missing, { favors: favored.length === 1 ? favored[0] : null });
  });
}

function sideOf({ parts, evidence }, side) {
  const ahead = !parts.favors.length ? "" : parts.favors.includes(parts[side][0]) ? "ahead" : "behind";
  return { verdict: "value", value: parts[`${side}Value`] ?? ahead, evidence };
}

function relations(known) {
  const { data, ids, label, specificity } = known;
  return [...claimed(known).values()].flatMap(({ name, way, ends }) => {
    const kind = data.relations.get(name);
    const word = way === "out" ? kind.label : kind.inverseLabel;
    const alone = new Map();
    const rows = [];
    for (const [end, having] of ends) {
      const cells = ids.map((id) => (having.has(id) ? { verdict: "yes", value: "yes", evidence: having.get(id) } : way === "out" ? denied(known, id, name, end) : UNKNOWN));
      if (having.size === 1 && !cells.some((cell) => cell.verdict === "no")) alone.set(end, having);
      else rows.push(row(`${word} ${label(end)}`, "relation", cells, weigh(cells) + 0.05 * specificity(end), { relation: name, way, objects: [end] }));
    }
    return alone.size ? [...rows, own(known, kind, way, word, alone)] : rows;
  });
}

/** Believed relations to other things, by relation and direction: { name, way, ends: Map(other → Map(thing → evidence)) }. */
function claimed({ data, ids, denies }) {
  const found = new Map();
  const ends = (name, way) => {
    const key = `${name} ${way}`;
    if (!found.has(key)) found.set(key, { name, way, ends: new Map() });
    return found.get(key).ends;
  };
  const having = (map, end) => map.get(end) ?? map.set(end, new Map()).get(end);
  for (const id of ids) {
    for (const edge of inOrder(data.near.get(id))) {
      if (FADED.has(edge.status) || (ids.includes(edge.from) && ids.includes(edge.to))) continue;
      if (denies[edge.relation]) {
        if (edge.from === id) having(ends(denies[edge.relation][0], "out"), edge.to);
        continue;
      }
      const out = edge.from === id || data.relations.get(edge.relation).symmetric;
      having(ends(edge.relation, out ? "out" : "in"), edge.from === id ? edge.to : edge.from).set(id, edge.proof);
    }
  }
  return found;
}

/** As the dataset has them: by subject, relation and object. */
const inOrder = (edges) => [...edges].sort((a, b) => order(`${a.from} ${a.relation} ${a.to}`, `${b.from} ${b.relation} ${b.to}`));

/** What each has of a relation that none of the others is known to have, in one row. */
function own({ ids, label, specificity }, kind, way, word, alone) {
  const cells = ids.map((id) => {
    const mine = [...alone].filter(([, having]) => having.has(id)).map(([end]) => end).sort((a, b) => specificity(b) - specificity(a) || order(label(a), label(b)));
    const rest = mine.length > NAMED ? ` and ${mine.length - NAMED} more` : "";
    const evidence = [...new Set(mine.slice(0, NAMED).flatMap((end) => alone.get(end).get(id)))];
    return mine.length ? { verdict: "value", value: mine.slice(0, NAMED).map(label).join(", ") + rest, evidence } : UNKNOWN;
  });
  const known = cells.filter((cell) => cell.verdict !== "unknown").length / ids.length;
  return row(word, "relation", cells, (0.1 + 0.6 * known) * describing(kind), { relation: kind.id, way, objects: [...alone.keys()] });
}

function describing(kind) {
  if (kind.symmetric) return 0.3;
  if (kind.explains === 0 || kind.family === "structure") return 1;
  return kind.family === "architectural" ? 0.4 : 0.7;
}

function weigh(cells) {
  const verdicts = new Set(cells.map((cell) => cell.verdict));
  if (verdicts.has("no")) return verdicts.has("yes") ? 0.9 : 0.6;
  return verdicts.size === 1 && verdicts.has("yes") ? 0.05 : 0.3;
}

/** A no where a claim or a closed list says so, else not known. */
function denied({ data, ids, about, denies }, id, relation, end) {
  const no = data.near.get(id).find((edge) => edge.from === id && edge.to === end && !FADED.has(edge.status) && denies[edge.relation]?.includes(relation));
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
      found.get(quantity).set(id, [...(found.get(quantity).get(id) ?? []), one]);
    }
  });
  return [...found].map(([label, having]) => {
    const cells = ids.map((id) => (having.has(id) ? amounts(having.get(id)) : UNKNOWN));
    const differ = new Set(cells.filter((cell) => cell.verdict === "value").map((cell) => cell.value)).size > 1;
    return row(label, "limit", cells, differ ? 0.8 : having.size === ids.length ? 0.1 : 0.45);
  });
}

function amounts(found) {
  const texts = found.map(({ parts }) => parts.amount + (parts.scope ? ` (${parts.scope})` : ""));
  return { verdict: "value", value: [...new Set(texts)].join(" / "), evidence: found.flatMap((one) => one.evidence) };
}
