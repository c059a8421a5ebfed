// What the page says about a query: where it cannot be read, what would take long, and what would repair it.
import { announce, byId, h } from "../dom.js";
import { coach } from "./coach/coach.js";
import { nearest } from "./coach/nearness.js";
import { saysNothing } from "./coach/probing.js";
import { products } from "./coach/product.js";
import { asksTheSame, parsed, reader } from "./coach/reading.js";
import { laidOut } from "./layout.js";
import { declared, endOf, used } from "./query.js";

const CALM = 600;

export class Notes {
  /** `run()` asks again after a repair. */
  constructor(bench, edit, { run }) {
    Object.assign(this, { bench, edit, run, box: byId("notes"), allowed: null });
  }

  /** Look at what has been written, when the writing rests. */
  look(text, typed) {
    clearTimeout(this.waiting);
    this.box.replaceChildren();
    this.edit.mark([]);
    if (typed) this.waiting = setTimeout(() => this.#read(text), CALM);
  }

  async #read(text) {
    if (!text.trim()) return;
    const { tree, trouble } = await parsed(text, this.bench.page.prefixes);
    if (this.edit.text !== text) return;
    if (tree) this.#warn(products(tree, text));
    else if (trouble) this.edit.mark(this.#marks(text, trouble));
  }

  #marks(text, { message, at }) {
    if (at === undefined) return this.#unknown(text).map(({ token }) => ({ from: token.from, to: token.to, severity: "error", message: `The prefix ${token.prefix}: is not declared.` }));
    return [{ from: Math.min(at, Math.max(0, text.length - 1)), to: Math.max(endOf(text, at), at), severity: "error", message }];
  }

  /** Prefixes that nobody declared, with those that may be meant. */
  #unknown(text) {
    const known = { ...this.bench.page.prefixes, ...Object.fromEntries(declared(text)) };
    const found = new Map();
    for (const token of used(text)) if (!(token.prefix in known) && !found.has(token.prefix)) found.set(token.prefix, token);
    return [...found.values()].map((token) => ({ token, meant: this.#meant(token, Object.keys(known)) }));
  }

  /** Known prefixes that are spelt alike, or that hold a term of that name. */
  #meant({ prefix, local }, known) {
    const holding = [...this.bench.vocabulary.list.values()].filter((one) => one.iri.replace(/^.*[#/]/, "") === local && one.short.includes(":")).map((one) => one.short.split(":")[0]);
    return [...new Set([...holding, ...nearest(prefix, known)])].slice(0, 3);
  }

  #warn(groups) {
    if (groups.length < 2) return;
    const [first, second] = groups.map(([part]) => part);
    this.edit.mark(groups.slice(1).map(([part]) => ({ from: part.from, to: part.to, severity: "warning", message: "This part shares no variable with the parts before it." })));
    this.box.replaceChildren(h("p", { class: "warning" },
      h("span", {}, "A product: ", h("code", {}, this.#short(second)), " shares no variable with ", h("code", {}, this.#short(first)), ", so every row of one comes with every row of the other."),
      h("button", { type: "button", onclick: () => this.edit.select(second.from, second.to) }, "Show"), h("button", { type: "button", id: "anyway", onclick: () => this.#anyway() }, "Run anyway")));
  }

  #short({ from, to }) {
    const text = this.edit.text.slice(from, to).replace(/\s+/g, " ");
    return text.length > 50 ? `${text.slice(0, 49)}…` : text;
  }

  #anyway() {
    this.allowed = this.edit.text;
    this.run();
  }

  /** Whether a query may run: a product only after somebody has seen the warning. */
  async lets(text) {
    clearTimeout(this.waiting);
    if (this.allowed === text) return true;
    const { tree } = await parsed(text, this.bench.page.prefixes);
    const groups = products(tree, text);
    if (groups.length < 2) return true;
    this.#warn(groups);
    announce("This query multiplies two parts that share no variable. Run anyway is the last button of the warning.");
    return false;
  }

  /** After an answer: help where it says nothing. */
  async after(found, text, results) {
    if (!saysNothing(found)) return;
    const box = h("section", { class: "coach", "aria-label": "Why nothing was found", "aria-busy": "true" }, h("p", { class: "muted" }, "Looking for the part that leaves nothing …"));
    results.box.append(box);
    const help = await coach(this.bench, text).catch(() => null);
    if (!box.isConnected) return;
    box.removeAttribute("aria-busy");
    if (!help) return void box.remove();
    const { told, part, repairs } = help;
    box.replaceChildren(...[h("h2", {}, found.form === "boolean" ? "Why not?" : "Why is there nothing?"), h("p", {}, told),
      part && h("pre", {}, text.slice(part.from, part.to)), this.#repairs(repairs, text)].filter(Boolean));
    if (part) this.edit.mark([{ from: part.from, to: part.to, severity: "warning", message: "With this part nothing is left." }]);
    announce(`${told} ${repairs.length === 1 ? "One repair is" : `${repairs.length || "No"} repairs are`} offered.`);
  }

  #repairs(repairs, text) {
    if (!repairs.length) return null;
    const apply = ({ from, to, insert }) => () => {
      if (this.edit.text !== text) return;
      this.edit.replace(from, to, insert);
      this.run();
    };
    return h("ul", { class: "repairs" }, ...repairs.map((one) => h("li", {}, h("button", { type: "button", class: "repair", onclick: apply(one) }, h("span", {}, one.why, one.detail && h("span", { class: "muted" }, ` · ${one.detail}`))))));
  }

  /** After an error: what would mend it. */
  async repair(error, text, results) {
    if (error.status !== 400) return;
    const unknown = this.#unknown(text);
    if (!unknown.length) return;
    await this.bench.vocabulary.load();
    this.edit.mark(unknown.map(({ token }) => ({ from: token.from, to: token.to, severity: "error", message: `The prefix ${token.prefix}: is not declared.` })));
    const repairs = this.#unknown(text).flatMap(({ token, meant }) => meant.map((name) => ({ why: `Nobody declares ${token.prefix}: here. Take ${name}:`, detail: this.bench.page.prefixes[name] ?? "", from: 0, to: text.length, insert: this.#renamed(text, token.prefix, name) })));
    const list = this.#repairs(repairs, text);
    if (list) results.box.append(h("section", { class: "coach", "aria-label": "What would mend it" }, list));
  }

  #renamed(text, prefix, name) {
    return used(text).filter((token) => token.prefix === prefix).reverse().reduce((made, token) => `${made.slice(0, token.from)}${name}:${made.slice(token.from + prefix.length + 1)}`, text);
  }

  /** Lay the query out anew; says how it went. */
  async format() {
    const tools = await reader();
    if (!tools) return "Not formatted: the formatter was not installed with Fanout.";
    const { text } = this.edit;
    const { prefixes } = this.bench.page;
    const { tree } = await parsed(text, prefixes);
    try {
      const made = tools.formatAst(tools.parseForFormat(text), 2);
      const kept = !tree || asksTheSame(tree, (await parsed(made, prefixes)).tree); // the formatter leaves LIMIT 0 out, and cannot do some paths and lists
      return this.#laid(text, kept ? made : laidOut(text));
    } catch (error) {
      if (tree) return this.#laid(text, laidOut(text));
      const { line, column } = error.location?.start ?? {};
      return line ? `Not formatted: line ${line}, column ${column} cannot be read.` : "Not formatted.";
    }
  }

  #laid(text, made) {
    if (this.edit.text === text && made.trim() !== text.trim()) this.edit.replace(0, text.length, made.endsWith("\n") ? made : `${made}\n`);
    return "Formatted";
  }
}
