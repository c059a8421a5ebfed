// Everything a person can do, by mouse, keyboard, panel or table: each action is one change of the state.
import { arranging } from "./arrange.js";
import { apart, stations, widened } from "./ego.js";
import { announce, byId } from "./dom.js";
import { paths, sharedBy } from "./paths.js";
import { START, filtered } from "./state.js";
import { versus } from "./versus.js";
import { walker } from "./walk.js";

const MOST_COMPARED = 3;
const NOTHING_READ = { selected: null, edge: null, ask: null };
const NO_STORY = { path: null, compared: null };

/** The actions of a page. `page` has data, store, canvas and say(text, {cancel, offer}). */
export function actions(page) {
  const { data, store } = page;
  let picking = null;
  const label = (id) => data.nodes.get(id).label;
  const width = () => page.canvas.element.clientWidth;
  const reach = () => Math.min(250, Math.max(70, width() / 2 - 190));

  /** Wait for a second thing: clicked, searched or chosen in a list. */
  function pick(text, then) {
    picking = (id) => {
      picking = null;
      page.say(null);
      then(id);
    };
    page.say(text, { cancel: () => (picking = null) });
  }

  const act = {
    select(id) {
      if (picking) return picking(id);
      const { shown } = store.state;
      if (shown && !shown[id]) return act.focus(id);
      return store.set({ ...NOTHING_READ, selected: id });
    },
    /** As select, on a walk: no step that undo goes back to. */
    look: (id) => store.set({ selected: id, edge: null, ask: null }, "view"),
    found: (id) => (picking ? picking(id) : act.focus(id)),
    /** Read what the notes say about one relation. */
    read: (edge) => store.set({ edge, ask: null }),
    /** The relation between what is selected and what is in the middle. */
    readHere() {
      const { selected, focus } = store.state;
      const edge = data.near.get(selected)?.find(({ from, to }) => selected !== focus && [from, to].includes(focus)) ?? data.near.get(selected ?? focus)?.[0];
      if (edge) act.read(edge.id);
    },
    /** Look for a name or for words of the notes; what there is stands in the panel. */
    ask: (text) => store.set({ ...NOTHING_READ, ask: text }),
    focus(id, steps = store.state.steps, how = "act") {
      const { shown, left } = widened(data, store.state, id, steps, reach());
      for (const [one, at] of Object.entries(store.state.shown ?? {})) if (at.pinned && shown[one] && one !== id) shown[one] = { ...at, pinned: [shown[one].x, shown[one].y] };
      store.set({ ...NOTHING_READ, ...NO_STORY, mode: "ego", focus: id, selected: id, shown, steps, hidden: store.state.hidden.filter((one) => one !== id) }, how);
      announce(`${label(id)} with ${Object.keys(shown).length - 1} around it${left ? `, ${left} more` : ""}`);
    },
    steps: (steps) => (store.state.focus || store.state.selected) && act.focus(store.state.focus ?? store.state.selected, steps),
    map: () => store.set({ ...NO_STORY, edge: null, mode: "map", focus: null, shown: null, steps: 1, view: "graph" }),
    clear() {
      const { selected, edge, ask, mode } = store.state;
      if (picking) {
        picking = null;
        page.say(null);
      } else if (edge || ask) store.set({ edge: null, ask: null });
      else if (selected) store.set({ selected: null });
      else if (mode !== "map") act.map();
    },
    reset: () => store.set({ ...START, selected: store.state.selected }),
    filters: () => byId("filters-open").offsetParent ? byId("filters-open").click() : document.querySelector("#filters .row")?.focus(),
    unfilter: () => store.set({ off: START.off, hidden: START.hidden }),
    /** As sentences: only what the notes have outdated, vague or wrong. */
    doubted() {
      const held = [...new Set(data.edges.filter((edge) => !edge.doubted).map((edge) => edge.status))];
      store.set({ ...START, view: "outline", off: { ...START.off, status: held } });
    },
    undo: () => store.undo(),
    redo: () => store.redo(),
    view: (view) => store.set({ view }),
    fit: () => page.canvas.fit(undefined, true),
    zoom: (factor) => page.canvas.zoom(factor),
    region: (category) => page.canvas.fit(page.canvas.shown.filter((node) => node.category === category), true),
    pathFrom(from = store.state.selected ?? store.state.focus) {
      if (from) pick(`Click or search the other end of the path from ${label(from)}`, (to) => act.path(from, to));
    },
    path(from, to, way = 0, how = "act") {
      const found = from === to ? [] : paths(data, store.state, from, to);
      if (!found.length) return void noPath(from, to, how);
      const chosen = found[Math.min(way, found.length - 1)];
      const shown = stations([from, ...chosen.map((hop) => hop.end)], width());
      const path = { ends: [from, to], ways: found.map((hops) => hops.map((hop) => hop.edge.id)), way: Math.min(way, found.length - 1), shared: [] };
      store.set({ ...NOTHING_READ, mode: "path", focus: null, compared: null, shown, path }, how);
      announce(`Path from ${label(from)} to ${label(to)}: ${chosen.length} ${chosen.length === 1 ? "step" : "steps"}, way ${path.way + 1} of ${found.length}`);
      return undefined;
    },
    compareWith(one = store.state.selected ?? store.state.focus) {
      const { compared } = store.state;
      const ids = compared?.includes(one) || (compared && !one) ? compared : one ? [one] : null;
      if (!ids) return;
      if (ids.length >= MOST_COMPARED) return void page.say("Three things are compared already: take one away first.");
      pick(`Click or search what to compare ${ids.map(label).join(" and ")} with`, (other) => act.compare([...ids, other]));
    },
    compare(things, how = "act") {
      const ids = [...new Set(things)].slice(0, MOST_COMPARED);
      if (ids.length < 2) return void page.say("Choose another thing to compare it with.");
      const { shown } = versus(data, store.state, ids, width());
      store.set({ ...NOTHING_READ, mode: "compare", focus: null, path: null, compared: ids, shown }, how);
      announce(`${ids.map(label).join(", ")} compared`);
      return undefined;
    },
  };

  /** Nothing connects two things: what they share stands between them, and the panel tells what is said of both. */
  function noPath(from, to, how) {
    if (from === to) return page.say("A path needs two different things.");
    const { state } = store;
    const open = { ...state, off: START.off, hidden: START.hidden };
    const hindered = (filtered(state.off) || state.hidden.length > 0) && paths(data, open, from, to).length > 0;
    const without = () => {
      store.set({ off: START.off, hidden: START.hidden });
      act.path(from, to);
    };
    if (hindered) return page.say(`With these filters nothing connects ${label(from)} and ${label(to)}.`, { offer: ["Without the filters", without] });
    const shared = sharedBy(data, open, from, to);
    const shown = apart([from, to], shared.map(({ id }) => id), width());
    store.set({ ...NOTHING_READ, mode: "path", focus: null, compared: null, shown, path: { ends: [from, to], ways: [[]], way: 0, shared } }, how);
    return announce(`Nothing in the notes connects ${label(from)} and ${label(to)}${shared.length ? `. They share ${shared.map(({ id }) => label(id)).join(", ")}` : ""}`);
  }

  return Object.assign(act, arranging(page, act), walker(page, act));
}
