// The queries to start from: the examples of the data, those saved here, and those run lately.
import { get } from "../api.js";
import { byId, h } from "../dom.js";
import { keep, kept } from "./kept.js";

const LATELY = 60;

export class Shelf {
  /** `open(query)` shows a query { text, title, form }; `saved` is the keeper of saved queries. */
  constructor({ open, saved }) {
    Object.assign(this, { open, saved, here: "examples", words: "", box: byId("shelf"), examples: null });
    for (const name of ["examples", "saved", "history"]) byId(`tab-${name}`).addEventListener("click", () => this.turn(name));
    document.querySelector(".drawer-tabs").addEventListener("keydown", (event) => this.#key(event));
    byId("shelf-search").addEventListener("input", (event) => {
      this.words = event.target.value.toLowerCase();
      this.draw();
    });
    saved.changed = () => this.here === "saved" && this.draw();
  }

  async load() {
    try {
      const found = await get("examples");
      this.examples = found.examples;
    } catch (error) {
      this.failed = error.message;
    }
    this.draw();
  }

  #key(event) {
    const order = ["examples", "saved", "history"];
    const step = { ArrowRight: 1, ArrowLeft: 2 }[event.key];
    if (!step || event.target.getAttribute("role") !== "tab") return;
    this.turn(order[(order.indexOf(this.here) + step) % 3]);
    byId(`tab-${this.here}`).focus();
  }

  turn(name) {
    this.here = name;
    for (const one of ["examples", "saved", "history"]) {
      byId(`tab-${one}`).setAttribute("aria-selected", String(one === name));
      byId(`tab-${one}`).tabIndex = one === name ? 0 : -1;
    }
    this.box.setAttribute("aria-labelledby", `tab-${name}`);
    this.draw();
  }

  /** Remember a query that was run. */
  ran(text, told) {
    const rest = kept("history", []).filter((one) => one.text !== text);
    keep("history", [{ text, told, when: Date.now() }, ...rest].slice(0, LATELY));
    if (this.here === "history") this.draw();
  }

  draw() {
    const parts = { examples: () => this.#examples(), saved: () => this.#saved(), history: () => this.#history() }[this.here]();
    this.box.replaceChildren(...parts);
  }

  #passes(...texts) {
    const hay = texts.flat().join(" ").toLowerCase();
    return this.words.split(/\s+/).every((word) => hay.includes(word));
  }

  #examples() {
    if (this.failed) return [h("p", { class: "muted" }, `The examples could not be read: ${this.failed}`), h("button", { type: "button", onclick: () => { this.failed = null; this.load(); } }, "Try again")];
    if (!this.examples) return [h("p", { class: "muted" }, "Loading the examples …")];
    const some = this.examples.filter((one) => this.#passes(one.title, one.question ?? "", one.group.label, one.keywords ?? [], one.sentence ?? ""));
    if (!some.length) return [h("p", { class: "muted" }, "No example speaks of that. Try another word.")];
    const groups = new Map();
    for (const one of some) groups.set(one.group.label, [...(groups.get(one.group.label) ?? []), one]);
    return [...groups].map(([group, list]) => h("section", {}, h("h2", {}, group, h("span", {}, String(list.length))), h("ul", {}, ...list.map((one) => this.#card(one.title, one.question, () => this.open({ text: one.query, title: one.title }))))));
  }

  #card(title, text, work, more = []) {
    return h("li", {}, h("button", { type: "button", class: "card", onclick: work }, h("strong", {}, title), text && text !== title && h("span", {}, text)), ...more);
  }

  #saved() {
    const list = this.saved.list.filter((one) => this.#passes(one.title, one.text, one.keywords ?? []));
    const bar = h("p", { class: "shelf-bar" }, h("button", { type: "button", id: "export-saved", disabled: !this.saved.list.length, onclick: () => this.saved.download() }, "Export as Turtle"));
    if (!list.length) return [bar, h("p", { class: "muted" }, this.saved.list.length ? "Nothing saved speaks of that." : "Nothing is saved in this browser yet. Save keeps the query that is open, with a title.")];
    const remove = (one) => h("button", { type: "button", class: "icon", "aria-label": `Delete ${one.title}`, title: "Delete", onclick: () => this.saved.remove(one.id) }, "×");
    return [bar, h("ul", {}, ...list.map((one) => this.#card(one.title, one.question, () => this.open({ text: one.text, title: one.title }), [remove(one)])))];
  }

  #history() {
    const list = kept("history", []).filter((one) => this.#passes(one.text));
    if (!list.length) return [h("p", { class: "muted" }, "No query has been run in this browser yet.")];
    const when = (time) => new Date(time).toLocaleString("en", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
    const line = (text) => text.replace(/^\s*(?:#.*|PREFIX\b.*)$/gim, "").replace(/\s+/g, " ").trim().slice(0, 90);
    return [h("ul", {}, ...list.map((one) => this.#card(line(one.text) || "(empty)", `${when(one.when)} · ${one.told}`, () => this.open({ text: one.text, title: "From history" }))))];
  }
}
