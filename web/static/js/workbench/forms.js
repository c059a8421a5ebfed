// The question behind a query in its other forms, and queries out of sentences, REST calls and links.
import { Trouble, get } from "../api.js";
import { byId, copy, h } from "../dom.js";
import { bare } from "./query.js";

export class Forms {
  /** `open(query)` shows and runs a query; `examples()` gives the examples that are known. */
  constructor(page, { open, examples, tab }) {
    Object.assign(this, { open, examples, tab, box: byId("same"), words: byId("words") });
    byId("sentences").replaceChildren(...page.patterns.map((text) => h("option", { value: text })));
    byId("ask").addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask(this.words.value);
    });
  }

  /** Whatever form a question has: its query is opened and run. */
  async ask(text) {
    const wanted = text.trim();
    if (!wanted) return;
    this.box.replaceChildren();
    try {
      const forms = await get(`forms?of=${encodeURIComponent(relative(wanted))}`);
      await this.open({ text: forms.sparql, title: forms.sentence, form: forms });
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.#trouble(error);
    }
  }

  #trouble({ problem, message }) {
    const { candidates = [], hint } = problem;
    const again = (name) => {
      this.words.value = this.words.value.replace(problem.name ?? this.#unknown(message), name);
      this.ask(this.words.value);
    };
    this.box.replaceChildren(h("span", { class: "trouble-text", role: "alert" }, message, hint && !candidates.length ? ` ${hint}` : ""),
      ...candidates.slice(0, 6).map((one) => h("button", { type: "button", onclick: () => again(one.label) }, one.label)));
  }

  /** The name between quotation marks of an error: what to put another in place of. */
  #unknown(message) {
    return /[“"']([^”"']+)[”"']/.exec(message)?.[1] ?? this.words.value;
  }

  /** Show the forms of a query, as long as it still is what they say. */
  show(text) {
    const form = this.#formOf(text);
    if (this.words !== document.activeElement) this.words.value = form?.sentence ?? "";
    if (!form) return this.box.replaceChildren();
    const rest = form.rest && h("span", { class: "form" }, h("b", {}, "REST"), h("code", { title: form.rest }, form.rest),
      h("a", { class: "button", href: form.rest.slice(1) }, "Run"), h("button", { type: "button", onclick: (event) => copy(new URL(form.rest.slice(1), document.baseURI.replace(/[?#].*$/, "")).href, event.currentTarget) }, "Copy"));
    const map = form.explorer && h("span", { class: "form" }, h("b", {}, "Explorer"), h("a", { class: "button", href: `.${form.explorer}` }, "Open"));
    const words = h("span", { class: "form" }, h("b", {}, "Sentence"), h("button", { type: "button", onclick: (event) => copy(form.sentence, event.currentTarget) }, "Copy"));
    return this.box.replaceChildren(...[words, rest, map].filter(Boolean));
  }

  #formOf(text) {
    const { form } = this.tab();
    const now = bare(text);
    if (form?.sparql && bare(form.sparql) === now) return form;
    const example = this.examples()?.find((one) => bare(one.query) === now);
    return example ? { sentence: example.question, rest: example.rest, explorer: null } : null;
  }

  /** What came by a link: its forms are asked for where its first line looks like a question of ours. */
  async recognise(text) {
    if (!/^#\s*(?:what|which|how)\b/i.test(text) || text.length > 15_000) return null;
    return get(`forms?of=${encodeURIComponent(text)}`).catch(() => null);
  }
}

/** A link of this server without its host. */
function relative(text) {
  const root = document.baseURI.replace(/[?#].*$/, "").replace(/[^/]*$/, "");
  return text.startsWith(root) ? `/${text.slice(root.length)}` : text;
}
