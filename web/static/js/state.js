// What is on the canvas and how it came there. Pure: no element, no drawing; every change is a new value that undo can go back to.

export const MOST = 60;
const NARROW = globalThis.innerWidth < 520; // a phone has room for few, and for shorter names
export const MORE = NARROW ? 9 : 25;
/** Units that a name takes beside its thing. */
export const NAME = NARROW ? 80 : 175;

/** The lists of a state's `off`, in the order of the legend. */
export const FILTERS = ["family", "status", "type", "category"];

/**
 * `mode` is map, ego, path or compare. `shown` says where things stand outside the map: {id: {x, y, side, by, pinned}}, `by` the
 * thing whose fanning out brought it, `pinned` [x, y] where it stood before somebody moved it. `pins` are places on the map that somebody chose, `hidden` the ids taken away, `off` what the
 * filters hide, `edge` the relation being read, `compared` two or three ids, `ask` a name that was looked for.
 */
export const START = Object.freeze({
  mode: "map", focus: null, selected: null, edge: null, shown: null, path: null, compared: null, ask: null, view: "graph", steps: 1,
  pins: Object.freeze({}), hidden: Object.freeze([]), off: Object.freeze({ family: [], status: [], type: [], category: [] }),
});

export class Store {
  #past = [];
  #future = [];
  #listeners = [];

  constructor(state = START) {
    this.state = state;
  }

  /** Be told of every change with the new state, the old one and what did it. */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** Change some members. `how` is "act" (undo goes back before it), "view" (not a step) or "replace" (from the address). */
  set(changes, how = "act") {
    const before = this.state;
    if (how !== "replace" && Object.keys(changes).every((key) => changes[key] === before[key])) return;
    this.state = Object.freeze({ ...before, ...changes });
    if (how === "act") {
      this.#past.push(before);
      this.#future = [];
    }
    this.#tell(before, how);
  }

  undo() {
    this.#swap(this.#past, this.#future);
  }

  redo() {
    this.#swap(this.#future, this.#past);
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  #swap(from, to) {
    if (!from.length) return;
    const before = this.state;
    to.push(before);
    this.state = from.pop();
    this.#tell(before, "act");
  }

  #tell(before, how) {
    for (const listener of this.#listeners) listener(this.state, before, how);
  }
}

/** Whether an object of filters hides anything. */
export const filtered = (off) => FILTERS.some((kind) => off[kind].length > 0);

/** Whether a node passes the filters of a state and is not hidden by itself. */
export const nodePasses = (state) => {
  const [types, categories, hidden] = [state.off.type, state.off.category, state.hidden].map((list) => new Set(list));
  return (node) => !types.has(node.type) && !categories.has(node.category) && !hidden.has(node.id);
};

/** Whether an edge passes the filters of a state. */
export const edgePasses = (state) => {
  const [families, statuses] = [state.off.family, state.off.status].map((list) => new Set(list));
  return (edge) => !families.has(edge.family) && !statuses.has(edge.status);
};

/** One filter row switched on or off. */
export function toggled(off, kind, id) {
  const list = off[kind];
  return { ...off, [kind]: list.includes(id) ? list.filter((one) => one !== id) : [...list, id] };
}
