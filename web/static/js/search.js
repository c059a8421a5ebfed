// The search box: an ARIA combobox whose answers say which name matched.
import * as api from "./api.js";
import { heading, nature, why } from "./asked.js";
import { announce, byId, h } from "./dom.js";
import { mark } from "./shapes.js";

export class Search {
  /** `found(id)` opens a thing, `add(id)` adds it to what is shown, `ask(text)` looks in the names and the notes. */
  constructor(data, { found, add, ask }) {
    Object.assign(this, { data, found, add, ask });
    this.input = byId("search");
    this.list = byId("hits");
    this.active = -1;
    this.hits = [];
    this.input.addEventListener("input", () => this.#look());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.input.addEventListener("focus", () => this.input.value && this.#look());
  }

  get #text() {
    return this.input.value.trim();
  }

  async #look() {
    const text = this.#text;
    if (!text) return this.close();
    const start = performance.now();
    try {
      const hits = await api.search(text);
      if (this.#text === text) this.#show(hits.filter((hit) => this.data.nodes.has(hit.id)), text);
    } catch (error) {
      this.hits = [];
      this.#open([h("li", { class: "none", role: "presentation" }, error.message)]);
      announce(error.message);
    }
    requestAnimationFrame(() => setTimeout(() => performance.measure("search", { start })));
    return undefined;
  }

  #show(hits, text) {
    this.hits = hits;
    this.sort = nature(hits);
    const said = this.sort === "names" ? null : heading(text, hits);
    const rows = hits.map((hit, index) => this.#row(`hit-${index}`, () => this.#take(index),
      mark(hit.type.id, hit.category.color), h("span", { class: "name" }, hit.label), h("span", { class: "meta" }, [hit.type.label, why(hit), hit.category.label].filter(Boolean).join(" · "))));
    const notes = this.#row("hit-notes", () => this.#asked(text), h("span", { class: "name" }, `Search the notes for “${text}”`));
    notes.classList.add("notes");
    this.#open([said && h("li", { class: "none", role: "presentation" }, said), ...rows, notes]);
    this.#mark(this.sort === "names" ? 0 : -1);
    announce(said ? `${said} ${hits.map((hit) => hit.label).join(", ")}` : `${hits.length} ${hits.length === 1 ? "result" : "results"}, ${hits[0].label} first`);
  }

  #row(id, take, ...parts) {
    return h("li", { id, role: "option", "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); take(); } }, ...parts);
  }

  #open(rows) {
    this.list.replaceChildren(...rows.filter(Boolean));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  get #options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  #mark(index) {
    this.active = index;
    const options = this.#options;
    options.forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
    if (!options[index]) return this.input.removeAttribute("aria-activedescendant");
    options[index].scrollIntoView({ block: "nearest" });
    return this.input.setAttribute("aria-activedescendant", options[index].id);
  }

  async #key(event) {
    const { key } = event;
    if (key === "Escape") {
      this.#leave();
      this.input.blur();
      event.stopPropagation();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      const count = this.#options.length;
      const from = this.active < 0 && key === "ArrowUp" ? 0 : this.active;
      if (count) this.#mark((from + (key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (key === "Enter") {
      event.preventDefault();
      const { shiftKey } = event;
      if (this.list.hidden || this.hits.length === 0) await this.#look();
      if (this.active < 0 || this.active >= this.hits.length) this.#asked(this.#text);
      else this.#take(this.active, shiftKey);
    }
  }

  /** Several senses, a typing error or nothing: that is for the person to decide, in the panel. */
  #asked(text) {
    if (!text) return;
    this.#leave();
    this.ask(text);
    byId("panel").focus();
  }

  #take(index, beside = false) {
    const hit = this.hits[index];
    if (!hit) return;
    this.#leave();
    byId("stage").focus();
    (beside ? this.add : this.found)(hit.id);
  }

  #leave() {
    this.close();
    this.input.value = "";
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
