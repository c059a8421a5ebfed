// The details: what a thing is, what it is related to, and the words of the notes that say so.
import * as api from "./api.js";
import { MARKS, other, sentence } from "./data.js";
import { byId, h } from "./dom.js";

const BADGES = { outdated: "outdated", wrong: "wrong in the notes", vague: "vague in the notes", correction: "corrected", clarification: "added by the editors" };
const KINDS = { Limit: "Limits", Rule: "Rules", Comparison: "Comparisons", ClosedList: "Complete lists", Role: "Roles", Flow: "Flows", Step: "Steps" };
const FEW = 6;

export class Panel {
  constructor(data, act) {
    this.data = data;
    this.act = act;
    this.box = byId("panel");
  }

  start() {
    const chip = (id, label) => this.data.nodes.has(id) && h("button", { type: "button", onclick: () => this.act.focus(id) }, label);
    this.#fill(
      h("div", { class: "start" }, h("h2", {}, "How AWS fits together"),
        h("p", {}, `${this.data.nodes.size} services, features and patterns from a learner's notes, ${this.data.edges.length.toLocaleString("en")} relations between them. Each one leads back to the words that say so; what was wrong or is outdated is marked and corrected.`),
        h("p", {}, "Click a thing to read about it. Double-click to see its neighbours. Start with:"),
        h("div", { class: "chips" }, chip("sqs-sns-fan-out", "Fan-out"), chip("athena", "Athena"), chip("gateway-endpoint", "Gateway endpoint"), chip("route53", "Route 53"), chip("lambda", "Lambda")),
        h("h3", {}, "Lines"), h("p", {}, "Dashed: outdated. Dotted: vague or wrong in the notes; the panel has the correction.")));
  }

  async thing(id) {
    const node = this.data.nodes.get(id);
    this.showing = id;
    this.#fill(this.#head(node), h("p", { class: "where" }, "Loading what the notes say …"));
    try {
      const details = await api.thing(id);
      if (this.showing === id) this.#details(node, details);
    } catch (error) {
      if (this.showing === id) this.#trouble(node, error, () => this.thing(id));
    }
  }

  #trouble(node, error, again) {
    this.#fill(node && this.#head(node), h("p", {}, error.message), h("button", { type: "button", onclick: again }, "Try again"));
  }

  #head(node) {
    const category = this.data.categories.get(node.category);
    const type = this.data.types.find((t) => t.id === node.type);
    return h("div", {}, h("p", { class: "kind" }, h("span", { class: `mark ${category.color}`, "aria-hidden": "true" }, MARKS[node.type]), `${type.label} · ${category.label} · ${node.degree} neighbours`), h("h2", { id: "title" }, node.label));
  }

  #details(node, details) {
    const names = details.names.filter((name) => !["preferred", "hidden"].includes(name.kind));
    const expansion = names.filter((n) => n.kind === "expansion").map((n) => n.text);
    const former = names.filter((n) => n.kind === "former").map((n) => n.text);
    const others = names.filter((n) => n.kind === "other" || n.kind === "acronym").map((n) => n.text);
    this.#fill(
      this.#head(node),
      expansion.length > 0 && h("p", { class: "names" }, `stands for ${expansion.join(" / ")}`),
      others.length > 0 && h("p", { class: "names" }, `also: ${others.join(", ")}`),
      former.length > 0 && h("p", { class: "names" }, `formerly: ${former.join(", ")}`),
      h("p", {}, details.definition),
      h("div", { class: "acts" },
        h("button", { type: "button", onclick: () => this.act.focus(node.id) }, "Only its neighbours"),
        h("button", { type: "button", onclick: () => this.act.expand(node.id) }, "Fan out"),
        !api.offline() && h("button", { type: "button", onclick: () => this.act.pathTo(node.id) }, "Path to …"),
        !api.offline() && h("button", { type: "button", onclick: () => this.act.compareWith(node.id) }, "Compare with …")),
      ...details.relations.map((group) => this.#group(group)),
      ...this.#statements(details.statements),
      ...this.#named(details.named));
  }

  #group(group) {
    const items = group.items.map((item) => this.#claim(item, item.thing));
    return h("section", {}, h("h4", {}, `${group.relation.label}`, h("span", {}, String(group.count))), ...items.slice(0, FEW), items.length > FEW && h("details", {}, h("summary", {}, `${items.length - FEW} more`), ...items.slice(FEW)));
  }

  /** The sentence with the other thing as a button, then the quotes. */
  #claim(item, thing = null) {
    const text = item.sentence;
    const at = thing ? text.indexOf(thing.label) : -1;
    const line = at < 0 ? [text] : [text.slice(0, at), h("button", { type: "button", class: "link", onclick: () => this.act.select(thing.id) }, thing.label), text.slice(at + thing.label.length)];
    return h("div", { class: "claim" }, h("p", {}, ...line, BADGES[item.status] && h("span", { class: `badge ${item.status}` }, BADGES[item.status])), ...item.evidence.map((one) => this.quote(one)));
  }

  /** A quote inside the words around it, or what the editors say instead. */
  quote(one) {
    if (one.kind !== "passage") {
      return h("blockquote", { class: one.kind }, h("div", {}, one.reason), h("div", { class: "where" }, `${one.kind === "correction" ? "Correction" : "Clarification"} of ${one.date}. Basis: ${one.basis}.`));
    }
    const correction = one.correction && h("div", {}, `${one.correction.reason} (${one.correction.date}; ${one.correction.basis})`);
    return h("blockquote", { class: one.status }, "…", one.before.slice(-28), h("mark", {}, one.quote), one.after.slice(0, 28), "…", h("div", { class: "where" }, `Notes, ${one.section.title}`), correction);
  }

  #statements(statements) {
    return Object.entries(KINDS).flatMap(([kind, title]) => {
      const found = statements.filter((statement) => statement.kind === kind);
      return found.length ? [h("h3", {}, title), ...found.map((statement) => this.#claim(statement))] : [];
    });
  }

  #named(named) {
    return named.length ? [h("h3", {}, "What the notes call it"), ...named.map((claim) => this.#claim({ ...claim, sentence: `${claim.kind === "acronym" ? "Acronym" : claim.kind === "expansion" ? "In words" : "Name"}: ${claim.text}` }))] : [];
  }

  /** One edge: its sentence and quotes, taken from the details of its subject. */
  async edge(edge) {
    this.showing = edge.id;
    const node = this.data.nodes.get(edge.from);
    try {
      const details = await api.thing(edge.from);
      if (this.showing !== edge.id) return;
      const end = other(edge, edge.from);
      const item = details.relations.filter((g) => g.relation.id === edge.relation).flatMap((g) => g.items).find((i) => i.thing.id === end);
      const open = (id) => h("button", { type: "button", onclick: () => this.act.select(id) }, this.data.nodes.get(id).label);
      this.#fill(h("p", { class: "kind" }, `relation · ${this.data.families.find((f) => f.id === edge.family).label}`), h("h2", { id: "title" }, sentence(this.data, edge, edge.from)), item && this.#claim(item, item.thing), h("div", { class: "acts" }, open(edge.from), open(edge.to)));
    } catch (error) {
      this.#trouble(node, error, () => this.edge(edge));
    }
  }

  /** A path told hop by hop. */
  path(found, index, choose) {
    this.showing = "path";
    const path = found[index];
    this.#fill(h("p", { class: "kind" }, `path · ${path.hops.length} ${path.hops.length === 1 ? "step" : "steps"}`), h("h2", { id: "title" }, `${this.data.nodes.get(path.hops[0].start).label} to ${this.data.nodes.get(path.hops.at(-1).end).label}`),
      found.length > 1 && h("div", { class: "acts" }, ...found.map((_, i) => h("button", { type: "button", "aria-pressed": String(i === index), onclick: () => choose(i) }, `Way ${i + 1}`))),
      ...path.hops.map((hop) => this.#claim(hop, { id: hop.end, label: this.data.nodes.get(hop.end).label })));
  }

  /** Things side by side: what tells them apart first. */
  compare(result) {
    this.showing = "compare";
    const cell = (value) => h("td", {}, value);
    this.#fill(h("p", { class: "kind" }, "comparison"), h("h2", { id: "title" }, result.things.map((t) => t.label).join(" or ")),
      ...result.choose.map((line) => h("p", {}, line)),
      h("table", {}, h("thead", {}, h("tr", {}, h("th", {}, ""), ...result.things.map((t) => h("th", {}, t.label)))), h("tbody", {}, ...result.rows.slice(0, 60).map((row) => h("tr", {}, h("th", { scope: "row" }, row.label), ...row.cells.map((c) => cell(c.value)))))));
  }

  problem(error, again) {
    this.showing = null;
    this.#trouble(null, error, again);
  }

  #fill(...children) {
    this.box.replaceChildren(...children.flat().filter(Boolean));
    this.box.scrollTop = 0;
  }
}
