// Where two or three compared things stand: what they share between them, what each has alone on its outer side. Pure.
import { neighbours } from "./data.js";
import { edgePasses, nodePasses } from "./state.js";

const PITCH = 44;
const NARROW = 520;

/** { shown: {id: {x, y, side}} } for two or three ids; `wide` is the room there is in pixels. */
export function versus(data, state, ids, wide = 900) {
  const sets = ids.map((id) => new Set(neighbours(data, id, nodePasses(state), edgePasses(state)).map((found) => found.id).filter((one) => !ids.includes(one))));
  const groups = new Map();
  for (const one of new Set(sets.flatMap((set) => [...set]))) {
    const key = ids.map((_, index) => (sets[index].has(one) ? index : "")).join("");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const of = (key, most) => (groups.get(key) ?? []).slice(0, wide < NARROW ? Math.ceil(most / 3) : most);
  const shown = ids.length === 2 ? two(ids, of) : three(ids, of);
  const tight = wide < NARROW ? ([id, at]) => [id, { ...at, x: Math.round(at.x * (ids.length === 2 ? 0.42 : 0.55)) }] : (one) => one;
  return { shown: Object.fromEntries(Object.entries(shown).map(tight)) };
}

function two([left, right], of) {
  return {
    [left]: { x: -150, y: 0, side: 0 }, [right]: { x: 150, y: 0, side: 0 },
    ...stack(of("01", 12), { x: 0, apart: 58 }), ...stack(of("0", 12), { x: -215, side: -1 }), ...stack(of("1", 12), { x: 215, side: 1 }),
  };
}

/** Two above, one below; what two share stands between them, what all share in the middle. */
function three([left, right, below], of) {
  return {
    [left]: { x: -215, y: -170, side: 0 }, [right]: { x: 215, y: -170, side: 0 }, [below]: { x: 0, y: 215, side: 0 },
    ...stack(of("012", 4), { x: 0, y: 0 }), ...stack(of("01", 4), { x: 0, y: -250 }),
    ...stack(of("02", 3), { x: -150, y: 70 }), ...stack(of("12", 3), { x: 150, y: 70 }),
    ...stack(of("0", 9), { x: -275, y: -170, side: -1 }), ...stack(of("1", 9), { x: 275, y: -170, side: 1 }),
    ...fan(of("2", 10)),
  };
}

/** A column around a point, bent towards it at both ends. */
function stack(ids, { x, y = 0, side = 0, apart = side ? 56 : 46 }) {
  const pitch = Math.min(64, Math.max(PITCH, 640 / Math.max(ids.length, 1)));
  return Object.fromEntries(ids.map((id, index) => {
    const off = Math.round((index - (ids.length - 1) / 2) * Math.min(pitch, apart));
    return [id, { x: Math.round(x + side * 46 * Math.cos((off / 380) * 1.2)), y: y + off, side }];
  }));
}

/** Two columns below. */
function fan(ids) {
  return Object.fromEntries(ids.map((id, index) => {
    const side = index % 2 ? 1 : -1;
    return [id, { x: side * (70 + 12 * Math.floor(index / 2)), y: 256 + PITCH * Math.floor(index / 2), side }];
  }));
}
