// Puts the page together: data, state, picture, panel, search, filters, text, address, keys.
import * as api from "./api.js";
import { Canvas } from "./canvas.js";
import { neighbours, readData, told } from "./data.js";
import { announce, byId, h } from "./dom.js";
import { ego, expand, stations, widened } from "./ego.js";
import { Filters } from "./filters.js";
import { listen } from "./keys.js";
import { Panel } from "./panel.js";
import { Search } from "./search.js";
import { START, Store, edgePasses, nodePasses } from "./state.js";
import { TextViews } from "./text.js";
import { setUpTheme } from "./theme.js";
import * as url from "./url.js";

performance.mark("data");
const data = readData();
if (data.meta.details) api.carry(data.meta.details);
const store = new Store();
let picking = null;

const act = {
  select(id) {
    if (picking) return picking(id);
    const state = store.state;
    if (state.shown && !state.shown[id]) return act.focus(id);
    return store.set({ selected: id });
  },
  focus(id, steps = store.state.steps) {
    const { shown } = widened(data, store.state, id, steps);
    store.set({ mode: "ego", focus: id, selected: id, shown, path: null, steps });
  },
  expand(id = store.state.selected) {
    if (!id) return;
    const { state } = store;
    if (!state.shown || !state.shown[id] || (id === state.focus && state.mode !== "ego")) return void act.focus(id);
    const { added, count, left, total } = expand(data, state, id, state.shown);
    if (!count) return void announce(`All ${total} neighbours are shown.`);
    store.set({ shown: { ...state.shown, ...added }, selected: id, mode: "ego", focus: state.focus ?? id, path: null });
    announce(`${count} neighbours added, ${left} more of ${total}.`);
  },
  steps: (steps) => (store.state.focus || store.state.selected) && act.focus(store.state.focus ?? store.state.selected, steps),
  map: () => store.set({ mode: "map", focus: null, shown: null, path: null, steps: 1 }),
  clear: () => { picking = null; if (store.state.selected) store.set({ selected: null }); else if (store.state.mode !== "map") act.map(); },
  undo: () => store.undo(),
  redo: () => store.redo(),
  graph: () => store.set({ view: "graph" }),
  outline: () => store.set({ view: "outline" }),
  table: () => store.set({ view: "table" }),
  fit: () => canvas.fit(),
  zoomIn: () => canvas.zoom(1.3),
  zoomOut: () => canvas.zoom(1 / 1.3),
  search: () => byId("search").focus(),
  details: () => byId("panel").focus(),
  pathTo(from) {
    pick(`Search or click the other end of the path from ${data.nodes.get(from).label}.`, (to) => act.path(from, to));
  },
  async path(from, to, index = 0, how = "act") {
    try {
      const { paths } = await api.path(from, to);
      if (!paths.length) return void say(`Nothing connects ${data.nodes.get(from).label} and ${data.nodes.get(to).label}.`);
      const way = paths[index];
      store.set({ mode: "path", focus: null, selected: null, shown: stations(way.hops), path: { ends: [from, to], hops: way.hops } }, how);
      panel.path(paths, index, (chosen) => act.path(from, to, chosen));
    } catch (error) {
      panel.problem(error, () => act.path(from, to));
    }
  },
  compareWith(left) {
    pick(`Search or click what to compare ${data.nodes.get(left).label} with.`, async (right) => {
      try {
        panel.compare(await api.get(`compare?things=${encodeURIComponent(`id:${left},id:${right}`)}`));
      } catch (error) {
        panel.problem(error, () => act.compareWith(left));
      }
    });
  },
  neighbour(step) {
    const { state } = store;
    const middle = state.focus ?? act.walkedFrom ?? state.selected;
    if (!middle) return;
    const around = neighbours(data, middle, nodePasses(state), edgePasses(state)).filter((n) => !state.shown || state.shown[n.id]);
    if (!around.length) return;
    act.walkedFrom = middle;
    const now = around.findIndex((n) => n.id === state.selected);
    const at = (now + step + around.length) % around.length;
    store.set({ selected: around[at].id }, "view");
    announce(`${describe(around[at].id)}; neighbour ${at + 1} of ${around.length}, ${told(data, around[at].edges[0], middle)}`);
  },
  walk(direction) {
    const from = canvas.at.get(store.state.selected) ?? canvas.at.get(store.state.focus) ?? [...canvas.at.values()].sort((a, b) => b.degree - a.degree)[0];
    if (!from) return;
    const [ux, uy] = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] }[direction];
    const linked = new Set((data.near.get(from.id) ?? []).flatMap((edge) => [edge.from, edge.to]));
    const ahead = [...canvas.at.values()].map((n) => ({ n, x: n.x - from.x, y: n.y - from.y })).map((c) => ({ ...c, along: c.x * ux + c.y * uy, across: Math.abs(c.x * uy) + Math.abs(c.y * ux) })).filter((c) => c.along > 1 && c.across <= 1.2 * c.along);
    const best = ahead.sort((a, b) => (linked.has(b.n.id) - linked.has(a.n.id)) || a.along + 2 * a.across - (b.along + 2 * b.across))[0];
    if (!best) return void announce("Nothing further in that direction.");
    act.walkedFrom = null;
    store.set({ selected: best.n.id }, "view");
    announce(describe(best.n.id));
  },
};

function describe(id) {
  const node = data.nodes.get(id);
  return `${node.label}, ${data.types.find((t) => t.id === node.type).label}, ${data.categories.get(node.category).label}, ${node.degree} neighbours`;
}

/** Ask for one more thing; the next that is chosen goes to `then`. */
function pick(text, then) {
  say(text);
  picking = (id) => { picking = null; then(id); };
  byId("search").focus();
}

function say(text) {
  byId("trail").replaceChildren(h("button", { type: "button", onclick: () => { picking = null; render(store.state, store.state, "view"); } }, `${text} ✕`));
  announce(text);
}

const panel = new Panel(data, act);
const canvas = new Canvas(byId("canvas"), data, {
  select: (id) => measured("select", () => act.select(id)),
  edge: (id) => panel.edge(data.edges.find((edge) => edge.id === id)),
  clear: () => store.state.selected && store.set({ selected: null }),
  expand: (id) => measured("expand", () => act.expand(id)),
  moved: (id, at) => store.state.shown ? store.set({ shown: { ...store.state.shown, [id]: { ...store.state.shown[id], x: Math.round(at.x), y: Math.round(at.y) } } }) : canvas.show(store.state),
});
const filters = new Filters(data, store, (steps) => act.steps(steps));
const text = new TextViews(data, act);
const search = new Search(data, (id) => (picking ? picking(id) : act.focus(id)));

function measured(name, work) {
  performance.mark(`${name}-start`);
  work();
  requestAnimationFrame(() => performance.measure(name, `${name}-start`));
}

function render(state, before, how) {
  canvas.show(state);
  filters.show(state);
  text.show(state);
  trail(state);
  status(state);
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  byId("undo").disabled = !store.canUndo;
  byId("redo").disabled = !store.canRedo;
  if (state.mode !== before.mode || state.focus !== before.focus || state.steps !== before.steps || (state.path && state.path !== before.path)) canvas.fit();
  else if (state.selected && state.selected !== before.selected) canvas.reveal(state.selected);
  if (state.selected !== before.selected || state.mode !== before.mode) {
    if (state.selected) panel.thing(state.selected);
    else if (state.mode !== "path") panel.start();
  }
  const hash = url.write(state);
  if (how !== "replace" && hash !== location.hash) history[how === "act" ? "pushState" : "replaceState"](null, "", hash || location.pathname);
}

function trail(state) {
  const parts = [];
  if (state.mode !== "map") parts.push(h("button", { type: "button", onclick: act.map }, "← Map"));
  if (state.focus) parts.push(h("button", { type: "button", onclick: () => act.focus(state.focus) }, data.nodes.get(state.focus).label));
  byId("trail").replaceChildren(...parts);
}

function status(state) {
  const total = data.nodes.size;
  const shown = canvas.shown.length;
  const parts = [`${shown} of ${total} things`];
  const changed = state.off.type.length + state.off.category.length + state.off.family.length;
  const box = byId("status");
  if (state.mode === "ego") {
    const found = ego(data, state, state.focus);
    const here = neighbours(data, state.focus, nodePasses(state), edgePasses(state)).filter((n) => state.shown[n.id]).length;
    if (here < found.total) parts.push(`${here} of ${found.total} neighbours of ${data.nodes.get(state.focus).label}`);
  } else if (shown < total) parts.push(`${total - shown} hidden`);
  box.replaceChildren(parts.join(" · "));
  if (state.mode === "ego" && parts.length > 1) box.append(" · ", h("button", { type: "button", onclick: () => act.expand(state.focus) }, "25 more"));
  if (changed) box.append(" · ", h("button", { type: "button", onclick: () => store.set({ off: START.off }) }, "reset filters"));
  const empty = byId("empty");
  empty.hidden = shown > 0;
  if (!shown) empty.replaceChildren(h("p", {}, total ? `All ${total} things are hidden by the filters.` : "The graph is empty. Add notes and claims to the ontology and build again."), total ? h("button", { type: "button", onclick: () => store.set({ off: START.off }) }, "Show everything") : "");
}

function open(how) {
  const { state, gone, path } = url.read(location.hash, data);
  if (state.mode === "ego" && !state.shown) state.shown = widened(data, state, state.focus, state.steps).shown;
  store.set(state, how);
  if (path) act.path(path[0], path[1], 0, how);
  if (gone.length) say(`“${gone[0]}” is no longer in the notes.`);
}

store.onChange(render);
for (const [id, work] of Object.entries({ undo: act.undo, redo: act.redo, fit: act.fit, "zoom-in": act.zoomIn, "zoom-out": act.zoomOut })) byId(id).addEventListener("click", work);
for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => store.set({ view: button.dataset.view }));
byId("home").addEventListener("click", (event) => { event.preventDefault(); store.set(START); });
byId("copy").addEventListener("click", async () => { await navigator.clipboard?.writeText(location.href).catch(() => {}); announce("Link copied"); byId("copy").textContent = "Copied"; setTimeout(() => { byId("copy").textContent = "Copy link"; }, 1500); });
byId("png").addEventListener("click", async () => { const link = h("a", { href: URL.createObjectURL(await canvas.png()), download: "fanout.png" }); link.click(); URL.revokeObjectURL(link.href); });
byId("filters-open").addEventListener("click", () => { const isOpen = byId("filters").classList.toggle("open"); byId("filters-open").setAttribute("aria-expanded", String(isOpen)); });
setUpTheme(() => { canvas.readTheme(); canvas.show(store.state); });
listen(act);
addEventListener("popstate", () => open("replace"));
if (api.offline()) for (const id of ["export", "copy"]) byId(id).hidden = true;
panel.start();
open("replace");
if (store.state.mode === "map" && matchMedia("(max-width: 820px)").matches && !location.hash) announce("Search for a thing to see its neighbours.");
canvas.fit();
requestAnimationFrame(() => {
  performance.mark("first-draw");
  performance.mark("interactive");
  document.documentElement.dataset.ready = "1";
});
window.__fanout = { data, store, canvas, search };
