// The outline: a tree of the things shown, each with its relations as sentences. Arrow keys walk it.
import { FAMILY_HUES, sentence } from "./data.js";
import { h } from "./dom.js";

const PAGE = 60;
const DOUBTS = { outdated: "outdated", vague: "vague in the notes", wrong: "wrong in the notes", correction: "corrected", clarification: "added by the editors" };

export class Outline {
  constructor(data, act) {
    Object.assign(this, { data, act, items: new Map() });
  }

  /** The elements of the outline: what is in the middle first, then the best connected. */
  build(state, nodes, edges) {
    const first = state.focus ?? state.selected;
    this.told = new Map(nodes.map((node) => [node.id, []]));
    for (const edge of edges) this.told.get(edge.from).push(edge);
    this.order = nodes.filter((node) => this.told.get(node.id).length || node.id === first || nodes.length < PAGE).sort((a, b) => (b.id === first) - (a.id === first) || b.degree - a.degree || (a.id < b.id ? -1 : 1));
    this.items = new Map();
    this.tree = h("ul", { role: "tree", class: "outline", "aria-label": "What is shown, as sentences", onkeydown: (event) => this.#key(event), onclick: (event) => this.#click(event) });
    this.more = h("button", { type: "button", onclick: () => this.#fill() }, "");
    this.parts = h("p", {}, this.more);
    this.#fill();
    this.#tab(this.tree.querySelector("[role=treeitem]"));
    return [this.tree, this.parts];
  }

  /** Put the next things into the tree. */
  #fill() {
    const done = this.items.size;
    for (const node of this.order.slice(done, done + PAGE)) this.#thing(node);
    const left = this.order.length - this.items.size;
    this.parts.hidden = !left;
    this.more.textContent = `${Math.min(left, PAGE)} more of ${left}`;
  }

  #thing(node) {
    const { data } = this;
    const edges = this.told.get(node.id);
    const type = data.types.find((one) => one.id === node.type).label;
    const sentences = edges.map((edge) => h("li", { role: "treeitem", tabindex: "-1", "data-edge": edge.id, "aria-selected": "false" },
      h("span", { class: `dash ${FAMILY_HUES[edge.family]}`, "aria-hidden": "true" }), h("span", {}, sentence(data, edge, node.id)), DOUBTS[edge.status] && h("span", { class: `badge ${edge.status}` }, DOUBTS[edge.status])));
    const item = h("li", { role: "treeitem", tabindex: "-1", "data-thing": node.id, "aria-selected": "false", "aria-expanded": edges.length ? "true" : false },
      h("span", { class: "thing" }, h("b", {}, node.label), h("span", { class: "meta" }, ` ${type}, ${node.degree} ${node.degree === 1 ? "neighbour" : "neighbours"}`)),
      edges.length > 0 && h("ul", { role: "group" }, ...sentences));
    this.items.set(node.id, item);
    this.tree.append(item);
  }

  /** What is selected on the canvas is selected here. */
  mark({ selected, edge }) {
    const wanted = edge ? this.tree.querySelector(`[data-edge="${CSS.escape(edge)}"]`) : this.items.get(selected);
    for (const one of this.tree.querySelectorAll("[aria-selected=true]")) one.setAttribute("aria-selected", "false");
    if (!wanted) return;
    wanted.setAttribute("aria-selected", "true");
    if (this.tree.contains(document.activeElement)) return;
    this.#tab(wanted);
    wanted.scrollIntoView({ block: "nearest" });
  }

  /** One item can be reached by Tab. */
  #tab(item) {
    this.tree.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    item?.setAttribute("tabindex", "0");
  }

  #go(item) {
    if (!item) return;
    this.#tab(item);
    item.focus();
    if (item.dataset.thing) this.act.look(item.dataset.thing);
  }

  #open(item, open) {
    item.setAttribute("aria-expanded", String(open));
    item.querySelector("[role=group]").hidden = !open;
  }

  #choose(item) {
    if (item.dataset.thing) this.act.select(item.dataset.thing);
    else this.act.read(item.dataset.edge);
  }

  #click({ target }) {
    const item = target.closest("[role=treeitem]");
    if (!item) return;
    this.#tab(item);
    this.#choose(item);
  }

  #key(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const seen = [...this.tree.querySelectorAll("[role=treeitem]")].filter((one) => !one.parentElement.hidden);
    const at = seen.indexOf(item);
    const expanded = item.getAttribute("aria-expanded");
    const parent = item.parentElement.closest("[role=treeitem]");
    const keys = {
      ArrowDown: () => this.#go(seen[at + 1]), ArrowUp: () => this.#go(seen[at - 1]), Home: () => this.#go(seen[0]), End: () => this.#go(seen.at(-1)),
      ArrowRight: () => (expanded === "false" ? this.#open(item, true) : expanded && this.#go(seen[at + 1])),
      ArrowLeft: () => (expanded === "true" ? this.#open(item, false) : this.#go(parent)),
      Enter: () => this.#choose(item), " ": () => this.#choose(item),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  }
}
