// What can be taken away: the picture, and what is on it as data.
import * as api from "./api.js";
import { sentence } from "./data.js";
import { announce, byId, h } from "./dom.js";
import { relations } from "./scene.js";
import { svg } from "./svg.js";

const SHARP = 2;

/** The menu of the bar; `say` tells of what fails. */
export function exportsOf(data, store, canvas, say) {
  const menu = byId("exports");
  const offer = {
    png: async () => save(await png(svg(data, store.state, canvas)), "fanout.png"),
    svg: () => save(text(svg(data, store.state, canvas).text, "image/svg+xml"), "fanout.svg"),
    ttl: async () => save(text(await api.subgraph("ttl", seen(data, store.state)), "text/turtle"), "fanout.ttl"),
    jsonld: async () => save(text(await api.subgraph("jsonld", seen(data, store.state)), "application/ld+json"), "fanout.jsonld"),
    json: () => save(text(json(data, store.state, canvas), "application/json"), "fanout.json"),
    csv: () => save(text(csv(data, store.state), "text/csv"), "fanout.csv"),
  };
  for (const [id, make] of Object.entries(offer)) {
    byId(id).addEventListener("click", async () => {
      try {
        await make();
        announce("Saved");
      } catch (error) {
        say(`This could not be saved: ${error.message}`);
      }
    });
  }
  menu.addEventListener("click", (event) => event.target.closest("div") && (menu.open = false));
  menu.addEventListener("focusout", (event) => !menu.contains(event.relatedTarget) && (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  });

  /** The ids of what is shown; where that is the whole map, only what the filters leave out. */
  function seen(of, state) {
    const whole = !state.shown && canvas.shown.length === of.nodes.size;
    return { things: whole ? null : canvas.shown.map((node) => node.id), claims: state.mode === "path" ? relations(of, state).map((edge) => edge.id) : null, families: state.off.family, statuses: state.off.status };
  }
}

const text = (body, type) => new Blob([body], { type: `${type};charset=utf-8` });

function save(blob, name) {
  const href = URL.createObjectURL(blob);
  h("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

function json(data, state, canvas) {
  const things = canvas.shown.map(({ id, label, type, category, acronym }) => ({ id, label, type, category, acronym }));
  const told = relations(data, state).map(({ from, relation, to, status }) => ({ from, relation, to, status }));
  return `${JSON.stringify({ things, relations: told }, null, 2)}\n`;
}

/** One relation a row. A cell that a spreadsheet would take for a formula gets an apostrophe. */
function csv(data, state) {
  const cell = (value) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  const rows = relations(data, state).map((edge) => [data.nodes.get(edge.from).label, data.relations.get(edge.relation).label, data.nodes.get(edge.to).label, edge.status, sentence(data, edge, edge.from)]);
  return [["subject", "relation", "object", "status", "sentence"], ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

/** The same picture in pixels, sharp on any screen. */
async function png({ text: source, width, height }) {
  const href = URL.createObjectURL(text(source, "image/svg+xml"));
  try {
    const image = new Image();
    image.src = href;
    await image.decode();
    const copy = Object.assign(document.createElement("canvas"), { width: width * SHARP, height: height * SHARP });
    copy.getContext("2d").drawImage(image, 0, 0, copy.width, copy.height);
    return await new Promise((done) => copy.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(href);
  }
}
