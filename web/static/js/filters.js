// What is shown, by family, status, class and category: rows with counts that are the legend, too.
import { FAMILY_HUES } from "./data.js";
import { byId, h } from "./dom.js";
import { walkedEdges } from "./scene.js";
import { mark } from "./shapes.js";
import { toggled } from "./state.js";

const STATUSES = {
  stated: "as the notes say", correction: "corrected by the editors", clarification: "added by the editors",
  outdated: "outdated in the notes", vague: "vague in the notes", wrong: "wrong in the notes", implied: "implied",
};
const OF_NODES = ["type", "category"];

export class Filters {
  /** `steps(n)` sets how far the view reaches; `measured(name, work)` times what a filter takes. */
  constructor(data, store, { steps, measured }) {
    Object.assign(this, { data, store, measured, rows: [], all: [] });
    this.totals = { ...counted(data.nodes.values(), OF_NODES), ...counted(data.edges, ["family", "status"]) };
    const often = (kind, rows) => [...rows].sort((a, b) => this.#total(kind, b.id) - this.#total(kind, a.id));
    const statuses = Object.entries(STATUSES).map(([id, label]) => ({ id, label }));
    const hidden = { "aria-hidden": "true" };
    this.slider = h("input", { type: "range", min: "1", max: "3", value: "1", "aria-label": "Steps around the thing in the middle", oninput: () => steps(Number(this.slider.value)) });
    this.word = h("output", {});
    byId("rows").replaceChildren(
      h("h2", {}, "Around the middle"), h("div", { class: "steps" }, this.slider, this.word),
      ...this.#section("Relations", "family", data.families, (row) => h("span", { class: `dash ${FAMILY_HUES[row.id]}`, ...hidden })),
      ...this.#section("Status", "status", statuses, (row) => h("span", { class: `dash line ${row.id}`, ...hidden })),
      ...this.#section("Classes", "type", often("type", data.types), (row) => mark(row.id)),
      ...this.#section("Categories", "category", often("category", data.categories.values()), (row) => mark("Concept", row.color)));
  }

  #total = (kind, id) => this.totals[kind].get(id) ?? 0;

  #section(title, kind, rows, mark) {
    const all = h("button", { type: "button", "aria-label": `All of “${title}”`, onclick: () => this.#set({ [kind]: [] }) }, "all");
    this.all.push({ kind, all });
    const there = rows.filter((row) => this.#total(kind, row.id) > 0);
    return [h("h2", {}, title, all), h("div", { role: "group", "aria-label": title }, ...there.map((row) => this.#row(kind, row, there, mark)))];
  }

  /** A switch with its count, and a button that leaves only this one on. */
  #row(kind, row, rows, mark) {
    const others = rows.filter((one) => one.id !== row.id).map((one) => one.id);
    const isolate = () => this.#set({ [kind]: others });
    const count = h("span", {});
    const button = h("button", { type: "button", class: "row", "aria-pressed": "true", onclick: () => this.#set(toggled(this.store.state.off, kind, row.id)), ondblclick: isolate }, mark(row), h("span", {}, row.label), count);
    this.rows.push({ kind, id: row.id, label: row.label, button, count });
    return h("div", { class: "choice" }, button, h("button", { type: "button", class: "only", "aria-label": `Only ${row.label}`, onclick: isolate }, "only"));
  }

  #set(changes) {
    this.measured("filter", () => this.store.set({ off: { ...this.store.state.off, ...changes } }));
  }

  /** Outside the map a row counts what is in the view, filtered or not, and says in its title how many there are in all. */
  show(state) {
    const here = state.shown ? this.#here(state) : this.totals;
    for (const { kind, id, label, button, count } of this.rows) {
      const [now, total] = [here[kind].get(id) ?? 0, this.#total(kind, id)];
      button.setAttribute("aria-pressed", String(!state.off[kind].includes(id)));
      button.title = `${label}: ${state.shown ? `${now} in this view, ${total} in all` : total}`;
      button.classList.toggle("none", now === 0);
      if (count.textContent !== String(now)) count.textContent = String(now);
    }
    for (const { kind, all } of this.all) all.disabled = !state.off[kind].length;
    this.slider.value = String(state.steps);
    this.slider.disabled = !state.focus;
    this.word.textContent = state.focus ? `${state.steps} ${state.steps === 1 ? "step" : "steps"}` : state.mode === "map" ? "the map" : "";
  }

  #here({ shown, mode, path }) {
    const walked = mode === "path" && walkedEdges(path);
    const nodes = Object.keys(shown).map((id) => this.data.nodes.get(id));
    const edges = nodes.flatMap(({ id }) => this.data.near.get(id)).filter((edge) => (walked ? walked.has(edge.id) : shown[edge.from] && shown[edge.to]));
    return { ...counted(nodes, OF_NODES), ...counted(new Set(edges), ["family", "status"]) };
  }
}

/** How often each value of each key occurs: { key: Map(value → count) }. */
function counted(items, keys) {
  const found = Object.fromEntries(keys.map((key) => [key, new Map()]));
  for (const item of items) for (const key of keys) found[key].set(item[key], (found[key].get(item[key]) ?? 0) + 1);
  return found;
}
