// A button that opens a short list of others.
import { h } from "../dom.js";

/** A menu: `items` are { label, work(button) }. */
export function menu(title, items) {
  const box = h("details", { class: "menu" }, h("summary", { class: "button" }, title),
    h("div", {}, ...items.map(({ label, work }) => h("button", { type: "button", onclick: (event) => { box.open = false; work(event.currentTarget); } }, label))));
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && (box.open = false));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => !box.contains(event.target) && (box.open = false));
  return box;
}
