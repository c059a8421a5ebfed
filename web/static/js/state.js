// What is on the canvas and how it came there. Pure: no element, no drawing; every change is a new value that undo can go back to.

export const MOST = 60;
export const MORE = 25;

/** `mode` is map, ego, path or compare; `shown` says where things stand outside the map; `off` is what the filters hide. */
export const START = Object.freeze({
  mode: "map", focus: null, selected: null, shown: null, path: null, pair: null, view: "graph", steps: 1,
  off: Object.freeze({ type: [], category: [], family: [] }),
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
export const filtered = (off) => off.type.length + off.category.length + off.family.length > 0;

/** Whether a node passes the filters of a state. */
export const nodePasses = (state) => {
  const types = new Set(state.off.type);
  const categories = new Set(state.off.category);
  return (node) => !types.has(node.type) && !categories.has(node.category);
};

/** Whether an edge passes the filters of a state. */
export const edgePasses = (state) => {
  const families = new Set(state.off.family);
  return (edge) => !families.has(edge.family);
};

/** One filter row switched on or off. */
export function toggled(off, kind, id) {
  const list = off[kind];
  return { ...off, [kind]: list.includes(id) ? list.filter((one) => one !== id) : [...list, id] };
}
