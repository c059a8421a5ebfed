// The whole view in the address, so that a link reopens it and Back works.
import { START } from "./state.js";

const LISTS = ["type", "category", "family"];

/** The hash for a state: only what differs from the start. */
export function write(state) {
  const parts = new URLSearchParams();
  if (state.mode !== "map") parts.set("m", state.mode);
  if (state.focus) parts.set("f", state.focus);
  if (state.selected) parts.set("n", state.selected);
  if (state.view !== "graph") parts.set("v", state.view);
  if (state.steps !== 1) parts.set("s", String(state.steps));
  for (const list of LISTS) if (state.off[list].length) parts.set(`x${list[0]}`, state.off[list].join(" "));
  if (state.mode === "path") parts.set("p", [...state.path.ends, state.path.way].join(" "));
  if (state.mode === "compare") parts.set("c", state.pair.join(" "));
  if (state.mode === "ego") parts.set("at", Object.entries(state.shown).map(([id, { x, y, side }]) => `${id},${x},${y},${side}`).join(" "));
  const text = parts.toString();
  return text ? `#${text}` : "";
}

/** The state in a hash; things that are no longer there are left out and named in `gone`. */
export function read(hash, data) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const known = (id) => (id && data.nodes.has(id) ? id : null);
  const gone = ["f", "n"].map((key) => parts.get(key)).filter((id) => id && !data.nodes.has(id));
  const off = Object.fromEntries(LISTS.map((list) => [list, (parts.get(`x${list[0]}`) ?? "").split(" ").filter(Boolean)]));
  const state = { ...START, selected: known(parts.get("n")), off, view: ["outline", "table"].includes(parts.get("v")) ? parts.get("v") : "graph", steps: Math.min(3, Math.max(1, Number(parts.get("s")) || 1)) };
  const focus = known(parts.get("f"));
  if (parts.get("m") === "ego" && focus) {
    const shown = {};
    for (const entry of (parts.get("at") ?? "").split(" ").filter(Boolean)) {
      const [id, x, y, side] = entry.split(",");
      if (data.nodes.has(id)) shown[id] = { x: Number(x) || 0, y: Number(y) || 0, side: Number(side) || 0 };
    }
    Object.assign(state, { mode: "ego", focus, shown: shown[focus] ? shown : null });
  }
  const [from, to, way] = (parts.get("p") ?? "").split(" ");
  const pair = (parts.get("c") ?? "").split(" ");
  return { state, gone, ends: known(from) && known(to) ? [from, to] : null, way: Number(way) || 0, pair: pair.length === 2 && pair.every(known) ? pair : null };
}
