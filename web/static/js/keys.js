// Every action by keyboard; single letters rest while somebody types.
import { byId, h } from "./dom.js";

const KEYS = [["/", "search"], ["Arrow keys", "walk to the neighbour in that direction"], ["N, P", "next, previous neighbour"], ["Enter", "read the details"], ["E", "fan out"], ["1, 2, 3", "steps around the thing"], ["0 or M", "the map"], ["O, T, G", "outline, table, graph"], ["F", "fit"], ["+, −", "zoom"], ["Z, Shift Z", "undo, redo"], ["Esc", "clear"], ["?", "this list"]];

export function listen(act) {
  const dialog = byId("keys");
  dialog.replaceChildren(h("h2", {}, "Keys"), h("dl", {}, ...KEYS.flatMap(([key, text]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, text)])), h("form", { method: "dialog" }, h("button", {}, "Close")));
  byId("help").addEventListener("click", () => dialog.showModal());
  const plain = { "/": act.search, e: act.expand, f: act.fit, z: act.undo, Z: act.redo, o: act.outline, t: act.table, g: act.graph, 0: act.map, m: act.map, 1: () => act.steps(1), 2: () => act.steps(2), 3: () => act.steps(3), n: () => act.neighbour(1), p: () => act.neighbour(-1), "+": act.zoomIn, "-": act.zoomOut, "?": () => dialog.showModal(), Escape: act.clear };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const typing = event.target.closest("input, textarea, select");
    if (typing) return;
    const onStage = event.target === document.body || event.target.closest("#stage");
    if (event.key.startsWith("Arrow") && onStage) act.walk(event.key.slice(5));
    else if (event.key === "Enter" && onStage) act.details();
    else if (plain[event.key]) plain[event.key]();
    else return;
    event.preventDefault();
  });
}
