// Every action by keyboard; single letters rest while somebody types, and for good where somebody wants that.
import { byId, h } from "./dom.js";

const KEPT = "fanout-letters";
const KEYS = [
  ["/", "search; Shift Enter adds to the view"],
  ["Arrow keys", "walk to the neighbour in that direction"],
  ["N, P", "next, previous neighbour"],
  ["Enter, D", "read the details"],
  ["R", "read the relation to the middle: its evidence"],
  ["E, C", "fan out, fold in"],
  ["H", "hide"],
  ["Shift + arrows", "move the thing; B puts it back"],
  ["W, X", "path to …, compare with …"],
  ["1, 2, 3", "steps around the thing"],
  ["0, M", "the map"],
  ["G, O, T", "graph, outline, table"],
  ["L, S", "filters, copy the link"],
  ["F, +, −", "fit, closer, further"],
  ["Z, Shift Z", "undo, redo"],
  ["Esc", "clear"],
  ["?", "this list"],
];

export function listen(act) {
  const dialog = byId("keys");
  const letters = h("input", { type: "checkbox", checked: kept() !== "off", onchange: () => keep(letters.checked ? "on" : "off") });
  dialog.replaceChildren(
    h("h2", { id: "keys-title" }, "Keys"),
    h("dl", {}, ...KEYS.flatMap(([key, text]) => [h("dt", {}, ...key.split(", ").map((one) => h("kbd", {}, one))), h("dd", {}, text)])),
    h("form", { method: "dialog" }, h("label", {}, letters, " Single letters are keys"), h("button", {}, "Close")));
  const show = () => dialog.showModal();
  byId("help").addEventListener("click", show);
  const plain = {
    "/": () => byId("search").focus(), Escape: () => act.clear(), "?": show,
    e: () => act.expand(), c: () => act.collapse(), h: () => act.hide(), b: () => act.putBack(), r: () => act.readHere(), w: () => act.pathFrom(), x: () => act.compareWith(),
    f: act.fit, z: act.undo, Z: act.redo, m: act.map, d: () => byId("panel").focus(), l: () => act.filters(), s: () => byId("copy").click(),
    g: () => act.view("graph"), o: () => act.view("outline"), t: () => act.view("table"),
    0: act.map, 1: () => act.steps(1), 2: () => act.steps(2), 3: () => act.steps(3),
    n: () => act.neighbour(1), p: () => act.neighbour(-1), "+": () => act.zoom(1.35), "-": () => act.zoom(1 / 1.35),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest("input, textarea, select")) return;
    if (!letters.checked && /^[a-z0-9]$/i.test(event.key)) return;
    const onStage = event.target === document.body || event.target.closest("#stage");
    if (event.key.startsWith("Arrow") && onStage) (event.shiftKey ? act.nudge(event.key.slice(5)) : act.walk(event.key.slice(5)));
    else if (event.key === "Enter" && onStage) byId("panel").focus();
    else if (plain[event.key]) plain[event.key]();
    else return;
    event.preventDefault();
  });
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // storage is closed, as from file:// in some browsers
  }
}

function keep(value) {
  try {
    localStorage.setItem(KEPT, value);
  } catch {
    // the choice holds until the page is left
  }
}
