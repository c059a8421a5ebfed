// What is shown, by family, class and category: rows with counts that are the legend, too.
import { FAMILY_HUES } from "./data.js";
import { byId, h } from "./dom.js";
import { mark } from "./shapes.js";
import { toggled } from "./state.js";

const LINES = { outdated: "outdated", vague: "vague or wrong in the notes" };

export class Filters {
  /** `steps(n)` sets how far the view reaches; `measured(name, work)` times what a filter takes. */
  constructor(data, store, { steps, measured }) {
    Object.assign(this, { store, measured, rows: [], all: [] });
    const counts = new Map();
    for (const node of data.nodes.values()) counts.set(node.category, (counts.get(node.category) ?? 0) + 1);
    const categories = [...data.categories.values()].map((one) => ({ ...one, count: counts.get(one.id) ?? 0 })).sort((a, b) => b.count - a.count);
    const hidden = { "aria-hidden": "true" };
    this.slider = h("input", { type: "range", min: "1", max: "3", value: "1", "aria-label": "Steps around the thing in the middle", oninput: () => steps(Number(this.slider.value)) });
    this.word = h("output", {});
    byId("rows").replaceChildren(
      h("h2", {}, "Around the middle"), h("div", { class: "steps" }, this.slider, this.word),
      ...this.#section("Relations", "family", data.families, (row) => h("span", { class: `dash ${FAMILY_HUES[row.id]}`, ...hidden })),
      h("ul", { class: "lines" }, ...Object.entries(LINES).map(([status, text]) => h("li", {}, h("span", { class: `dash ${status}`, ...hidden }), text))),
      ...this.#section("Classes", "type", data.types, (row) => mark(row.id)),
      ...this.#section("Categories", "category", categories, (row) => mark("Concept", row.color)));
  }

  #section(title, kind, rows, mark) {
    const all = h("button", { type: "button", "aria-label": `All ${title.toLowerCase()}`, onclick: () => this.#set({ [kind]: [] }) }, "all");
    this.all.push({ kind, all });
    return [h("h2", {}, title, all), ...rows.filter((row) => row.count > 0).map((row) => this.#row(kind, row, rows, mark))];
  }

  #row(kind, row, rows, mark) {
    const others = rows.filter((one) => one.id !== row.id).map((one) => one.id);
    const button = h("button", {
      type: "button", class: "row", title: "Click hides or shows; double-click shows only this", "aria-pressed": "true",
      onclick: () => this.#set(toggled(this.store.state.off, kind, row.id)), ondblclick: () => this.#set({ [kind]: others }),
    }, mark(row), h("span", {}, row.label), h("span", {}, String(row.count)));
    this.rows.push({ kind, id: row.id, button });
    return button;
  }

  #set(changes) {
    this.measured("filter", () => this.store.set({ off: { ...this.store.state.off, ...changes } }));
  }

  show(state) {
    for (const { kind, id, button } of this.rows) button.setAttribute("aria-pressed", String(!state.off[kind].includes(id)));
    for (const { kind, all } of this.all) all.disabled = !state.off[kind].length;
    this.slider.value = String(state.steps);
    this.slider.disabled = !state.focus;
    this.word.textContent = state.focus ? `${state.steps} ${state.steps === 1 ? "step" : "steps"}` : "the map";
  }
}
