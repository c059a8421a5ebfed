// Everything a person can do, by mouse, keyboard, panel or table: each action is one change of the state.
import { expand, stations, versus, widened } from "./ego.js";
import { announce } from "./dom.js";
import { paths } from "./paths.js";
import { START } from "./state.js";
import { walker } from "./walk.js";

/** The actions of a page. `page` has data, store, canvas, say(text, cancel) and narrow(). */
export function actions(page) {
  const { data, store } = page;
  let picking = null;
  const label = (id) => data.nodes.get(id).label;
  const reach = () => Math.min(250, Math.max(70, page.canvas.element.clientWidth / 2 - 190));

  /** Wait for a second thing: clicked, searched or chosen in a list. */
  function pick(text, then) {
    picking = (id) => {
      picking = null;
      page.say(null);
      then(id);
    };
    page.say(text, () => (picking = null));
  }

  const act = {
    select(id) {
      if (picking) return picking(id);
      const { shown } = store.state;
      if (shown && !shown[id]) return act.focus(id);
      return store.set({ selected: id });
    },
    found: (id) => (picking ? picking(id) : act.focus(id)),
    focus(id, steps = store.state.steps, how = "act") {
      const { shown, left } = widened(data, store.state, id, steps, reach());
      store.set({ mode: "ego", focus: id, selected: id, shown, path: null, pair: null, steps }, how);
      announce(`${label(id)} with ${Object.keys(shown).length - 1} around it${left ? `, ${left} more` : ""}`);
    },
    expand(id = store.state.selected ?? store.state.focus) {
      if (!id) return;
      const { state } = store;
      if (!state.shown?.[id]) return void act.focus(id);
      const { added, count, left, total } = expand(data, state, id, state.shown);
      if (!count) return void page.say(`All ${total} neighbours of ${label(id)} are shown.`);
      store.set({ shown: { ...state.shown, ...added }, selected: id, mode: "ego", focus: state.focus ?? id, path: null, pair: null });
      announce(`${count} neighbours added, ${left} more of ${total}.`);
    },
    /** Add one thing to what is shown, beside what it is related to. */
    add(id) {
      const { state } = store;
      if (!state.shown || state.shown[id]) return act.select(id);
      const beside = data.near.get(id).map((edge) => (edge.from === id ? edge.to : edge.from)).find((end) => state.shown[end]);
      const spot = freeSpot(state.shown, beside ?? state.focus);
      return store.set({ shown: { ...state.shown, [id]: spot }, selected: id, mode: "ego", focus: state.focus ?? id, path: null, pair: null });
    },
    hide(id = store.state.selected) {
      const { shown, focus } = store.state;
      if (!shown?.[id] || id === focus) return;
      const rest = Object.fromEntries(Object.entries(shown).filter(([one]) => one !== id));
      store.set({ shown: rest, selected: null });
      announce(`${label(id)} hidden.`);
    },
    steps: (steps) => (store.state.focus || store.state.selected) && act.focus(store.state.focus ?? store.state.selected, steps),
    map: () => store.set({ mode: "map", focus: null, shown: null, path: null, pair: null, steps: 1, view: "graph" }),
    clear() {
      if (picking) {
        picking = null;
        page.say(null);
      } else if (store.state.selected) store.set({ selected: null });
      else if (store.state.mode !== "map") act.map();
    },
    reset: () => store.set({ ...START, selected: store.state.selected }),
    unfilter: () => store.set({ off: START.off }),
    undo: () => store.undo(),
    redo: () => store.redo(),
    view: (view) => store.set({ view }),
    fit: () => page.canvas.fit(),
    zoom: (factor) => page.canvas.zoom(factor),
    region: (category) => page.canvas.fit(page.canvas.shown.filter((node) => node.category === category)),
    pathFrom(from) {
      pick(`Click or search the other end of the path from ${label(from)}`, (to) => act.path(from, to));
    },
    path(from, to, way = 0, how = "act") {
      const found = from === to ? [] : paths(data, store.state, from, to);
      if (!found.length) return void page.say(`Nothing in the notes connects ${label(from)} and ${label(to)}.`);
      const chosen = found[Math.min(way, found.length - 1)];
      const shown = stations([from, ...chosen.map((hop) => hop.end)], page.canvas.element.clientWidth);
      const path = { ends: [from, to], ways: found.map((hops) => hops.map((hop) => hop.edge.id)), way: Math.min(way, found.length - 1) };
      store.set({ mode: "path", focus: null, selected: null, pair: null, shown, path }, how);
      return undefined;
    },
    compareWith(left) {
      pick(`Click or search what to compare ${label(left)} with`, (right) => act.compare(left, right));
    },
    compare(left, right, how = "act") {
      if (left === right) return void page.say("Choose another thing to compare it with.");
      const { shown } = versus(data, store.state, [left, right]);
      store.set({ mode: "compare", focus: null, selected: null, path: null, pair: [left, right], shown }, how);
      return undefined;
    },
    /** How many neighbours of a thing an expansion would add, and how many it has. */
    outlook(id) {
      const { state } = store;
      const shown = state.shown?.[id] ? state.shown : { [id]: { x: 0, y: 0, side: 0 } };
      return expand(data, state, id, shown);
    },
  };
  return Object.assign(act, walker(page, act));
}

function freeSpot(shown, beside) {
  const at = shown[beside] ?? { x: 0, y: 0 };
  const places = Object.values(shown);
  for (let turn = 1; turn < 400; turn += 1) {
    const reach = 70 + 14 * Math.sqrt(turn);
    const angle = turn * 2.399963;
    const spot = { x: Math.round(at.x + 1.8 * reach * Math.cos(angle)), y: Math.round(at.y + reach * Math.sin(angle)), side: Math.cos(angle) < 0 ? -1 : 1 };
    if (!places.some((place) => Math.abs(place.x - spot.x) < 150 && Math.abs(place.y - spot.y) < 26)) return spot;
  }
  return { x: at.x, y: at.y + 60, side: 0 };
}
