// Two or three things side by side, as the panel tells it: what separates them first, then what only some are known to have.
import * as api from "./api.js";
import { quote, to } from "./claims.js";
import { h } from "./dom.js";
import { action, kind, ref, title } from "./stories.js";

const LISTED = 12;

export async function compareStory(data, act, ids) {
  const [{ choose, rows }, ...things] = await Promise.all([api.compare(ids), ...ids.map((id) => api.thing(id))]);
  const parts = [["What tells them apart", "differing"], ["Shared", "shared"], ["Known of some only", "unknown"]].map(([name, verdict]) => [name, rows.filter((row) => row.verdict === verdict)]);
  const labels = ids.map((id) => ref(data, id).label);
  const without = (id) => act.compare(ids.filter((one) => one !== id));
  const card = (id, index) => h("div", {}, h("b", {}, to(ref(data, id), act.select)), h("p", {}, things[index].definition), ids.length > 2 && action("Leave out", () => without(id), { "aria-label": `Leave out ${labels[index]}` }));
  return [
    kind("comparison"), title(labels.join(" or ")),
    h("div", { class: "acts" }, ids.length < 3 && action("Add a third …", () => act.compareWith()), action("Path between", () => act.path(ids[0], ids[1]))),
    h("div", { class: `pair of${ids.length}` }, ...ids.map(card)),
    choose.length > 0 && h("ul", { class: "plain" }, ...choose.map((text) => h("li", {}, text))),
    ...parts.filter(([, some]) => some.length).map(([name, some]) => h("section", {}, h("h3", {}, name, h("span", {}, String(some.length))), table(some, ids, labels))),
    !rows.length && h("p", {}, "The notes say nothing that would tell them apart."),
  ];
}

function table(rows, ids, labels) {
  const body = h("tbody", {}, ...rows.slice(0, LISTED).flatMap((row) => line(row, ids, labels)));
  const rest = rows.length - LISTED;
  const more = action(`${rest} more`, () => {
    body.append(...rows.slice(LISTED).flatMap((row) => line(row, ids, labels)));
    more.remove();
  });
  return h("div", {}, h("table", { class: `of${labels.length}` }, h("thead", {}, h("tr", {}, h("td", {}), ...labels.map((label) => h("th", { scope: "col" }, label)))), body), rest > 0 && more);
}

/** A row, and a second one with the quotes, shown on request. */
function line({ label, cells, favors }, ids, labels) {
  const proven = cells.map((cell, index) => [labels[index], cell.evidence]).filter(([, evidence]) => evidence.length);
  const quotes = h("tr", { class: "quotes", hidden: true }, h("td", { colspan: String(labels.length + 1) }, ...proven.flatMap(([name, evidence]) => [h("b", {}, name), ...evidence.map((one) => quote(one))])));
  const opener = action("evidence", () => {
    quotes.hidden = !quotes.hidden;
    opener.setAttribute("aria-expanded", String(!quotes.hidden));
  }, { class: "source", "aria-expanded": "false", "aria-label": `Evidence: ${label}` });
  return [h("tr", {}, h("th", { scope: "row" }, label, " ", proven.length > 0 && opener), ...cells.map((cell, index) => h("td", { class: favors === ids[index] ? "ahead" : cell.verdict }, cell.value, favors === ids[index] && h("span", { class: "unseen" }, " (ahead)")))), ...(proven.length ? [quotes] : [])];
}
