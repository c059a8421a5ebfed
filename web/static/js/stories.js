// What the panel tells that is about more than one thing: a relation, a path, a comparison.
import * as api from "./api.js";
import { claim, to } from "./claims.js";
import { FAMILY_HUES, other, sentence, told } from "./data.js";
import { h } from "./dom.js";

const LISTED = 20;

/** The claim behind an edge, told from one of its ends, with its quotes. */
async function claimOf(data, edge, from) {
  const details = await api.thing(from);
  const end = other(edge, from);
  const items = details.relations.filter((group) => group.relation.id === edge.relation).flatMap((group) => group.items);
  return items.find((item) => item.thing.id === end) ?? { sentence: sentence(data, edge, from), status: edge.status, evidence: [] };
}

const ref = (data, id) => ({ id, label: data.nodes.get(id).label });
const kind = (text) => h("p", { class: "kind" }, text);
const title = (text) => h("h2", { id: "title" }, text);

/** One relation between two things. */
export async function edgeStory(data, act, edge) {
  const item = await claimOf(data, edge, edge.from);
  const family = data.families.find((one) => one.id === edge.family).label;
  const open = (id) => h("button", { type: "button", onclick: () => act.select(id) }, data.nodes.get(id).label);
  return [
    h("p", { class: "kind" }, h("span", { class: `dash ${FAMILY_HUES[edge.family]}`, "aria-hidden": "true" }), `relation · ${family}`),
    title(told(data, edge, edge.from)), claim(item, [ref(data, edge.from), ref(data, edge.to)], act.select), h("div", { class: "acts" }, open(edge.from), open(edge.to)),
  ];
}

/** A path hop by hop, each hop a sentence with its quotes. */
export async function pathStory(data, act, { ends, ways, way }) {
  let at = ends[0];
  const hops = ways[way].map((id) => {
    const edge = data.edge.get(id);
    const start = at;
    at = other(edge, start);
    return { edge, start, end: at };
  });
  const claims = await Promise.all(hops.map(({ edge, start }) => claimOf(data, edge, start)));
  const choices = ways.map((_, index) => h("button", { type: "button", "aria-pressed": String(index === way), onclick: () => act.path(...ends, index) }, `Way ${index + 1}`));
  return [
    kind(`path · ${hops.length} ${hops.length === 1 ? "step" : "steps"}`), title(`${ref(data, ends[0]).label} to ${ref(data, ends[1]).label}`),
    ways.length > 1 && h("div", { class: "acts" }, ...choices),
    h("ol", { class: "hops" }, ...claims.map((item, index) => h("li", {}, claim(item, [ref(data, hops[index].start), ref(data, hops[index].end)], act.select)))),
  ];
}

/** Two things side by side: what the notes say of both first, then what they share, then what only one has. */
export async function compareStory(data, act, [left, right]) {
  const [one, two] = await Promise.all([left, right].map((id) => api.thing(id)));
  const inTwo = new Set(two.statements.map((statement) => statement.id));
  const both = one.statements.filter((statement) => inTwo.has(statement.id));
  const versus = both.filter((statement) => statement.kind === "Comparison" && statement.parts);
  const key = (relation) => `${relation.group.relation.label} ${relation.item.thing.id}`;
  const flat = (details) => details.relations.flatMap((group) => group.items.map((item) => ({ group, item }))).filter(({ item }) => ![left, right].includes(item.thing.id));
  const [ones, twos] = [flat(one), flat(two)];
  const [oneKeys, twoKeys] = [new Set(ones.map(key)), new Set(twos.map(key))];
  return [
    kind("comparison"), title(`${one.label} or ${two.label}`), h("div", { class: "pair" }, h("p", {}, h("b", {}, one.label), one.definition), h("p", {}, h("b", {}, two.label), two.definition)),
    versus.length > 0 && h("h3", {}, "What tells them apart"), versus.length > 0 && table(versus, one, two),
    ...claims("What the notes say of both", both.filter((statement) => !versus.includes(statement)), act),
    ...listed("Both", ones.filter((relation) => twoKeys.has(key(relation))), act),
    ...listed(`Only ${one.label}`, ones.filter((relation) => !twoKeys.has(key(relation))), act),
    ...listed(`Only ${two.label}`, twos.filter((relation) => !oneKeys.has(key(relation))), act),
  ];
}

/** Comparisons as rows: the aspect, and what each side has of it; the side that the notes favour is marked. */
function table(rows, one, two) {
  const value = ({ parts }, id) => [parts.left?.includes(id) ? parts.leftValue : parts.rightValue].flat().filter(Boolean).join(", ") || "–";
  const cell = (row, { id }) => h("td", { class: row.parts.favors?.includes(id) ? "ahead" : false }, value(row, id), row.parts.favors?.includes(id) && h("span", { class: "unseen" }, " (ahead)"));
  return h("table", {}, h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, one.label), h("th", { scope: "col" }, two.label))),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.parts.aspect?.[0] ?? ""), cell(row, one), cell(row, two)))));
}

function claims(name, statements, act) {
  return statements.length ? [h("section", {}, h("h3", {}, name), ...statements.map((statement) => claim(statement, [], act.select)))] : [];
}

function listed(name, relations, act) {
  if (!relations.length) return [];
  const line = ({ group, item }) => h("li", {}, `${group.relation.label} `, to(item.thing, act.select));
  const list = (some) => h("ul", { class: "plain" }, ...some.map(line));
  const more = relations.length - LISTED;
  return [
    h("section", {},
      h("h3", {}, name, h("span", {}, String(relations.length))), list(relations.slice(0, LISTED)),
      more > 0 && h("details", {}, h("summary", {}, `${more} more`), list(relations.slice(LISTED)))),
  ];
}
