// What the panel tells that is about more than one thing: a relation, a path.
import * as api from "./api.js";
import { claim } from "./claims.js";
import { FADED, FAMILY_HUES, other, sentence, told } from "./data.js";
import { h } from "./dom.js";
import { hops } from "./scene.js";

const MOST_SAID = 5;

/** The claim behind an edge, told from one of its ends, with its quotes. */
async function claimOf(data, edge, from) {
  const details = await api.thing(from);
  const end = other(edge, from);
  const items = details.relations.filter((group) => group.relation.id === edge.relation).flatMap((group) => group.items);
  return items.find((item) => item.thing.id === end) ?? { sentence: sentence(data, edge, from), status: edge.status, evidence: [] };
}

export const ref = (data, id) => ({ id, label: data.nodes.get(id).label });
export const kind = (...parts) => h("p", { class: "kind" }, ...parts);
export const title = (text) => h("h2", { id: "title" }, text);
export const action = (text, onclick, attributes = {}) => h("button", { type: "button", onclick, ...attributes }, text);

/** One relation between two things, with its evidence in the place where it stands in the notes. */
export async function edgeStory(data, act, edge) {
  const item = await claimOf(data, edge, edge.from);
  const family = data.families.find((one) => one.id === edge.family).label;
  const ends = [edge.from, edge.to];
  const beside = (data.near.get(edge.from) ?? []).filter((one) => one !== edge && ends.includes(one.from) && ends.includes(one.to));
  return [
    kind(h("span", { class: `dash ${FAMILY_HUES[edge.family]}`, "aria-hidden": "true" }), `relation · ${family}`),
    title(told(data, edge, edge.from)), claim(item, ends.map((id) => ref(data, id)), act.select, { wide: true }),
    h("div", { class: "acts" }, ...ends.map((id) => action(data.nodes.get(id).label, () => act.select(id))), action("Close", () => act.clear())),
    beside.length > 0 && h("section", {}, h("h3", {}, "Also between the two"),
      h("ul", { class: "plain" }, ...beside.map((one) => h("li", {}, action(sentence(data, one, one.from), () => act.read(one.id), { class: "source" }))))),
  ];
}

/** A path hop by hop, each hop a sentence with its quotes; then what is said of both ends at once. Without a way, what both share. */
export async function pathStory(data, act, path) {
  const { ends, ways, way } = path;
  const walk = hops(data, path);
  const [claims, both] = await Promise.all([Promise.all(walk.map(({ edge, start }) => claimOf(data, edge, start))), together(ends)]);
  const names = ends.map((id) => ref(data, id));
  const said = both.length > 0 && h("section", {}, h("h3", {}, "Said of both at once", h("span", {}, String(both.length))), ...both.map((one) => claim(one, names, act.select)));
  if (!walk.length) return [...await apart(data, act, path, both.length > 0), said];
  const choices = ways.map((_, index) => action(`Way ${index + 1}`, () => act.path(...ends, index), { "aria-pressed": String(index === way) }));
  return [
    kind(`path · ${walk.length} ${walk.length === 1 ? "step" : "steps"}`), title(`${names[0].label} to ${names[1].label}`),
    h("div", { class: "acts" }, ...(ways.length > 1 ? choices : []), action("Turn round", () => act.path(ends[1], ends[0]))),
    h("ol", { class: "hops" }, ...claims.map((item, index) => {
      const { start, end, edge } = walk[index];
      return h("li", {}, claim(item, [ref(data, start), ref(data, end)], act.select, { read: () => act.read(edge.id) }));
    })),
    said,
  ];
}

/** The believed statements about one thing that name the other as well. */
async function together([one, other]) {
  const { statements } = await api.thing(one);
  return statements.filter((said) => !FADED.has(said.status) && Object.values(said.parts).flat().includes(other)).slice(0, MOST_SAID);
}

/** Two things that nothing connects: what both are related to, which sorts them but explains nothing. */
async function apart(data, act, { ends, shared }, said) {
  const [one, other] = ends.map((id) => ref(data, id));
  const claims = await Promise.all(shared.map(({ id, edges }) => Promise.all(edges.map(async (edge, at) => h("li", {},
    claim(await claimOf(data, data.edge.get(edge), ends[at]), [ref(data, ends[at]), ref(data, id)], act.select, { read: () => act.read(edge) }))))));
  const rest = shared.length ? "What both are related to sorts them, and explains nothing." : said ? "" : "Nor is anything related to both, or said of both at once. What each has to do with tells more:";
  return [
    kind("no path"), title(`${one.label} and ${other.label}`),
    h("p", {}, "No claim of the notes connects them by a way that explains something. ", rest),
    h("div", { class: "acts" }, ...[one, other].map(({ id, label }) => action(label, () => act.focus(id))), action("Compare the two", () => act.compare(ends))),
    shared.length > 0 && h("section", {}, h("h3", {}, "What they share", h("span", {}, String(shared.length))), ...claims.map((pair) => h("ul", { class: "hops" }, ...pair))),
  ];
}
