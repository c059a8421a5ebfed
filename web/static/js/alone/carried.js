// The answers that the stand-alone file carries, in the shapes that a server gives. api/carried.py says what is carried and what follows from it.
import { sentence } from "../data.js";
import { compare } from "./compare.js";
import { look } from "./look.js";
import { rdf } from "./rdf.js";
import { statements } from "./statements.js";

const CONTEXT = 60;
const ORDER = ["stated", "correction", "clarification", "implied", "vague", "outdated", "wrong"];

/** The most believable status among evidence. */
export const best = (evidence) => ORDER.find((status) => evidence.some((one) => one.status === status)) ?? "implied";

export class Carried {
  constructor(data, carried) {
    Object.assign(this, { data, carried, letters: [...carried.text], ids: [...data.nodes.keys()] });
    this.place = new Map(this.ids.map((id, index) => [id, index]));
    this.proofs = this.#evidence();
    this.number = new Map(this.proofs.map((one, index) => [one.id, index]));
    this.statements = statements(this);
    data.edges.forEach((edge, index) => (edge.proof = carried.proofs[index].map((one) => this.proofs[one])));
    this.named = carried.named.thing.map((thing, index) => {
      const evidence = carried.named.proof[index].map((one) => this.proofs[one]);
      const name = carried.named.name[index];
      const [kind, text] = typeof name === "number" ? this.#known(thing)[name] : name;
      return { thing: this.ids[thing], kind, text, status: evidence[0].status, evidence };
    });
  }

  #evidence() {
    const { passages, remarks, sections } = this.carried;
    const titles = new Map(sections.map(([id, title]) => [id, title]));
    const told = remarks.id.map((id, index) => ({
      kind: remarks.status[index], id, status: remarks.status[index], reason: remarks.reason[index], date: remarks.date[index], basis: remarks.basis[index], corrects: null,
    }));
    let start = 0;
    const quoted = passages.id.map((name, index) => {
      const id = name.startsWith("/") ? name.slice(1) : `${passages.section[index]}-${name}`;
      start += passages.step[index];
      const end = start + passages.length[index];
      const cut = (from, to) => this.letters.slice(Math.max(0, from), to).join("");
      const correction = passages.correction[index] ? told[passages.correction[index] - passages.id.length] : null;
      if (correction) correction.corrects = id;
      return {
        kind: "passage", id, section: { id: passages.section[index], title: titles.get(passages.section[index]) }, status: passages.status[index], start, end,
        quote: cut(start, end), before: cut(start - CONTEXT, start), after: cut(end, end + CONTEXT),
        correction: correction && { id: correction.id, reason: correction.reason, date: correction.date, basis: correction.basis },
      };
    });
    return [...quoted, ...told];
  }

  thing(id) {
    const { data, carried } = this;
    const place = this.place.get(id);
    return {
      id, label: data.nodes.get(id).label, definition: carried.definitions[place],
      names: this.#names(place).map(([kind, text]) => ({ kind, text })),
      relations: this.#groups(id),
      statements: this.statements.filter((one) => one.about.includes(id)),
      named: this.named.filter((one) => one.thing === id),
    };
  }

  /** The first acronym and the first expansion, which the graph has, then the other names besides the label: [kind, text]. */
  #known(place) {
    const { acronym, expansion } = this.data.nodes.get(this.ids[place]);
    return [["acronym", acronym], ["expansion", expansion], ...this.carried.names[place]];
  }

  /** The names besides the label in the server's order. */
  #names(place) {
    const kind = (wanted) => this.#known(place).filter(([one, text]) => one === wanted && text);
    return ["other", "hidden", "acronym", "expansion", "former"].flatMap(kind);
  }

  /** The relations of a thing by family, relation and direction, each with its sentence told from the thing. */
  #groups(id) {
    const { data } = this;
    const groups = new Map();
    for (const edge of data.near.get(id)) {
      const kind = data.relations.get(edge.relation);
      const direction = edge.from === id || kind.symmetric ? "out" : "in";
      const order = [kind.family, kind.id, direction].join("\u0000");
      if (!groups.has(order)) groups.set(order, { kind, direction, items: [] });
      const thing = data.nodes.get(edge.from === id ? edge.to : edge.from);
      groups.get(order).items.push({ thing, sentence: sentence(data, edge, id), status: edge.status, evidence: edge.proof });
    }
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { kind, direction, items }]) => ({
      family: data.families.find((one) => one.id === kind.family), direction, count: items.length,
      relation: { id: kind.id, label: direction === "out" ? kind.label : kind.inverseLabel },
      items: items.sort((a, b) => (a.sentence < b.sentence ? -1 : 1)),
    }));
  }

  compare(ids) {
    return compare(this, ids);
  }

  subgraph(format, view) {
    return rdf(this, format, view);
  }

  notes() {
    const { text, sections } = this.carried;
    const passages = this.proofs.filter((one) => one.kind === "passage");
    return { text, sections: sections.map(([id, title, start, end]) => ({ id, title, start, end, passages: passages.filter((one) => one.section.id === id) })) };
  }

  /** What a passage claims: relations, statements, names. */
  passage(id) {
    const proof = this.proofs[this.number.get(id)];
    const mine = (claims) => claims.filter((claim) => (claim.proof ?? claim.evidence).includes(proof));
    const ref = (one) => ({ id: one, label: this.data.nodes.get(one).label });
    return {
      claims: [
        ...mine(this.data.edges).map((edge) => ({ sentence: sentence(this.data, edge, edge.from), things: [edge.from, edge.to].map(ref) })),
        ...mine(this.statements).map((one) => ({ sentence: one.sentence, things: one.about.map(ref) })),
        ...mine(this.named).map((one) => ({ sentence: `${ref(one.thing).label}: “${one.text}”.`, things: [ref(one.thing)] })),
      ],
    };
  }

  /** What was typed, among the names; where nothing has it, what is spelt alike. */
  search(text) {
    const things = this.ids.map((id, place) => {
      const node = this.data.nodes.get(id);
      return { node, names: [["preferred", node.label], ...this.#names(place)], definition: this.carried.definitions[place] };
    });
    return look(things, text).map(({ node, match, definition }) => ({
      id: node.id, label: node.label, definition, match,
      type: this.data.types.find((one) => one.id === node.type), category: this.data.categories.get(node.category),
    }));
  }
}
