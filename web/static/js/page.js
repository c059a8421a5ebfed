// What stands around the picture: trail, status line, what to do when nothing is left, and the buttons of the bar.
import { neighbours } from "./data.js";
import { announce, byId, h } from "./dom.js";
import { FILTERS, MORE, edgePasses, filtered, nodePasses } from "./state.js";

const button = (text, onclick, attributes = {}) => h("button", { type: "button", onclick, ...attributes }, text);
const MODES = { path: "Path", compare: "Comparison" };

export class Chrome {
  constructor(data, store, act) {
    Object.assign(this, { data, store, act, visited: [] });
  }

  show(state, canvas) {
    this.#trail(state);
    this.#status(state, canvas.shown.length);
    this.#empty(canvas.shown.length);
    for (const one of document.querySelectorAll("[data-view]")) one.setAttribute("aria-pressed", String(one.dataset.view === (state.view === "relations" ? "table" : state.view)));
    byId("undo").disabled = !this.store.canUndo;
    byId("redo").disabled = !this.store.canRedo;
    const off = FILTERS.reduce((sum, kind) => sum + state.off[kind].length, 0);
    byId("filters-open").textContent = off ? `Filters (${off})` : "Filters";
    byId("stage").style.visibility = state.view === "graph" ? "" : "hidden";
    document.querySelector(".zoom").hidden = state.view !== "graph";
    document.body.dataset.as = state.view;
  }

  /** The way here: the map, then what was in the middle lately. */
  #trail(state) {
    if (state.focus && this.visited.at(-1) !== state.focus) this.visited = [...this.visited.filter((id) => id !== state.focus), state.focus].slice(-4);
    const parts = [];
    if (state.mode !== "map") parts.push(button("← Map", this.act.map, { title: "Back to the map (M)" }));
    if (MODES[state.mode]) parts.push(h("span", { class: "here" }, MODES[state.mode]));
    if (state.mode === "ego") for (const id of this.visited) parts.push(button(this.data.nodes.get(id).label, () => this.act.focus(id), { "aria-current": id === state.focus ? "true" : false }));
    byId("trail").replaceChildren(...parts);
  }

  /** A word to the person, with what can be done: `offer` is [text, work], `cancel` runs when it is closed; null takes it away. */
  say(text, { cancel = null, offer = null } = {}) {
    const box = byId("word");
    box.hidden = text === null;
    if (text === null) return;
    const close = () => {
      box.hidden = true;
      cancel?.();
    };
    const take = () => {
      box.hidden = true;
      offer[1]();
    };
    box.replaceChildren(h("span", {}, text), ...(offer ? [button(offer[0], take)] : []), button(cancel ? "Cancel" : "Close", close));
    announce(text);
  }

  /** What a thing is, beside it: for a pointer that rests on it and for a finger that holds it. */
  hint(id, canvas) {
    const box = byId("hint");
    box.hidden = !id || !canvas.at.has(id);
    if (box.hidden) return;
    const node = this.data.nodes.get(id);
    const type = this.data.types.find((one) => one.id === node.type).label;
    const words = [node.expansion && h("span", {}, node.expansion), h("span", {}, `${type} · ${this.data.categories.get(node.category).label}`), h("span", {}, `${node.degree} ${node.degree === 1 ? "neighbour" : "neighbours"}`)];
    box.replaceChildren(h("b", {}, node.label), ...words.filter(Boolean));
    const [x, y] = canvas.onScreen(id);
    const stage = canvas.element.getBoundingClientRect();
    const left = Math.min(Math.max(8, x - stage.x + 16), stage.width - box.offsetWidth - 8);
    const below = y - stage.y + 18;
    Object.assign(box.style, { left: `${left}px`, top: `${below + box.offsetHeight > stage.height - 8 ? y - stage.y - box.offsetHeight - 18 : below}px` });
  }

  #status(state, shown) {
    const { data, act } = this;
    const total = data.nodes.size;
    const narrow = innerWidth <= 820;
    const parts = narrow && state.mode === "ego" ? [] : [`${shown} of ${total} things`];
    if (shown < total && !narrow) parts.push(`${total - shown} hidden`);
    const kinds = state.off.family.length + state.off.status.length;
    if (kinds) parts.push(`${kinds} ${kinds === 1 ? "kind" : "kinds"} of relation off`);
    const more = [];
    if (state.mode === "ego") {
      const all = neighbours(data, state.focus, nodePasses(state), edgePasses(state));
      const here = all.filter((found) => state.shown[found.id]).length;
      if (here < all.length || narrow) parts.push(`${here} of ${all.length} neighbours`);
      if (here < all.length) more.push(" · ", button(`${Math.min(MORE, all.length - here)} more`, () => act.expand(state.focus)));
    }
    if (state.hidden.length) more.push(" · ", button(`show ${state.hidden.length} hidden by hand`, act.unhide));
    const moved = Object.values(state.shown ?? {}).filter((at) => at.pinned).length + (state.shown ? 0 : Object.keys(state.pins).length);
    if (moved) more.push(" · ", button(`put ${moved} back`, () => act.unpin()));
    const box = byId("status");
    box.replaceChildren(parts.join(" · "), ...more);
    if (filtered(state.off) || state.shown) box.append(" · ", button("reset", act.reset));
  }

  #empty(shown) {
    const total = this.data.nodes.size;
    const box = byId("empty");
    box.hidden = shown > 0;
    if (shown) return;
    const sign = h("span", { class: "sign", "aria-hidden": "true" }, total ? "◌" : "∅");
    box.replaceChildren(sign, ...(total
      ? [h("h2", {}, `All ${total} things are hidden by the filters`), h("p", {}, "Switch a class or a category on again at the left, go one step back, or begin anew."),
        h("div", { class: "acts" }, button("Show everything", this.act.unfilter), button("Undo", this.act.undo, { disabled: !this.store.canUndo }))]
      : [h("h2", {}, "The graph is empty"), h("p", {}, "Add things and claims to the ontology folder, then start Fanout again."), h("p", {}, h("code", {}, "fanout check"), " says what it understood.")]));
  }
}

/** The buttons of the bar and the corner. */
export function wire(act, store) {
  const work = { undo: act.undo, redo: act.redo, fit: act.fit, "zoom-in": () => act.zoom(1.35), "zoom-out": () => act.zoom(1 / 1.35) };
  for (const [id, onclick] of Object.entries(work)) byId(id).addEventListener("click", onclick);
  for (const one of document.querySelectorAll("[data-view]")) one.addEventListener("click", () => act.view(one.dataset.view));
  byId("home").addEventListener("click", (event) => {
    event.preventDefault();
    act.map();
  });
  drawer("filters-open", "filters");
  document.addEventListener("click", keepFocus);
  sheet(byId("grip"));
  for (const one of document.querySelectorAll("[data-does]")) one.addEventListener("click", () => does(byId(one.dataset.does)));
  store.onChange((state, before, how) => {
    const peeking = document.body.dataset.sheet === "peek" || (state.view !== "graph" && !document.body.dataset.sheet);
    if (how === "act" && state.selected && state.selected !== before.selected && peeking) document.body.dataset.sheet = "half";
  });
}

/** A button that is gone after its work leaves the focus to what it worked on, or to the menu that it stood in. */
function keepFocus({ target }) {
  const { activeElement, body } = document;
  if (target.checkVisibility() || (activeElement !== body && activeElement.checkVisibility())) return;
  const place = target.closest("details")?.firstElementChild ?? byId(byId("text").hidden ? "stage" : "text");
  place.focus({ preventScroll: true });
}

/** What a narrow bar keeps in its menu stands for what a wide one shows: a button, or a menu of its own. */
function does(wide) {
  if (wide instanceof HTMLDetailsElement) setTimeout(() => (wide.open = true));
  else wide.click();
}

/** The sheet of a phone: three sizes, by tapping its grip, by dragging it, by its arrow keys. */
function sheet(grip) {
  const sizes = ["peek", "half", "full"];
  const now = () => document.body.dataset.sheet ?? (document.body.dataset.as === "graph" ? "half" : "peek");
  const set = (size) => {
    document.body.dataset.sheet = size;
    announce(`Details: ${size}`);
  };
  const reaches = () => ({ peek: 96, half: innerHeight * 0.4, full: innerHeight - byId("stage").getBoundingClientRect().top });
  let from = null;
  grip.addEventListener("pointerdown", (event) => {
    from = { y: event.clientY, high: grip.parentElement.offsetHeight, reach: reaches(), moved: false };
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", (event) => {
    if (!from || Math.abs(event.clientY - from.y) < 6) return;
    from.moved = true;
    document.body.style.setProperty("--sheet", `${Math.min(from.reach.full, Math.max(72, from.high + from.y - event.clientY))}px`);
  });
  const end = () => {
    const high = grip.parentElement.offsetHeight;
    document.body.style.removeProperty("--sheet");
    const away = (size) => Math.abs(from.reach[size] - high);
    if (from?.moved) set(sizes.reduce((best, size) => (away(size) < away(best) ? size : best)));
    else if (from) set({ peek: "half", half: "full", full: "peek" }[now()]);
    from = null;
  };
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);
  grip.addEventListener("click", (event) => event.detail === 0 && set({ peek: "half", half: "full", full: "peek" }[now()])); // by keyboard
  grip.addEventListener("keydown", ({ key }) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[key];
    if (step) set(sizes[Math.min(2, Math.max(0, sizes.indexOf(now()) + step))]);
  });
}

function drawer(opener, drawn) {
  const set = (open) => {
    byId(drawn).classList.toggle("open", open);
    byId(opener).setAttribute("aria-expanded", String(open));
  };
  byId(opener).addEventListener("click", () => set(!byId(drawn).classList.contains("open")));
  byId("filters-close").addEventListener("click", () => {
    set(false);
    byId(opener).focus();
  });
  byId("stage").addEventListener("pointerdown", () => set(false));
  byId(drawn).addEventListener("keydown", (event) => event.key === "Escape" && set(false));
}
