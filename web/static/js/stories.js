// What the panel tells that is about more than one thing: a relation, a path.
import * as api from "./api.js";
import { claim } from "./claims.js";
import { FAMILY_HUES, other, sentence, told } from "./data.js";
import { h } from "./dom.js";
import { hops } from "./scene.js";

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

/** A path hop by hop, each hop a sentence with its quotes. */
export async function pathStory(data, act, path) {
  const { ends, ways, way } = path;
  const walk = hops(data, path);
  const claims = await Promise.all(walk.map(({ edge, start }) => claimOf(data, edge, start)));
  const choices = ways.map((_, index) => action(`Way ${index + 1}`, () => act.path(...ends, index), { "aria-pressed": String(index === way) }));
  return [
    kind(`path · ${walk.length} ${walk.length === 1 ? "step" : "steps"}`), title(`${ref(data, ends[0]).label} to ${ref(data, ends[1]).label}`),
    h("div", { class: "acts" }, ...(ways.length > 1 ? choices : []), action("Turn round", () => act.path(ends[1], ends[0]))),
    h("ol", { class: "hops" }, ...claims.map((item, index) => {
      const { start, end, edge } = walk[index];
      return h("li", {}, claim(item, [ref(data, start), ref(data, end)], act.select, { read: () => act.read(edge.id) }));
    })),
  ];
}
