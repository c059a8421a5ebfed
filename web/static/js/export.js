// What can be taken away: the picture, and what is on it as data.
import { FAMILY_HUES, sentence } from "./data.js";
import { announce, byId, h } from "./dom.js";
import { FONT } from "./labels.js";
import { relations } from "./scene.js";

/** The menu of the bar. */
export function exportsOf(data, store, canvas) {
  const menu = byId("exports");
  const offer = {
    png: async () => save(await png(data, store.state, canvas), "fanout.png"),
    json: () => save(text(json(data, store.state, canvas), "application/json"), "fanout.json"),
    csv: () => save(text(csv(data, store.state, canvas), "text/csv"), "fanout.csv"),
  };
  for (const [id, make] of Object.entries(offer)) byId(id).addEventListener("click", () => Promise.resolve(make()).then(() => announce("Saved")));
  menu.addEventListener("click", (event) => event.target.closest("div") && (menu.open = false));
  menu.addEventListener("focusout", (event) => !menu.contains(event.relatedTarget) && (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  });
}

const text = (body, type) => new Blob([body], { type: `${type};charset=utf-8` });

function save(blob, name) {
  const href = URL.createObjectURL(blob);
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

function json(data, state, canvas) {
  const things = canvas.shown.map(({ id, label, type, category, acronym }) => ({ id, label, type, category, acronym }));
  const relations = relations(data, state).map(({ from, relation, to, status }) => ({ from, relation, to, status }));
  return `${JSON.stringify({ things, relations }, null, 2)}\n`;
}

/** One relation a row. A cell that a spreadsheet would take for a formula gets an apostrophe. */
function csv(data, state, canvas) {
  const cell = (value) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  const rows = relations(data, state).map((edge) => [data.nodes.get(edge.from).label, data.relations.get(edge.relation).label, data.nodes.get(edge.to).label, edge.status, sentence(data, edge, edge.from)]);
  return [["subject", "relation", "object", "status", "sentence"], ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

/** The stage at the screen's resolution with a title and, where relations are coloured, what the colours mean. */
function png(data, state, canvas) {
  const source = canvas.element.querySelector("canvas");
  const bar = Math.round(44 * devicePixelRatio);
  const copy = document.createElement("canvas");
  Object.assign(copy, { width: source.width, height: source.height + bar });
  const ctx = copy.getContext("2d");
  ctx.fillStyle = canvas.theme.ground;
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(source, 0, 0);
  ctx.scale(devicePixelRatio, devicePixelRatio);
  const y = source.height / devicePixelRatio + 22;
  const middle = state.focus ?? state.selected;
  Object.assign(ctx, { font: `600 14px ${FONT}`, fillStyle: canvas.theme.ink, textBaseline: "middle" });
  const title = `Fanout · ${middle ? data.nodes.get(middle).label : "how AWS fits together"}`;
  ctx.fillText(title, 16, y);
  let x = 16 + ctx.measureText(title).width + 24;
  ctx.font = `400 12px ${FONT}`;
  for (const family of state.mode === "map" ? [] : data.families.filter((one) => one.count)) {
    ctx.fillStyle = canvas.theme[FAMILY_HUES[family.id]];
    ctx.fillRect(x, y - 1.5, 16, 3);
    ctx.fillText(family.label, x + 21, y);
    x += ctx.measureText(family.label).width + 40;
  }
  return new Promise((done) => copy.toBlob(done, "image/png"));
}
