// The picture as text, in step with the canvas: an outline of sentences, and a table.
import { badge, to } from "./claims.js";
import { sentence } from "./data.js";
import { byId, h } from "./dom.js";
import { edgePasses, nodePasses } from "./state.js";

const PAGE = 200;

export class TextViews {
  constructor(data, act) {
    this.data = data;
    this.act = act;
    this.box = byId("text");
    this.order = { column: "label", up: true };
  }

  show(state) {
    this.box.hidden = state.view === "graph";
    if (state.view === "graph") return;
    this.state = state;
    const passes = nodePasses(state);
    this.nodes = state.shown ? Object.keys(state.shown).map((id) => this.data.nodes.get(id)) : [...this.data.nodes.values()].filter(passes);
    this.ids = new Set(this.nodes.map((node) => node.id));
    if (state.view === "outline") this.#outline(PAGE);
    else this.#table(PAGE);
  }

  #link(id, text = this.data.nodes.get(id).label) {
    return to({ id, label: text }, this.act.select);
  }

  #outline(most) {
    const passes = edgePasses(this.state);
    const first = this.state.focus ?? this.state.selected;
    const nodes = [...this.nodes].sort((a, b) => (b.id === first) - (a.id === first) || b.degree - a.degree || (a.id < b.id ? -1 : 1));
    const parts = [];
    let lines = 0;
    for (const node of nodes) {
      if (lines >= most) break;
      const edges = this.data.near.get(node.id).filter((edge) => edge.from === node.id && this.ids.has(edge.to) && passes(edge));
      if (!edges.length && node.id !== first) continue;
      lines += edges.length;
      parts.push(h("h2", {}, this.#link(node.id)), h("ul", {}, ...edges.map((edge) => h("li", {}, sentence(this.data, edge, node.id).slice(0, -1), badge(edge.status)))));
    }
    this.#fill(parts, lines >= most && (() => this.#outline(most + PAGE)));
  }

  #table(most) {
    const value = { label: (n) => n.label, type: (n) => n.type, category: (n) => this.data.categories.get(n.category).label, degree: (n) => n.degree }[this.order.column];
    const sign = this.order.up ? 1 : -1;
    const rows = [...this.nodes].sort((a, b) => sign * (typeof value(a) === "number" ? value(a) - value(b) : value(a).localeCompare(value(b))));
    const head = (column, text) => h("th", { scope: "col", class: column === "degree" ? "number" : false, "aria-sort": this.order.column === column ? (this.order.up ? "ascending" : "descending") : "none" }, h("button", { type: "button", onclick: () => { this.order = { column, up: this.order.column === column ? !this.order.up : column !== "degree" }; this.#table(most); } }, text));
    const table = h("table", {}, h("thead", {}, h("tr", {}, head("label", "Thing"), head("type", "Class"), head("category", "Category"), head("degree", "Neighbours"))),
      h("tbody", {}, ...rows.slice(0, most).map((node) => h("tr", {}, h("td", {}, this.#link(node.id)), h("td", {}, this.data.types.find((type) => type.id === node.type).label), h("td", {}, this.data.categories.get(node.category).label), h("td", { class: "number" }, String(node.degree))))));
    this.#fill([table], rows.length > most && (() => this.#table(most + PAGE)));
  }

  #fill(parts, more) {
    this.box.replaceChildren(...parts, ...(more ? [h("p", {}, h("button", { type: "button", onclick: more }, "More"))] : []));
  }
}
