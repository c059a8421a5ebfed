// What may be done to the things on the canvas: fan out and fold in, add, hide, move, put back. Each is one step that undo takes back.
import { announce } from "./dom.js";
import { expand } from "./ego.js";
import { anchors } from "./scene.js";

const NUDGE = 24;
const UNIT = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] };

export function arranging({ data, store, canvas, say }, act) {
  const label = (id) => data.nodes.get(id).label;
  const chosen = () => store.state.selected ?? store.state.focus;
  const only = (shown, keep) => Object.fromEntries(Object.entries(shown).filter(([id]) => keep(id)));
  /** Show more things than the view began with: from a path or comparison on it is a view around something. */
  const grow = (shown, id) => store.set({ shown, selected: id, edge: null, ask: null, mode: "ego", focus: store.state.focus ?? id, path: null, compared: null });

  /** What was brought by fanning out a thing, and by what that brought. */
  function brought(id) {
    const { shown } = store.state;
    const found = new Set();
    const waiting = [id];
    for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
      for (const [one, { by }] of Object.entries(shown ?? {})) if (by === parent && !found.has(one) && one !== id) waiting.push(one) && found.add(one);
    }
    return found;
  }

  return {
    expand(id = chosen()) {
      if (!id) return;
      const { state } = store;
      if (!state.shown?.[id]) return void act.focus(id);
      const { added, count, left, total } = expand(data, state, id, state.shown);
      if (!count) return void say(`All ${total} neighbours of ${label(id)} are shown.`);
      grow({ ...state.shown, ...Object.fromEntries(Object.entries(added).map(([one, at]) => [one, { ...at, by: id }])) }, id);
      announce(`${count} neighbours added, ${left} more of ${total}.`);
    },
    brought,
    /** Take away what fanning out a thing has brought. */
    collapse(id = chosen()) {
      const gone = brought(id);
      if (!gone.size) return void announce("Nothing to fold in.");
      store.set({ shown: only(store.state.shown, (one) => !gone.has(one)), selected: id, edge: null, ask: null });
      announce(`${gone.size} folded in.`);
    },
    /** Add one thing to what is shown, beside what it is related to. */
    add(id) {
      const { state } = store;
      if (!state.shown || state.shown[id]) return act.select(id);
      const beside = data.near.get(id).map((edge) => (edge.from === id ? edge.to : edge.from)).find((end) => state.shown[end]);
      return grow({ ...state.shown, [id]: { ...freeSpot(state.shown, beside ?? state.focus), by: beside } }, id);
    },
    hide(id = store.state.selected) {
      const { state } = store;
      if (!id || state.hidden.includes(id)) return;
      if (anchors(state).includes(id)) return void say(`${label(id)} is what this view is about: leave the view to hide it.`);
      store.set({ hidden: [...state.hidden, id], selected: null });
      announce(`${label(id)} hidden.`);
    },
    unhide: () => store.set({ hidden: [] }),
    /** Put a thing somewhere else; it is pinned there. */
    move(id, { x, y }) {
      const { shown, pins } = store.state;
      const at = { x: Math.round(x), y: Math.round(y) };
      const { x: oldX, y: oldY, pinned = [oldX, oldY] } = shown?.[id] ?? {};
      if (shown) store.set({ shown: { ...shown, [id]: { ...shown[id], ...at, pinned } } });
      else store.set({ pins: { ...pins, [id]: at } });
    },
    nudge(direction) {
      const at = canvas.at.get(store.state.selected);
      if (!at) return;
      const [dx, dy] = UNIT[direction];
      this.move(at.id, { x: at.x + NUDGE * dx, y: at.y + NUDGE * dy });
      announce(`${at.label} moved ${direction.toLowerCase()}.`);
    },
    pinned: (id) => Boolean(store.state.shown ? store.state.shown[id]?.pinned : store.state.pins[id]),
    /** Put a thing back to where the layout has it; all of them without an id. */
    unpin(id = null) {
      const { state } = store;
      const mine = (one) => id === null || one === id;
      if (!state.shown) return void store.set({ pins: only(state.pins, (one) => !mine(one)) });
      const back = ([one, { pinned, ...at }]) => [one, !pinned ? at : mine(one) ? { ...at, x: pinned[0], y: pinned[1] } : { ...at, pinned }];
      store.set({ shown: Object.fromEntries(Object.entries(state.shown).map(back)) });
    },
    putBack: () => act.unpin(store.state.selected),
    /** How many neighbours of a thing fanning out would add, and how many it has. */
    outlook(id) {
      const { state } = store;
      return expand(data, state, id, state.shown?.[id] ? state.shown : { [id]: { x: 0, y: 0, side: 0 } });
    },
  };
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
