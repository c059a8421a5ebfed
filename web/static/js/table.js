// The tables: the things shown and the relations between them, sorted by any column.
import { badge, to } from "./claims.js";
import { h } from "./dom.js";

const PAGE = 200;
const STATUS = { stated: "as the notes say", correction: "corrected", clarification: "added by the editors", outdated: "outdated", vague: "vague", wrong: "wrong", implied: "implied" };

export class Tables {
  constructor(data, act) {
    Object.assign(this, { data, act, orders: { table: { column: "thing", up: true }, relations: { column: "from", up: true } } });
    const label = (id) => data.nodes.get(id).label;
    const link = (id) => to({ id, label: label(id) }, act.select);
    const type = (node) => data.types.find((one) => one.id === node.type).label;
    const relation = (edge) => data.relations.get(edge.relation).label;
    const family = (edge) => data.families.find((one) => one.id === edge.family).label;
    this.columns = {
      table: {
        thing: { head: "Thing", value: (node) => node.label, cell: (node) => link(node.id) }, type: { head: "Class", value: type },
        category: { head: "Category", value: (node) => data.categories.get(node.category).label }, degree: { head: "Neighbours", value: (node) => node.degree },
      },
      relations: {
        from: { head: "Thing", value: (edge) => label(edge.from), cell: (edge) => link(edge.from) },
        relation: { head: "Relation", value: relation, cell: (edge) => h("button", { type: "button", class: "source", "aria-label": `Evidence: ${label(edge.from)} ${relation(edge)} ${label(edge.to)}`, onclick: () => act.read(edge.id) }, relation(edge)) },
        to: { head: "Thing", value: (edge) => label(edge.to), cell: (edge) => link(edge.to) }, family: { head: "Family", value: family },
        status: { head: "Status", value: (edge) => STATUS[edge.status], cell: (edge) => badge(edge.status) || STATUS[edge.status] },
      },
    };
  }

  build({ view }, nodes, edges) {
    const rows = view === "table" ? nodes : edges;
    const tab = (id, text) => h("button", { type: "button", "aria-pressed": String(view === id), onclick: () => this.act.view(id) }, text);
    this.place = h("div", { class: "sheet" });
    this.#fill(view, rows, PAGE);
    return [h("div", { class: "views", role: "group", "aria-label": "Table of" }, tab("table", `Things (${nodes.length})`), tab("relations", `Relations (${edges.length})`)), this.place];
  }

  #fill(view, rows, most) {
    const columns = Object.entries(this.columns[view]);
    const { column, up } = this.orders[view];
    const { value } = this.columns[view][column];
    const sign = up ? 1 : -1;
    const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
    const sorted = [...rows].sort((a, b) => sign * compare(value(a), value(b)) || (a.id < b.id ? -1 : 1));
    const line = (row) => h("tr", { "data-id": row.id }, ...columns.map(([name, { value: plain, cell }]) => h("td", { class: name === "degree" ? "number" : false }, (cell ?? ((one) => String(plain(one))))(row))));
    const heads = columns.map(([name, { head }]) => this.#head(view, name, head, () => this.#fill(view, rows, most)));
    const more = rows.length > most && h("p", {}, h("button", { type: "button", onclick: () => this.#fill(view, rows, most + PAGE) }, `${Math.min(PAGE, rows.length - most)} more of ${rows.length - most}`));
    const focused = document.activeElement?.closest?.("th")?.dataset.column;
    this.place.replaceChildren(h("table", { class: view }, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...sorted.slice(0, most).map(line))), ...(more ? [more] : []));
    if (focused) this.place.querySelector(`th[data-column="${focused}"] button`)?.focus();
  }

  /** A column's head, which sorts by it: numbers from the largest, words from A, the other way when asked again. */
  #head(view, name, text, redo) {
    const order = this.orders[view];
    const current = order.column === name;
    const sort = () => {
      this.orders[view] = { column: name, up: current ? !order.up : name !== "degree" };
      redo();
    };
    const sorted = current ? (order.up ? "ascending" : "descending") : "none";
    return h("th", { scope: "col", "data-column": name, class: name === "degree" ? "number" : false, "aria-sort": sorted }, h("button", { type: "button", onclick: sort }, text));
  }

  /** The row of what is selected on the canvas stands out. */
  mark({ selected, edge }) {
    for (const row of this.place.querySelectorAll("tr[data-id]")) row.classList.toggle("chosen", row.dataset.id === (edge ?? selected));
  }
}
