// The search box: an ARIA combobox whose answers say which name matched.
import * as api from "./api.js";
import { heading, nature, why } from "./asked.js";
import { announce, byId, h } from "./dom.js";
import { mark } from "./shapes.js";

const NOTHING = { text: "", shown: Promise.resolve() };

export class Search {
  /** `found(id)` opens a thing, `add(id)` adds it to what is shown, `ask(text)` looks in the names and the notes. */
  constructor(data, { found, add, ask }) {
    Object.assign(this, { data, found, add, ask });
    this.input = byId("search");
    this.list = byId("hits");
    this.active = -1;
    this.hits = [];
    this.looking = NOTHING;
    this.input.addEventListener("input", () => this.#look());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("focus", () => this.input.value && this.#look());
  }

  get #text() {
    return this.input.value.trim();
  }

  /** Asks for what is typed, once while the list is open; settles when the answer stands there, or is no longer wanted. */
  #look() {
    const text = this.#text;
    if (!text) this.close();
    else if (this.looking.text !== text) this.looking = { text, shown: this.#ask(text) };
    return this.looking.shown;
  }

  async #ask(text) {
    const start = performance.now();
    let tell;
    try {
      const hits = await api.search(text);
      tell = () => this.#show(hits.filter((hit) => this.data.nodes.has(hit.id)), text);
    } catch (error) {
      tell = () => this.#fail(error.message);
    }
    if (this.looking.text === text) tell();
    requestAnimationFrame(() => setTimeout(() => performance.measure("search", { start })));
  }

  #fail(message) {
    this.hits = [];
    this.active = -1;
    this.looking = NOTHING;
    this.#open([h("li", { class: "none", role: "presentation" }, message)]);
    announce(message);
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
    } else if (["ArrowDown", "ArrowUp", "Enter"].includes(key)) {
      event.preventDefault();
      const { shiftKey } = event;
      const text = this.#text;
      await this.#look(); // what is typed is meant, not what still stands in the list
      if (this.#text !== text) return;
      if (key === "Enter") this.#enter(text, shiftKey);
      else this.#step(key === "ArrowDown" ? 1 : -1);
    }
  }

  #step(by) {
    const count = this.#options.length;
    const from = this.active < 0 && by < 0 ? 0 : this.active;
    if (count && !this.list.hidden) this.#mark((from + by + count) % count);
  }

  #enter(text, beside) {
    if (this.active < 0 || this.active >= this.hits.length) this.#asked(text);
    else this.#take(this.active, beside);
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
    this.looking = NOTHING;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
