// The data of the stand-alone file: JSON by columns, bzip2, base64 (web/view.py packs it) become what the page's own block of data holds.
import "bz2"; // is then globalThis.bz2
import { other } from "../data.js";
import { Carried } from "./carried.js";

const BELIEVED = new Set(["stated", "correction", "clarification", "implied"]);

const packed = atob(document.getElementById("packed").textContent.trim());
const bytes = globalThis.bz2.decompress(Uint8Array.from(packed, (letter) => letter.charCodeAt(0)));
const raw = JSON.parse(new TextDecoder().decode(bytes));

/** Columns as rows; a column of few different values is the values and places among them. */
function rows(columns) {
  const full = columns.map(([kinds, values]) => (kinds ? values.map((place) => kinds[place]) : values));
  return full[0]?.map((_, index) => full.map((column) => column[index])) ?? [];
}

raw.graph.nodes = rows(raw.graph.nodes);
raw.graph.edges = rows(raw.graph.edges);
let start = 0;
for (const edge of raw.graph.edges) {
  start += edge[0];
  edge[0] = start;
}

/** How many things each is related to, by relations that are believed, and its first acronym: they follow from the rest. */
globalThis.fanoutAlone = {
  raw,
  carried(data) {
    const { carried } = data.meta;
    [...data.nodes.values()].forEach((node, index) => {
      node.degree = new Set(data.near.get(node.id).filter((edge) => BELIEVED.has(edge.status)).map((edge) => other(edge, node.id))).size;
      node.acronym = carried.names[index].find(([kind]) => kind === "acronym")?.[1] ?? null;
    });
    return new Carried(data, carried);
  },
};
