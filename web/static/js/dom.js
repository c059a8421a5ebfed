// Building the page's elements: text is always text.

/** An element: h("p", { class: "x", onclick: f }, "text", child). Nothing is parsed as markup. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** Put a text on the clipboard; says whether it is there. Over plain http from another machine the browser has but the old way. */
export async function toClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const area = h("textarea", { class: "unseen" });
  const { activeElement: before } = document;
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const taken = document.execCommand("copy");
  area.remove();
  before?.focus();
  return taken;
}

/** The same by a button, which says for a moment whether it is there; so does what this resolves to. */
export async function copy(text, button) {
  const done = await toClipboard(text);
  button.dataset.word ??= button.textContent;
  button.textContent = done ? "Copied" : "Not copied";
  announce(button.textContent);
  setTimeout(() => (button.textContent = button.dataset.word), 1300);
  return done;
}

/** Say something to people who listen instead of looking. */
export function announce(text) {
  byId("live").textContent = text;
}
