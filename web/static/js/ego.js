// Where things stand when the map gives way to one thing and its neighbours. Pure: ids and numbers in, positions out.
import { FAMILY_HUES, neighbours, told } from "./data.js";
import { MORE, MOST, edgePasses, nodePasses } from "./state.js";

const ROW = 30;
const WIDTH = 330;
const FAMILIES = Object.keys(FAMILY_HUES);

/** Neighbours of a thing on two arcs, grouped by relation; returns { shown: {id: {x, y, side}}, left: n, total: n }. */
export function ego(data, state, focus, most = MOST) {
  const all = neighbours(data, focus, nodePasses(state), edgePasses(state));
  const drawn = all.slice(0, most).map((found) => ({ ...found, group: group(data, found.edges[0], focus) }));
  drawn.sort((a, b) => a.group.order.localeCompare(b.group.order) || b.edges.length - a.edges.length || (a.id < b.id ? -1 : 1));
  const half = Math.ceil(drawn.length / 2);
  const shown = { [focus]: { x: 0, y: 0, side: 0 } };
  const sides = [drawn.slice(0, half), drawn.slice(half).reverse()];
  sides.forEach((column, index) => {
    const side = index === 0 ? 1 : -1;
    const pitch = Math.min(84, Math.max(ROW, 620 / Math.max(column.length, 1)));
    const height = Math.max((column.length * pitch) / 2, 130);
    column.forEach((found, row) => {
      const y = (row - (column.length - 1) / 2) * pitch;
      const bend = Math.sqrt(Math.max(0, 1 - (y / (height + 60)) ** 2));
      shown[found.id] = { x: Math.round(side * (120 + (WIDTH - 120) * (0.45 + 0.55 * bend))), y: Math.round(y), side };
    });
  });
  return { shown, total: all.length, left: all.length - drawn.length };
}

/** The relation that groups a neighbour: family, relation and direction. */
export function group(data, edge, focus) {
  return { order: `${FAMILIES.indexOf(edge.family)} ${edge.relation} ${edge.from === focus}`, text: told(data, edge, focus), family: edge.family };
}

/** Once per sector: the relation's name and how many it leads to, between the middle and the ring. */
export function sectors(data, shown, focus) {
  const found = new Map();
  for (const edge of data.near.get(focus) ?? []) {
    const end = edge.from === focus ? edge.to : edge.from;
    const place = shown[end];
    if (!place || end === focus || !place.side) continue;
    const { text, family } = group(data, edge, focus);
    const key = `${text} ${place.side}`;
    const sector = found.get(key) ?? { text, family, ends: new Set(), x: 0, y: 0 };
    if (!sector.ends.has(end)) {
      sector.ends.add(end);
      sector.x += place.x;
      sector.y += place.y;
    }
    found.set(key, sector);
  }
  return [...found.values()].map((s) => ({ text: s.ends.size > 1 ? `${s.text} ${s.ends.size}` : s.text, family: s.family, weight: s.ends.size, x: (s.x / s.ends.size) * 0.6, y: (s.y / s.ends.size) * 0.78 }));
}

/** The strongest neighbours not yet shown, on a golden-angle spiral around their parent; nothing that is there moves. */
export function expand(data, state, parent, shown, most = MORE) {
  const all = neighbours(data, parent, nodePasses(state), edgePasses(state));
  const fresh = all.filter((found) => !shown[found.id]);
  const places = Object.values(shown);
  const at = shown[parent];
  const outward = Math.atan2(at.y, at.x || 1e-6);
  const added = {};
  let turn = 0;
  for (const found of fresh.slice(0, most)) {
    let place;
    do {
      turn += 1;
      const angle = outward + turn * 2.399963;
      const reach = 46 + 20 * Math.sqrt(turn);
      place = { x: Math.round(at.x + reach * 1.7 * Math.cos(angle)), y: Math.round(at.y + reach * Math.sin(angle)), side: Math.cos(angle) >= 0 ? 1 : -1 };
    } while (turn < 900 && places.some((p) => Math.abs(p.x - place.x) < 84 && Math.abs(p.y - place.y) < 25));
    places.push(place);
    added[found.id] = place;
  }
  return { added, count: Math.min(most, fresh.length), left: Math.max(0, fresh.length - most), total: all.length };
}

/** Within more steps: each further step adds the strongest neighbours of what is there, up to the most that is readable. */
export function widened(data, state, focus, steps) {
  let { shown, left, total } = ego(data, state, focus, steps > 1 ? MOST / 2 : MOST);
  for (let step = 2; step <= steps; step += 1) {
    for (const id of Object.keys(shown)) {
      const room = MOST + 1 - Object.keys(shown).length;
      if (room <= 0) return { shown, left, total };
      if (id !== focus) shown = { ...shown, ...expand(data, state, id, shown, Math.min(3, room)).added };
    }
  }
  return { shown, left, total };
}

/** A path as a line of stations. `hops` are { start, end }. */
export function stations(hops) {
  const ids = [hops[0].start, ...hops.map((hop) => hop.end)];
  return Object.fromEntries(ids.map((id, index) => [id, { x: Math.round((index - (ids.length - 1) / 2) * 250), y: index % 2 ? 70 : -70, side: 0 }]));
}
