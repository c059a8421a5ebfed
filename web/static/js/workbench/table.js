// A result as a table: names instead of IRIs, sorted, filtered, one page at a time.
import { h } from "../dom.js";
import { cell, plain } from "./cells.js";
import { isIri, isNumber } from "./terms.js";

const PAGE = 50;

export class Table {
  /** `found` is an answer; `lit(rowIds)` tells which things the row under the pointer holds. */
  constructor(bench, found, { lit }) {
    Object.assign(this, { bench, found, lit, order: null, words: "", page: 0 });
    this.rows = found.rows.map((row, index) => ({ row, index }));
    this.box = h("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": "Result as a table" });
    this.foot = h("div", { class: "pages" });
    this.element = h("div", { class: "tabular" }, this.box, this.foot);
    this.numeric = new Set(found.vars.filter((name) => found.rows.length && found.rows.every((row) => !row[name] || isNumber(row[name])) && found.rows.some((row) => row[name])));
  }

  /** What a term is called where people read it. */
  text(term) {
    return plain(term, this.bench.labels, this.bench.terms);
  }

  /** The rows that pass the filter, in the chosen order. */
  get visible() {
    const words = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const passes = ({ row }) => {
      const hay = Object.values(row).map((term) => `${this.text(term)} ${term.value}`).join(" ").toLowerCase();
      return words.every((word) => hay.includes(word));
    };
    const rows = words.length ? this.rows.filter(passes) : [...this.rows];
    if (!this.order) return rows;
    const { name, up } = this.order;
    const sign = up ? 1 : -1;
    const value = this.numeric.has(name) ? (entry) => Number(entry.row[name]?.value ?? 0) : (entry) => this.text(entry.row[name]);
    const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true }));
    const missing = ({ entry }) => (entry.row[name] ? 0 : 1); // last, either way
    return rows.map((entry) => ({ entry, key: value(entry) })).sort((a, b) => missing(a) - missing(b) || sign * compare(a.key, b.key) || a.entry.index - b.entry.index).map(({ entry }) => entry);
  }

  filter(words) {
    this.words = words;
    this.page = 0;
    return this.#learn().then(() => this.show());
  }

  sort(name) {
    const { order } = this;
    const first = !this.numeric.has(name);
    this.order = order?.name !== name ? { name, up: first } : order.up === first ? { name, up: !first } : null;
    this.page = 0;
    return this.#learn().then(() => this.show());
  }

  /** Names decide what a filter finds and how words are sorted, so all of them are needed, up to a bound. */
  #learn() {
    const iris = this.rows.slice(0, 5000).flatMap(({ row }) => Object.values(row).filter(isIri).map((term) => term.value));
    return this.bench.labels.load(iris);
  }

  /** Draw the page; once more when its names have come. */
  async show() {
    this.#draw();
    const iris = this.#shown().flatMap(({ row }) => Object.values(row).filter(isIri).map((term) => term.value));
    if (await this.bench.labels.load(iris)) this.#draw();
  }

  #shown() {
    return this.visible.slice(this.page * PAGE, (this.page + 1) * PAGE);
  }

  #draw() {
    const rows = this.visible;
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    this.page = Math.min(this.page, pages - 1);
    const from = this.page * PAGE;
    const some = rows.slice(from, from + PAGE);
    const focus = this.box.contains(document.activeElement) ? document.activeElement.dataset.sort : null;
    this.box.replaceChildren(h("table", {}, h("thead", {}, h("tr", {}, ...this.found.vars.map((name) => this.#head(name)))), h("tbody", {}, ...some.map((entry) => this.#line(entry)))));
    if (focus) this.box.querySelector(`[data-sort="${CSS.escape(focus)}"]`)?.focus();
    const go = (step) => () => {
      this.page += step;
      this.show();
      this.box.scrollTop = 0;
    };
    const range = rows.length ? `${(from + 1).toLocaleString("en")}–${(from + some.length).toLocaleString("en")} of ${rows.length.toLocaleString("en")}` : "no rows";
    const kept = rows.length < this.rows.length ? ` (${this.rows.length.toLocaleString("en")} before the filter)` : "";
    const stepped = [...this.foot.children].indexOf(document.activeElement);
    this.foot.hidden = pages < 2 && !kept;
    this.foot.replaceChildren(
      h("button", { type: "button", disabled: this.page === 0, onclick: go(-1) }, "Previous"), h("span", {}, range + kept),
      h("button", { type: "button", disabled: this.page >= pages - 1, onclick: go(1) }, "Next"));
    if (stepped >= 0) [stepped, 2 - stepped].map((at) => this.foot.children[at]).find((button) => !button.disabled)?.focus();
  }

  #head(name) {
    const sorted = this.order?.name === name ? (this.order.up ? "ascending" : "descending") : "none";
    const arrow = { ascending: " ↑", descending: " ↓", none: "" }[sorted];
    return h("th", { scope: "col", class: this.numeric.has(name) ? "number" : false, "aria-sort": sorted }, h("button", { type: "button", "data-sort": name, onclick: () => this.sort(name) }, name, h("span", { "aria-hidden": "true" }, arrow)));
  }

  #line({ row, index }) {
    const ids = Object.values(row).filter(isIri).map((term) => term.value);
    const light = (on) => () => this.lit(on ? ids : []);
    return h("tr", { "data-row": String(index), onpointerenter: light(true), onpointerleave: light(false), onfocusin: light(true), onfocusout: light(false) },
      ...this.found.vars.map((name) => h("td", { class: this.numeric.has(name) ? "number" : false }, row[name] ? cell(row[name], this.bench) : h("span", { class: "unbound" }, "–"))));
  }

  /** Light the rows that hold an IRI, and bring the first of them into view where `seek` says so. */
  light(iri, seek = false) {
    if (seek) {
      const at = this.visible.findIndex(({ row }) => Object.values(row).some((term) => term.value === iri));
      if (at >= 0 && Math.floor(at / PAGE) !== this.page) {
        this.page = Math.floor(at / PAGE);
        this.#draw();
      }
    }
    let first = null;
    for (const line of this.box.querySelectorAll("tbody tr")) {
      const { row } = this.rows[Number(line.dataset.row)];
      const on = iri !== null && Object.values(row).some((term) => term.value === iri);
      line.classList.toggle("lit", on);
      if (on) first ??= line;
    }
    if (seek) first?.scrollIntoView({ block: "nearest" });
  }
}
