// The question behind a view, in its other forms: as a sentence, as a REST call, as SPARQL.
import { get } from "./api.js";
import { byId, copy, h } from "./dom.js";

const DRAWN = ["at", "z", "h", "e", "q", "v"]; // how a view looks is no part of what it asks

/** What of an address asks something. */
export function asking(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  for (const name of DRAWN) parts.delete(name);
  return `#${parts}`;
}

/** The menu of the bar: each form to run and to copy. `sayings` says which view is open, as a hash. */
export function sameQuestion(hash) {
  const menu = byId("same");
  const box = menu.querySelector("div");
  menu.addEventListener("toggle", async () => {
    if (!menu.open) return;
    box.replaceChildren(h("p", {}, "…"));
    try {
      box.replaceChildren(...forms(await get(`forms?of=${encodeURIComponent(asking(hash()))}`)));
    } catch (error) {
      box.replaceChildren(h("p", {}, error.message));
    }
  });
  menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && (menu.open = false));
  document.addEventListener("pointerdown", (event) => !menu.contains(event.target) && (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  });
}

function forms({ sentence, rest, sparql }) {
  const row = (name, text, href, more = []) => h("div", { class: "form" },
    h("b", {}, name), h("span", { title: text }, text), h("a", { class: "button", href }, name === "SPARQL" ? "Open" : "Run"), h("button", { type: "button", onclick: ({ currentTarget }) => copy(text, currentTarget) }, "Copy"), ...more);
  const query = `sparql#${new URLSearchParams({ query: sparql, title: sentence })}`;
  return [
    h("p", {}, "The same question"),
    row("In words", sentence, `sparql#${new URLSearchParams({ words: sentence })}`), row("REST", rest, rest.slice(1)), row("SPARQL", sparql, query),
  ];
}
