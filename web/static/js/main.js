// Puts the page together: data, state, picture, panel, search, filters, text, address, keys.
import { actions } from "./actions.js";
import * as api from "./api.js";
import { Canvas } from "./canvas.js";
import { readData } from "./data.js";
import { byId, copy } from "./dom.js";
import { exportsOf } from "./export.js";
import { Filters } from "./filters.js";
import { listen } from "./keys.js";
import { Chrome, wire } from "./page.js";
import { Panel } from "./panel.js";
import { best } from "./paths.js";
import { watch } from "./pulse.js";
import { sameQuestion } from "./same.js";
import { question, relations } from "./scene.js";
import { Search } from "./search.js";
import { Store } from "./state.js";
import { TextViews } from "./text.js";
import { setUpTheme } from "./theme.js";
import * as url from "./url.js";

const FIRST_ON_PHONES = ["sqs-sns-fan-out", "fan-out"];

performance.mark("data");
const alone = globalThis.fanoutAlone; // what the stand-alone file carries
const data = readData(alone?.raw);
if (alone) api.carry(alone.carried(data));
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
  edge: (id) => act.read(id),
  region: (id) => act.region(id),
  clear: () => store.state.selected && store.set({ selected: null }),
  expand: (id) => act.expand(id),
  moved: (id, at) => act.move(id, at),
  looked: () => remember(),
  hinted: (id) => chrome.hint(id, canvas),
});
const page = { data, store, canvas, say: (text, choices) => chrome.say(text, choices) };
const act = actions(page);
for (const name of ["select", "expand"]) {
  const work = act[name];
  act[name] = (...arguments_) => measured(name, () => work(...arguments_));
}
const chrome = new Chrome(data, store, act);
const panel = new Panel(data, act);
const filters = new Filters(data, store, { steps: act.steps, measured });
const text = new TextViews(data, act);
const search = new Search(data, { found: act.found, add: act.add, ask: act.ask });

function render(state, before, how) {
  performance.mark("paint-start");
  canvas.show(state);
  filters.show(state);
  text.show(state);
  chrome.show(state, canvas);
  panel.show(state, before);
  if (["mode", "focus", "steps", "path", "compared"].some((key) => state[key] !== before[key]) || (state.view === "graph" && before.view !== "graph")) canvas.fit();
  else if (state.selected && state.selected !== before.selected) canvas.reveal(state.selected);
  else if (state.shown !== before.shown && Object.keys(state.shown ?? {}).length > Object.keys(before.shown ?? {}).length) canvas.include();
  address(how === "act" ? "pushState" : "replaceState", how);
  requestAnimationFrame(() => setTimeout(() => performance.measure("paint", "paint-start")));
}

/** Write the view into the address, unless it comes from there. */
function address(method, how) {
  const hash = url.write(store.state, canvas.camera);
  if (how !== "replace" && hash !== location.hash) history[method](null, "", hash || location.pathname + location.search);
}

let looking;
/** The camera goes into the address when it has come to rest. */
function remember() {
  clearTimeout(looking);
  looking = setTimeout(() => address("replaceState"), 250);
}

/** Open what the address says. */
function open(how) {
  const { state, gone, ends, way, compared, places, camera } = url.read(location.hash, data);
  store.set(state.shown || state.mode === "map" ? state : { ...state, mode: "map" }, how);
  if (ends) act.path(...ends, way, how);
  else if (compared) act.compare(compared, how);
  else if (state.focus && !state.shown) {
    act.focus(state.focus, state.steps, how);
    if (state.selected || state.edge) store.set({ selected: state.selected, edge: state.edge }, how);
  }
  if (ends || compared) store.set({ selected: state.selected, edge: state.edge, shown: placed(store.state.shown, places) }, how);
  if (camera) canvas.camera = camera;
  else canvas.fit();
  if (gone.length) chrome.say(`“${gone[0]}” is not in the notes any more.`, { offer: ["Look for it", () => act.ask(gone[0].replaceAll("-", " "))] });
}

/** Where somebody moved things that are shown. */
const placed = (shown, places) => shown && Object.fromEntries(Object.entries(shown).map(([id, at]) => [id, places[id] ?? at]));

store.onChange(render);
wire(act, store);
exportsOf(data, store, canvas, (text) => chrome.say(text));
sameQuestion(() => url.write(store.state));
setUpTheme(() => {
  canvas.readTheme();
  if (canvas.state) canvas.show(store.state);
});
listen(act);
byId("copy").addEventListener("click", async ({ currentTarget: button }) => {
  const done = await copy(location.href, button);
  if (!done) chrome.say("The browser does not let this page copy: the link stands in its address bar.");
  else if (!button.offsetParent) chrome.say("Link copied.");
});
addEventListener("popstate", () => open("replace"));
if (!api.offline()) watch(data.meta.dataset, (...said) => chrome.say(...said));
if (api.offline()) for (const id of ["whole", "copy", "same"]) byId(id).hidden = true;

const first = matchMedia("(max-width: 820px)").matches && !location.hash && FIRST_ON_PHONES.find((id) => data.nodes.has(id));
open("replace");
if (first) act.focus(first, 1, "replace");
requestAnimationFrame(() => {
  performance.mark("first-draw");
  setTimeout(() => {
    performance.mark("interactive");
    document.documentElement.dataset.ready = "1";
  });
});
window.__fanout = { api, best, data, store, canvas, search, act, question: () => question(data, store.state), relations: () => relations(data, store.state), get labels() { return canvas.labels; } };
