// What is shown, by class, category and family: rows that are the legend, too.
import { FAMILY_HUES, MARKS } from "./data.js";
import { byId, h } from "./dom.js";
import { toggled } from "./state.js";

export class Filters {
  constructor(data, store, steps) {
    this.store = store;
    const counts = new Map();
    for (const node of data.nodes.values()) counts.set(node.category, (counts.get(node.category) ?? 0) + 1);
    const categories = [...data.categories.values()].map((c) => ({ ...c, count: counts.get(c.id) ?? 0 })).sort((a, b) => b.count - a.count);
    this.rows = [];
    this.slider = h("input", { type: "range", min: "1", max: "3", value: "1", "aria-label": "Steps around the thing in the middle", oninput: (event) => steps(Number(event.target.value)) });
    this.word = h("output", {}, "1 step");
    byId("filters").replaceChildren(
      h("h2", {}, "Around the middle"), h("div", { class: "steps" }, this.slider, this.word),
      ...this.#section("Relations", "family", data.families, (row) => h("span", { class: `dash ${FAMILY_HUES[row.id]}`, "aria-hidden": "true" })),
      ...this.#section("Classes", "type", data.types, (row) => h("span", { class: "mark", "aria-hidden": "true" }, MARKS[row.id])),
      ...this.#section("Categories", "category", categories, (row) => h("span", { class: `mark ${row.color}`, "aria-hidden": "true" }, "●")));
  }

  #section(title, kind, rows, mark) {
    const all = h("button", { type: "button", onclick: () => this.store.set({ off: { ...this.store.state.off, [kind]: [] } }) }, "all");
    return [h("h2", {}, title, all), ...rows.filter((row) => row.count > 0).map((row) => {
      const only = rows.filter((one) => one.id !== row.id).map((one) => one.id);
      const button = h("button", { type: "button", class: "row", title: "Click hides or shows; double-click shows only this", "aria-pressed": "true", onclick: () => this.store.set({ off: toggled(this.store.state.off, kind, row.id) }), ondblclick: () => this.store.set({ off: { ...this.store.state.off, [kind]: only } }) }, mark(row), h("span", {}, row.label), h("span", {}, String(row.count)));
      this.rows.push({ kind, id: row.id, button });
      return button;
    })];
  }

  show(state) {
    for (const { kind, id, button } of this.rows) button.setAttribute("aria-pressed", String(!state.off[kind].includes(id)));
    this.slider.value = String(state.steps);
    this.slider.disabled = !state.focus;
    this.word.textContent = state.focus ? `${state.steps} ${state.steps === 1 ? "step" : "steps"}` : "the map";
  }
}
