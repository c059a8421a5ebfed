// The search box: an ARIA combobox whose answers say which name matched.
import * as api from "./api.js";
import { announce, byId, h } from "./dom.js";
import { mark } from "./shapes.js";

const WHY = { acronym: "acronym", expansion: "in words", other: "also called", former: "formerly", hidden: "also written", preferred: "", id: "" };

export class Search {
  /** `found(id)` opens a thing, `add(id)` adds it to what is shown. */
  constructor(data, { found, add }) {
    Object.assign(this, { data, found, add });
    this.input = byId("search");
    this.list = byId("hits");
    this.active = -1;
    this.hits = [];
    this.input.addEventListener("input", () => this.#ask());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.input.addEventListener("focus", () => this.input.value && this.#ask());
  }

  async #ask() {
    const text = this.input.value.trim();
    if (!text) return this.close();
    const start = performance.now();
    try {
      const hits = await api.search(text);
      if (this.input.value.trim() === text) this.#show(hits, text);
    } catch (error) {
      this.#note(error.message);
    }
    requestAnimationFrame(() => setTimeout(() => performance.measure("search", { start })));
    return undefined;
  }

  #show(hits, text) {
    this.hits = hits;
    if (!hits.length) return this.#note(`Nothing is called “${text}”. Try an acronym, a service or a pattern.`);
    const guess = hits[0].match.how === "typo";
    const rows = hits.map((hit, index) => {
      const why = hit.match.text === hit.label ? "" : `${WHY[hit.match.kind]} ${hit.match.text}`.trim();
      return h("li", { id: `hit-${index}`, role: "option", "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); this.#take(index); } },
        mark(hit.type.id, hit.category.color), h("span", { class: "name" }, hit.label), h("span", { class: "meta" }, [guess ? "Did you mean" : hit.type.label, why, hit.category.label].filter(Boolean).join(" · ")));
    });
    this.list.replaceChildren(...rows);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#mark(0);
    announce(`${hits.length} results`);
    return undefined;
  }

  #note(text) {
    this.hits = [];
    this.active = -1;
    this.list.replaceChildren(h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, text));
    this.list.hidden = false;
    this.input.removeAttribute("aria-activedescendant");
    announce(text);
  }

  #mark(index) {
    this.active = index;
    [...this.list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
    this.list.children[index]?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", `hit-${index}`);
  }

  async #key(event) {
    if (event.key === "Escape") {
      this.close();
      this.input.value = "";
      this.input.blur();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.hits.length) this.#mark((this.active + (event.key === "ArrowDown" ? 1 : -1) + this.hits.length) % this.hits.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.hits.length || this.list.hidden) await this.#ask();
      this.#take(Math.max(0, this.active), event.shiftKey);
    }
  }

  #take(index, beside = false) {
    const hit = this.hits[index];
    if (!hit) return;
    this.close();
    this.input.value = "";
    byId("stage").focus();
    (beside ? this.add : this.found)(hit.id);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
