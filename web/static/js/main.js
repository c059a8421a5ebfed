// Puts the page together: data, state, picture, panel, search, filters, text, address, keys.
import { actions } from "./actions.js";
import * as api from "./api.js";
import { Canvas } from "./canvas.js";
import { readData } from "./data.js";
import { announce, byId } from "./dom.js";
import { exportsOf } from "./export.js";
import { Filters } from "./filters.js";
import { listen } from "./keys.js";
import { Chrome, wire } from "./page.js";
import { Panel } from "./panel.js";
import { Search } from "./search.js";
import { Store } from "./state.js";
import { TextViews } from "./text.js";
import { setUpTheme } from "./theme.js";
import * as url from "./url.js";

const FIRST_ON_PHONES = ["sqs-sns-fan-out", "fan-out"];

performance.mark("data");
const data = readData();
if (data.meta.details) api.carry(data);
const store = new Store();

/** Do something a person waits for, and measure until it can be seen. */
function measured(name, work) {
  const start = performance.now();
  const done = work();
  requestAnimationFrame(() => setTimeout(() => performance.measure(name, { start })));
  return done;
}

const canvas = new Canvas(byId("canvas"), data, {
  select: (id) => act.select(id),
  edge: (id) => panel.edge(data.edge.get(id)),
  region: (id) => act.region(id),
  clear: () => store.state.selected && store.set({ selected: null }),
  expand: (id) => act.expand(id),
  moved(id, { x, y }) {
    const { shown } = store.state;
    if (shown) store.set({ shown: { ...shown, [id]: { ...shown[id], x: Math.round(x), y: Math.round(y) } } });
    else canvas.pin(id, { x, y });
  },
});
const page = { data, store, canvas, say: (text, cancel) => chrome.say(text, cancel) };
const act = actions(page);
for (const name of ["select", "expand"]) {
  const work = act[name];
  act[name] = (...arguments_) => measured(name, () => work(...arguments_));
}
const chrome = new Chrome(data, store, act);
const panel = new Panel(data, act);
const filters = new Filters(data, store, { steps: act.steps, measured });
const text = new TextViews(data, act);
const search = new Search(data, { found: act.found, add: act.add });

function render(state, before, how) {
  performance.mark("paint-start");
  canvas.show(state);
  filters.show(state);
  text.show(state);
  chrome.show(state, canvas);
  panel.show(state, before);
  if (["mode", "focus", "steps", "path", "pair"].some((key) => state[key] !== before[key]) || (state.view === "graph" && before.view !== "graph")) canvas.fit();
  else if (state.selected && state.selected !== before.selected) canvas.reveal(state.selected);
  else if (state.shown !== before.shown && Object.keys(state.shown ?? {}).length > Object.keys(before.shown ?? {}).length) canvas.fit();
  const hash = url.write(state);
  if (how !== "replace" && hash !== location.hash) history[how === "act" ? "pushState" : "replaceState"](null, "", hash || location.pathname + location.search);
  requestAnimationFrame(() => setTimeout(() => performance.measure("paint", "paint-start")));
}

/** Open what the address says. */
function open(how) {
  const { state, gone, ends, way, pair } = url.read(location.hash, data);
  store.set(state.shown || state.mode === "map" ? state : { ...state, mode: "map" }, how);
  if (ends) act.path(...ends, way, how);
  else if (pair) act.compare(...pair, how);
  else if (state.focus && !state.shown) act.focus(state.focus, state.steps, how);
  if (ends || pair) store.set({ selected: state.selected }, how);
  if (gone.length) chrome.say(`“${gone[0]}” is not in the notes any more. Search for its new name.`);
}

store.onChange(render);
wire(act, store);
exportsOf(data, store, canvas);
setUpTheme(() => {
  canvas.readTheme();
  if (canvas.state) canvas.show(store.state);
});
listen(act);
byId("copy").addEventListener("click", async () => {
  await navigator.clipboard?.writeText(location.href).catch(() => {});
  byId("copy").textContent = "Copied";
  announce("Link copied");
  setTimeout(() => (byId("copy").textContent = "Copy link"), 1500);
});
addEventListener("popstate", () => open("replace"));
if (api.offline()) for (const id of ["whole", "copy"]) byId(id).hidden = true;

const first = matchMedia("(max-width: 820px)").matches && !location.hash && FIRST_ON_PHONES.find((id) => data.nodes.has(id));
open("replace");
if (first) act.focus(first, 1, "replace");
canvas.fit();
requestAnimationFrame(() => {
  performance.mark("first-draw");
  setTimeout(() => {
    performance.mark("interactive");
    document.documentElement.dataset.ready = "1";
  });
});
window.__fanout = { data, store, canvas, search, act, get labels() { return canvas.labels; } };
