// The answer below the query: as a table, as a picture, as a chart or as the server wrote it; to filter, to copy, to take away.
import { byId, copy, h } from "../dom.js";
import { chartable, chart } from "./chart.js";
import { ask } from "./endpoint.js";
import { menu } from "./menu.js";
import { Picture } from "./picture.js";
import { Table } from "./table.js";
import { isIri } from "./terms.js";

const ENDINGS = { json: "json", xml: "xml", csv: "csv", tsv: "tsv", ttl: "ttl", jsonld: "jsonld", nt: "nt", rdf: "rdf" };
const RAW_MOST = 200_000;

export class Results {
  /** `bench` has data, terms, labels; `coach(found, box)` helps where there are no rows. */
  constructor(bench) {
    Object.assign(this, { bench, box: byId("answer"), view: "table" });
  }

  waiting() {
    this.box.replaceChildren(h("div", { class: "skeleton", "aria-hidden": "true" }, h("i"), h("i"), h("i")));
  }

  /** Nothing has been asked yet. */
  empty() {
    this.box.replaceChildren(h("div", { class: "hint" }, h("p", {}, h("strong", {}, "Run the query, or start from an example.")), h("p", {}, "Every answer comes as a table and, where it names things, as a picture.")));
  }

  /** A warning stands before the answer. */
  held() {
    this.box.replaceChildren(h("div", { class: "hint" }, h("p", {}, h("strong", {}, "Not run yet.")), h("p", {}, "Read the warning under the query, then mend it or run it anyway.")));
  }

  /** Something went wrong: what, where, and what to do. `parts` are elements with what can be done. */
  trouble(error, parts = []) {
    const { problem = {} } = error;
    this.box.replaceChildren(h("div", { class: "trouble", role: "alert" }, h("p", {}, h("strong", {}, problem.title ?? "Something went wrong")), h("p", {}, error.message), problem.hint && h("p", {}, problem.hint), ...parts));
  }

  /** Show an answer to `text`. */
  show(found, text) {
    Object.assign(this, { found, text });
    if (found.form === "boolean") return this.box.replaceChildren(this.#bar([]), h("p", { class: `verdict ${found.boolean ? "yes" : "no"}` }, found.boolean ? "Yes" : "No"));
    this.table = new Table(this.bench, found, { lit: (iris) => this.picture?.light(iris) });
    this.picture?.leave();
    this.picture = null;
    this.stage = h("div", { class: "stage" });
    const views = !found.rows.length ? [] : [["table", "Table"], this.#drawable() && ["picture", "Picture"], chartable(found) && ["chart", "Chart"], ["raw", "Source"]].filter(Boolean);
    if (!views.some(([name]) => name === this.view)) this.view = "table";
    this.buttons = views.map(([name, label]) => h("button", { type: "button", "data-as": name, "aria-pressed": String(name === this.view), onclick: () => this.turn(name) }, label));
    this.box.replaceChildren(this.#bar(this.buttons), this.stage);
    return found.rows.length ? this.turn(this.view) : this.stage.remove();
  }

  #drawable() {
    return this.found.rows.some((row) => Object.values(row).some((term) => isIri(term) && this.bench.terms.thing(term.value) !== null));
  }

  async turn(view) {
    this.view = view;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.dataset.as === view));
    this.picture?.leave();
    this.picture = null;
    this.stage.className = `stage as-${view}`;
    this.filterBox.hidden = view === "raw" || !this.found.rows.length;
    if (view === "raw") return this.#raw();
    if (view === "chart") return this.#chart();
    this.stage.replaceChildren(this.table.element);
    await this.table.show();
    if (view === "picture") await this.#picture();
    return undefined;
  }

  async #picture() {
    const { table } = this;
    this.picture = new Picture(this.bench, this.found, () => table.visible.map(({ row }) => row), { lit: (iri, seek) => table.light(iri, seek) });
    this.stage.prepend(this.picture.element);
    await this.picture.show();
  }

  async #chart() {
    await this.bench.labels.load(this.found.rows.slice(0, 200).flatMap((row) => Object.values(row).filter(isIri).map((term) => term.value)));
    this.stage.replaceChildren(chart(this.found, (term) => this.table.text(term), this.table.visible.map(({ row }) => row), Math.max(280, Math.min(840, this.stage.clientWidth - 32))));
  }

  async #raw() {
    const formats = this.bench.page.formats[this.found.form];
    const pre = h("pre", { tabindex: "0" }, "…");
    const show = async (format) => {
      const body = await ask(this.text, { accept: format.type }).then((answer) => answer.text()).catch((error) => error.message);
      pre.textContent = body.length > RAW_MOST ? `${body.slice(0, RAW_MOST)}\n… ${(body.length - RAW_MOST).toLocaleString("en")} more characters: download them` : body;
    };
    const choose = h("select", { "aria-label": "Format", onchange: () => show(formats[choose.selectedIndex]) }, ...formats.map(({ name, type }) => h("option", { value: name }, `${name} · ${type}`)));
    this.stage.replaceChildren(h("p", { class: "raw-bar" }, choose), pre);
    await show(formats[0]);
  }

  #bar(views) {
    const { found } = this;
    const count = found.form === "boolean" ? "" : `${found.rows.length.toLocaleString("en")} ${found.form === "graph" ? (found.rows.length === 1 ? "statement" : "statements") : found.rows.length === 1 ? "row" : "rows"}`;
    const told = [count, `${Math.round(found.ms)} ms`].filter(Boolean).join(" · ");
    let waiting = null;
    const filter = (value) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.table.filter(value).then(() => (this.view === "chart" ? this.#chart() : this.picture?.show())), 120);
    };
    this.filterBox = h("input", { type: "search", id: "filter", "aria-label": "Filter the rows", placeholder: "Filter", maxlength: "200", oninput: (event) => filter(event.target.value) });
    this.filterBox.hidden = found.form === "boolean" || found.rows.length === 0;
    return h("div", { class: "answer-bar" }, views.length > 0 && h("div", { class: "views", role: "group", "aria-label": "View of the answer" }, ...views), h("span", { class: "told", id: "told" }, told), this.filterBox, this.#copies(), this.#downloads());
  }

  #copies() {
    if (this.found.form === "boolean" || !this.found.rows.length) return null;
    const cellsOf = (row, as) => this.found.vars.map((name) => as(row[name]));
    const rows = () => this.table.visible.map(({ row }) => row);
    const named = (term) => this.table.text(term).replace(/\s+/g, " ");
    const value = (term) => term?.value.replace(/\s+/g, " ") ?? "";
    const separated = (as) => [this.found.vars.join("\t"), ...rows().map((row) => cellsOf(row, as).join("\t"))].join("\n");
    const markdown = () => [this.found.vars, this.found.vars.map(() => "---"), ...rows().map((row) => cellsOf(row, named).map((text) => text.replaceAll("|", "\\|")))].map((row) => `| ${row.join(" | ")} |`).join("\n");
    const offers = { "Names, for a spreadsheet": () => separated(named), "Values and IRIs, for a spreadsheet": () => separated(value), "Markdown table": markdown };
    return menu("Copy", Object.entries(offers).map(([label, make]) => ({ label, work: (button) => this.table.filter(this.table.words).then(() => copy(make(), button)) })));
  }

  #downloads() {
    const formats = this.bench.page.formats[this.found.form];
    return menu("Download", formats.map(({ name, type }) => ({ label: `${name.toUpperCase()} · ${type}`, work: () => this.#download(name, type) })));
  }

  async #download(name, type) {
    const blob = await ask(this.text, { accept: type }).then((answer) => answer.blob()).catch((error) => error.message);
    if (typeof blob === "string") return this.#say(`Not downloaded: ${blob}`);
    const href = URL.createObjectURL(blob);
    h("a", { href, download: `fanout.${ENDINGS[name] ?? name}` }).click();
    return setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  #say(text) {
    byId("state").textContent = text;
  }
}
