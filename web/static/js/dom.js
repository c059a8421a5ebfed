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

/** Say something to people who listen instead of looking. */
export function announce(text) {
  byId("live").textContent = text;
}

/** Put a text on the clipboard; a button says for a moment whether the browser let it. Resolves to whether it did. */
export async function copy(text, button) {
  const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
  button.dataset.word ??= button.textContent;
  button.textContent = done ? "Copied" : "Not copied";
  announce(button.textContent);
  setTimeout(() => (button.textContent = button.dataset.word), 1300);
  return done;
}
