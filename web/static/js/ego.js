// Where things stand when the map gives way to a few of them. Pure: ids and numbers in, positions out.
import { FAMILY_HUES, neighbours, told } from "./data.js";
import { MORE, MOST, NAME, edgePasses, nodePasses } from "./state.js";

const REACH = 250;
const NARROW = 120;
const MOST_NARROW = 16;
export const COLUMN = 230;
const FAMILIES = Object.keys(FAMILY_HUES);

/** The relation that groups a neighbour: its name told from the middle, its family, and its place in the order. */
function group(data, edge, focus) {
  const text = told(data, edge, focus);
  return { text, family: edge.family, order: `${FAMILIES.indexOf(edge.family)} ${text}` };
}

/** A neighbour stands where its most telling relation puts it, one that is believed if there is one: structure last, because it is the most common. */
function mainGroup(data, edges, focus) {
  const held = edges.filter((edge) => !edge.doubted);
  return (held.length ? held : edges).map((edge) => group(data, edge, focus)).sort((a, b) => (a.order < b.order ? 1 : -1))[0];
}

/**
 * A thing in the middle and its neighbours on a ring, relation by relation: { shown: {id: {x, y, side}}, left, total }.
 * `reach` is the ring's half width in units; rows stay far enough apart for their names.
 */
export function ego(data, state, focus, { most = MOST, reach = REACH } = {}) {
  const all = neighbours(data, focus, nodePasses(state), edgePasses(state));
  const drawn = all.slice(0, most).map((found) => ({ id: found.id, group: mainGroup(data, found.edges, focus) }));
  drawn.sort((a, b) => (a.group.order === b.group.order ? (a.id < b.id ? -1 : 1) : a.group.order < b.group.order ? -1 : 1));
  const cut = halfway(drawn);
  const shown = { [focus]: { x: 0, y: 0, side: 0 } };
  column(drawn.slice(0, cut), 1, reach, shown);
  column(drawn.slice(cut).reverse(), -1, reach, shown);
  return { shown, total: all.length, left: all.length - drawn.length };
}

/** Where to cut the ring in two: between two relations, if one ends near the half. */
function halfway(drawn) {
  const half = Math.ceil(drawn.length / 2);
  const slack = Math.max(1, Math.floor(drawn.length / 6));
  for (let step = 0; step <= slack; step += 1) {
    for (const at of [half + step, half - step]) {
      if (at > 0 && at < drawn.length && drawn[at].group.order !== drawn[at - 1].group.order) return at;
    }
  }
  return half;
}

/** One side of the ring, from top to bottom, with some air between two relations. */
function column(rows, side, reach, shown) {
  const pitch = Math.min(reach < NARROW ? 36 : 78, Math.max(24, 660 / Math.max(rows.length, 1)));
  let y = 0;
  const ys = rows.map((row, index) => {
    if (index) y += pitch + (row.group.order === rows[index - 1].group.order ? 0 : pitch * 0.3);
    return y;
  });
  const top = y / 2;
  rows.forEach((row, index) => {
    const place = ys[index] - top;
    const bend = Math.sqrt(Math.max(0, 1 - (place / Math.max(top * 1.25, 160)) ** 2));
    shown[row.id] = { x: Math.round(side * reach * (0.5 + 0.5 * bend)), y: Math.round(place), side };
  });
}

/** Once per side and relation: its name, how many it leads to, and where to write it, between the middle and the ring. */
export function sectors(data, state) {
  const { shown, focus } = state;
  const found = new Map();
  for (const { id, edges } of neighbours(data, focus, nodePasses(state), edgePasses(state))) {
    const { text, family } = mainGroup(data, edges, focus);
    const place = shown[id];
    const key = `${text} ${place?.side ?? ""}`;
    const sector = found.get(key) ?? { text, family, ids: [], x: 0, y: 0 };
    sector.ids.push(id);
    if (place) {
      sector.x += place.x;
      sector.y += place.y;
    }
    found.set(key, sector);
  }
  const rest = new Map();
  for (const sector of found.values()) if (!shown[sector.ids[0]]) rest.set(sector.text, sector.ids.length);
  return [...found.values()]
    .filter((sector) => shown[sector.ids[0]]?.side)
    .map(({ text, family, ids, x, y }) => {
      const count = ids.length;
      const more = rest.get(text) ?? 0;
      rest.delete(text);
      const name = more ? `${text} · ${count} + ${more} more` : count > 1 ? `${text} · ${count}` : text;
      return { text: name, family, weight: count, x: (x / count) * 0.58, y: (y / count) * 0.64 };
    });
}

/** The strongest neighbours not yet shown, on a golden-angle spiral around their parent; nothing that is there moves. */
export function expand(data, state, parent, shown, most = MORE) {
  const all = neighbours(data, parent, nodePasses(state), edgePasses(state));
  const fresh = all.filter((found) => !shown[found.id]);
  const places = Object.values(shown);
  const at = shown[parent];
  const added = {};
  let turn = 0;
  for (const found of fresh.slice(0, most)) {
    let place;
    do {
      turn += 1;
      place = spiral(at, turn);
    } while (turn < 900 && places.some((p) => crowded(p, place)));
    places.push(place);
    added[found.id] = place;
  }
  return { added, count: Math.min(most, fresh.length), left: Math.max(0, fresh.length - most), total: all.length };
}

function spiral(at, turn) {
  const outward = Math.atan2(at.y, at.x || 1e-6);
  const angle = outward + turn * 2.399963;
  const reach = 70 + 26 * Math.sqrt(turn);
  const side = Math.abs(at.x) > 20 ? Math.sign(at.x) : Math.cos(angle) >= 0 ? 1 : -1;
  return { x: Math.round(at.x + reach * 1.9 * Math.cos(angle)), y: Math.round(at.y + reach * Math.sin(angle)), side };
}

/** Whether two places are too near: a name stands beside each, on its side, in a row of its own. */
function crowded(one, other) {
  const extent = ({ x, side }) => (side < 0 ? [x - NAME, x + 20] : side > 0 ? [x - 20, x + NAME] : [x - 80, x + 80]);
  const [a, b] = [extent(one), extent(other)];
  return a[0] < b[1] && b[0] < a[1] && Math.abs(one.y - other.y) < 34;
}

/**
 * Within one step the ring; within more, the strongest neighbours of each layer stand in a column further out, on the side
 * of the thing that leads to them. Never more in all than can be read.
 */
export function widened(data, state, focus, steps, reach = REACH) {
  if (steps < 2) return ego(data, state, focus, { most: reach < NARROW ? MOST_NARROW : MOST, reach });
  const found = ego(data, state, focus, { most: Math.round(MOST / (steps + 1)), reach: 150 });
  const { shown } = found;
  let layer = Object.keys(shown).filter((id) => id !== focus);
  for (let step = 2; step <= steps; step += 1) {
    layer.sort((a, b) => shown[a].side - shown[b].side || shown[a].y - shown[b].y);
    const room = Math.floor((MOST + 1 - Object.keys(shown).length) / (steps - step + 1));
    layer = outwards(data, state, shown, layer, { room, x: 150 + COLUMN * (step - 1) });
  }
  return found;
}

/** Add one column on each side: the neighbours of a layer that are not shown yet, two or three of each thing. */
function outwards(data, state, shown, layer, { room, x }) {
  const each = Math.max(1, Math.min(3, Math.floor(room / Math.max(1, layer.length)) + 1));
  const sides = { "-1": [], 1: [] };
  const taken = new Set(Object.keys(shown));
  for (const parent of layer) {
    const fresh = neighbours(data, parent, nodePasses(state), edgePasses(state)).filter(({ id }) => !taken.has(id));
    for (const { id } of fresh.slice(0, Math.min(each, room - sides[1].length - sides["-1"].length))) {
      taken.add(id);
      sides[shown[parent].side].push(id);
    }
  }
  for (const [side, ids] of Object.entries(sides)) {
    const pitch = Math.min(54, Math.max(34, 700 / Math.max(ids.length, 1)));
    ids.forEach((id, index) => (shown[id] = { x: Number(side) * x, y: Math.round((index - (ids.length - 1) / 2) * pitch), side: Number(side) }));
  }
  return [...sides["-1"], ...sides[1]];
}

/** Two things that nothing connects, far apart, with what both are related to between them. */
export function apart([one, other], shared, wide = 800) {
  const narrow = wide < 520;
  const high = (shared.length + 1) * 32;
  const ends = narrow ? [{ x: 0, y: -high, side: 0 }, { x: 0, y: high, side: 0 }] : [{ x: -270, y: 0, side: 0 }, { x: 270, y: 0, side: 0 }];
  const row = (id, index) => [id, { x: narrow ? (index % 2 ? 44 : -44) : 0, y: Math.round((index - (shared.length - 1) / 2) * 64), side: narrow ? (index % 2 ? 1 : -1) : 0 }];
  return { [one]: ends[0], [other]: ends[1], ...Object.fromEntries(shared.map(row)) };
}

/** A path as a line of stations. `ids` in the order of the walk; `wide` is the room there is. */
export function stations(ids, wide = 800) {
  if (wide < 520) return Object.fromEntries(ids.map((id, index) => [id, { x: index % 2 ? 40 : -40, y: Math.round((index - (ids.length - 1) / 2) * 96), side: index % 2 ? 1 : -1 }]));
  return Object.fromEntries(ids.map((id, index) => [id, { x: Math.round((index - (ids.length - 1) / 2) * 210), y: index % 2 ? 62 : -62, side: 0 }]));
}
