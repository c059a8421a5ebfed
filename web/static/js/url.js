// The whole view in the address, so that a link reopens it and Back works.
import { FILTERS, START } from "./state.js";

const KEYS = { family: "xf", status: "xs", type: "xt", category: "xc" };
const VIEWS = ["outline", "table", "relations"];
const FAR = 1e5;

/** The hash for a state, only what differs from the start; `camera` is { x, y, scale } where somebody moved it. */
export function write(state, camera = null) {
  const parts = new URLSearchParams();
  if (state.mode !== "map") parts.set("m", state.mode);
  if (state.focus) parts.set("f", state.focus);
  if (state.selected) parts.set("n", state.selected);
  if (state.edge) parts.set("e", state.edge);
  if (state.ask) parts.set("q", state.ask);
  if (state.view !== "graph") parts.set("v", state.view);
  if (state.steps !== 1) parts.set("s", String(state.steps));
  for (const list of FILTERS) if (state.off[list].length) parts.set(KEYS[list], state.off[list].join(" "));
  if (state.hidden.length) parts.set("h", state.hidden.join(" "));
  if (state.path) parts.set("p", [...state.path.ends, state.path.way].join(" "));
  if (state.compared) parts.set("c", state.compared.join(" "));
  const places = state.shown ?? state.pins;
  if (Object.keys(places).length) parts.set("at", Object.entries(places).map(place).join(" "));
  if (camera) parts.set("z", [camera.x.toFixed(1), camera.y.toFixed(1), camera.scale.toFixed(5)].join("_"));
  const text = parts.toString();
  return text ? `#${text}` : "";
}

const place = ([id, { x, y, side, by, pinned }]) => [id, x, y, side ?? 0, by ?? "", ...(pinned ?? [])].join("_").replace(/_+$/, "");

/** The state in a hash with its camera; things that are no longer there are left out and named in `gone`. */
export function read(hash, data) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const words = (key) => (parts.get(key) ?? "").split(" ").filter(Boolean);
  const once = (list) => [...new Set(list)];
  const there = (list, word) => [...data.nodes.values(), ...data.edges].some((one) => one[list] === word);
  const known = (id) => (id && data.nodes.has(id) ? id : null);
  const gone = [...words("f"), ...words("n"), ...words("p").slice(0, 2), ...words("c")].filter((id) => !data.nodes.has(id));
  const state = {
    ...START, selected: known(parts.get("n")), edge: data.edge.has(parts.get("e")) ? parts.get("e") : null, ask: parts.get("q")?.slice(0, 200) || null,
    off: Object.fromEntries(FILTERS.map((list) => [list, once(words(KEYS[list]).filter((word) => there(list, word)))])), hidden: once(words("h").filter(known)),
    view: VIEWS.includes(parts.get("v")) ? parts.get("v") : "graph", steps: Math.min(3, Math.max(1, parseInt(parts.get("s")) || 1)),
  };
  const places = placesIn(words("at"), known);
  const focus = known(parts.get("f"));
  const [from, to, way] = words("p");
  const compared = words("c").filter(known).slice(0, 3);
  const found = { state, gone: [...new Set(gone)], places, camera: cameraIn(parts.get("z")), ends: null, way: Math.max(0, parseInt(way) || 0), compared: null };
  if (known(from) && known(to)) found.ends = [from, to];
  else if (compared.length > 1) found.compared = compared;
  else if (parts.get("m") === "ego" && focus) Object.assign(state, { mode: "ego", focus, shown: places[focus] ? places : null });
  else state.pins = Object.fromEntries(Object.entries(places).map(([id, { x, y }]) => [id, { x, y }]));
  return found;
}

function placesIn(entries, known) {
  const places = {};
  for (const entry of entries) {
    const [id, x, y, side, by, ...pinned] = entry.split("_");
    if (!known(id)) continue;
    places[id] = { x: within(x), y: within(y), side: within(side) };
    if (known(by)) places[id].by = by;
    if (pinned.length === 2) places[id].pinned = pinned.map(within);
  }
  return places;
}

/** A number that can be drawn with, whatever somebody wrote. */
const within = (text) => Math.max(-FAR, Math.min(FAR, Number(text) || 0));

function cameraIn(text) {
  const [x, y, scale] = (text ?? "").split("_").map(Number);
  return scale > 0.01 && scale < 20 && Math.abs(x) < FAR && Math.abs(y) < FAR ? { x, y, scale } : null;
}
