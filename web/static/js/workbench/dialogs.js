// What opens above the page: the keys, and the query as code.
import { byId, copy, h } from "../dom.js";
import { snippets } from "./snippets.js";

const KEYS = [
  ["Ctrl Enter", "run"], ["Ctrl Space", "complete: classes, properties and things of this data; Enter or Tab takes one"], ["Shift Alt F", "format"], ["Ctrl S", "save with a title"],
  ["Ctrl /", "comment a line out"], ["Ctrl F", "find in the query"], ["Ctrl Z, Ctrl Y", "undo, redo"], ["Alt ↑, Alt ↓", "move a line"],
  ["Esc, then Tab", "leave the editor"], ["F1", "this list"],
];
const LANGUAGES = { curl: "curl", python: "Python", javascript: "JavaScript" };

const close = () => byId("dialog").close();

export function help() {
  const dialog = byId("dialog");
  if (dialog.open) return;
  dialog.replaceChildren(h("h2", { id: "dialog-title" }, "Keys"),
    h("dl", {}, ...KEYS.flatMap(([key, text]) => [h("dt", {}, ...key.split(", ").map((one) => h("kbd", {}, one))), h("dd", {}, text)])),
    h("h3", {}, "How the data is built"),
    h("p", {}, "The default graph is what Fanout holds true. Each passage of the notes is a named graph with what it claims: GRAPH ?passage { … } asks which words say so. Prefixes are declared for you as you type; shared and saved queries carry them."),
    h("div", { class: "buttons" }, h("button", { type: "button", onclick: close }, "Close")));
  dialog.showModal();
}

/** The query as code, one language at a time. */
export function code(text, address) {
  const dialog = byId("dialog");
  const made = snippets(text, address);
  const pre = h("pre", { class: "code", tabindex: "0" });
  let here = "curl";
  const buttons = Object.entries(LANGUAGES).map(([name, label]) => h("button", { type: "button", "data-code": name, onclick: () => turn(name) }, label));
  function turn(name) {
    here = name;
    pre.textContent = made[name];
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.code === name));
  }
  dialog.replaceChildren(h("h2", { id: "dialog-title" }, "The query as code"), h("div", { class: "views", role: "group", "aria-label": "Language" }, ...buttons), pre,
    h("div", { class: "buttons" }, h("button", { type: "button", onclick: (event) => copy(made[here], event.currentTarget) }, "Copy"), h("button", { type: "button", onclick: close }, "Close")));
  turn(here);
  dialog.showModal();
}
