// Saved queries: a title, kept in this browser, taken away as a file that the examples folder of the ontology accepts.
import { byId, h } from "../dom.js";
import { keep, kept } from "./kept.js";
import { turtle } from "./turtle.js";

export class Saved {
  constructor(page) {
    this.page = page;
    this.changed = () => {};
  }

  get list() {
    return kept("saved", []);
  }

  #keep(list) {
    const taken = keep("saved", list);
    this.changed();
    return taken;
  }

  remove(id) {
    this.#keep(this.list.filter((one) => one.id !== id));
  }

  /** Ask for title, question and keywords, then keep the query. Calls `done(title)`. */
  ask({ title, text, sentence }, done) {
    const dialog = byId("dialog");
    const name = h("input", { name: "title", required: true, pattern: ".*\\S.*", maxlength: "80", value: title, autocomplete: "off" });
    const question = h("input", { name: "question", maxlength: "300", value: sentence ?? "", autocomplete: "off", placeholder: "What does it answer? One sentence." });
    const words = h("input", { name: "keywords", maxlength: "200", autocomplete: "off", placeholder: "limits, evidence" });
    const submit = (event) => {
      event.preventDefault();
      const one = { id: slug(name.value, this.list), title: name.value.trim(), question: question.value.trim(), keywords: words.value.split(",").map((word) => word.trim()).filter(Boolean), text, when: Date.now() };
      const taken = this.#keep([one, ...this.list.filter((other) => other.title !== one.title)]);
      dialog.close();
      done(one.title, taken);
    };
    dialog.replaceChildren(h("h2", { id: "dialog-title" }, "Save the query"),
      h("form", { class: "fields", onsubmit: submit }, h("label", {}, "Title", name), h("label", {}, "Question", question), h("label", {}, "Keywords", words),
        h("p", { class: "muted" }, "Kept in this browser. Saved queries can be exported as a Turtle file for the examples folder of the ontology."),
        h("div", { class: "buttons" }, h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"), h("button", { type: "submit", class: "primary" }, "Save"))));
    dialog.showModal();
    name.select();
  }

  /** All saved queries as one file of sh:SPARQLExecutable. */
  download() {
    const href = URL.createObjectURL(new Blob([turtle(this.list, this.page.prefixes)], { type: "text/turtle;charset=utf-8" }));
    h("a", { href, download: "saved-queries.ttl" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }
}

function slug(title, others) {
  const base = title.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "query";
  const taken = new Set(others.filter((one) => one.title !== title.trim()).map((one) => one.id));
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`;
  return name;
}
