// Moving through the graph by keyboard, and what is said on the way.
import { neighbours, told } from "./data.js";
import { announce } from "./dom.js";
import { edgePasses, nodePasses } from "./state.js";

const UNIT = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] };

/** Two actions: `neighbour(step)` goes round the neighbours of one thing, `walk(direction)` goes to what lies there. */
export function walker({ data, store, canvas }) {
  let middle = null;

  function describe(id) {
    const node = data.nodes.get(id);
    const type = data.types.find((one) => one.id === node.type).label;
    return `${node.label}, ${type}, ${data.categories.get(node.category).label}, ${node.degree} neighbours`;
  }

  function neighbour(step) {
    const { state } = store;
    middle = state.focus ?? middle ?? state.selected;
    if (!middle) return;
    const around = neighbours(data, middle, nodePasses(state), edgePasses(state)).filter((n) => !state.shown || state.shown[n.id]);
    if (!around.length) return;
    const now = around.findIndex((n) => n.id === state.selected);
    const at = now < 0 && step < 0 ? around.length - 1 : (now + step + around.length) % around.length;
    store.set({ selected: around[at].id }, "view");
    announce(`${describe(around[at].id)}; neighbour ${at + 1} of ${around.length}, ${told(data, around[at].edges[0], middle)}`);
  }

  function walk(direction) {
    const { selected, focus } = store.state;
    const from = canvas.at.get(selected) ?? canvas.at.get(focus);
    const to = from ? next(from, UNIT[direction]) : [...canvas.at.values()].sort((a, b) => b.degree - a.degree)[0];
    if (!to) return void announce("Nothing further in that direction.");
    middle = null;
    store.set({ selected: to.id }, "view");
    announce(describe(to.id));
  }

  /** The thing ahead: a neighbour if there is one, then the nearest that lies least to the side. */
  function next(from, [ux, uy]) {
    const linked = canvas.around(from.id);
    let best = null;
    for (const node of canvas.at.values()) {
      const [dx, dy] = [node.x - from.x, node.y - from.y];
      const along = dx * ux + dy * uy;
      const across = Math.abs(dx * uy) + Math.abs(dy * ux);
      if (along < 1 || across > 1.2 * along) continue;
      const cost = along + 2 * across + (linked.has(node.id) ? 0 : 1e5);
      if (!best || cost < best.cost) best = { node, cost };
    }
    return best?.node;
  }

  return { neighbour, walk };
}
