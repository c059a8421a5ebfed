// The answers that the stand-alone file carries, in the shapes that a server gives.
import { sentence } from "./data.js";

const MOST = 12;
const key = (text) => text.toLowerCase().replace(/^(amazon|aws)\s+/, "").replace(/[^\p{L}\p{N}]+/gu, "");

export class Carried {
  /** `data` as readData gives it, with details, evidence and statements in its meta. */
  constructor(data) {
    this.data = data;
  }

  thing(id) {
    const { details, statements } = this.data.meta;
    const { definition, names, relations, statements: about, named } = details[id];
    return {
      definition,
      names: names.map(([kind, text]) => ({ kind, text })),
      relations: relations.map((group) => this.#group(id, ...group)),
      statements: about.map((one) => this.#proven(statements[one])),
      named: named.map((one) => this.#proven(one)),
    };
  }

  #proven(claim) {
    return { ...claim, evidence: claim.evidence.map((one) => this.data.meta.evidence[one]) };
  }

  #group(id, name, direction, items) {
    const relation = this.data.relations.get(name);
    const family = this.data.families.find((one) => one.id === relation.family);
    const claims = items.map(([end, status, evidence]) => {
      const edge = direction === "out" ? { from: id, to: end, relation: name } : { from: end, to: id, relation: name };
      return this.#proven({ thing: this.data.nodes.get(end), sentence: sentence(this.data, edge, id), status, evidence });
    });
    return { family, relation: { id: name, label: direction === "out" ? relation.label : relation.inverseLabel }, direction, count: items.length, items: claims };
  }

  /** Names that hold what was typed: whole first, then from the beginning, then anywhere, the shorter before the longer. */
  search(text) {
    const wanted = key(text);
    const found = [];
    for (const [id, { names }] of wanted ? Object.entries(this.data.meta.details) : []) {
      const hits = names.map(([kind, name]) => ({ kind, text: name, at: key(name).indexOf(wanted), more: key(name).length - wanted.length })).filter((one) => one.at >= 0);
      const best = hits.sort((a, b) => rank(a) - rank(b))[0];
      if (best) found.push({ node: this.data.nodes.get(id), match: { ...best, how: best.more ? "word" : "exact" } });
    }
    found.sort((a, b) => rank(a.match) - rank(b.match) || b.node.degree - a.node.degree);
    return found.slice(0, MOST).map(({ node, match }) => ({
      id: node.id, label: node.label, match,
      type: this.data.types.find((one) => one.id === node.type), category: this.data.categories.get(node.category),
    }));
  }
}

const rank = ({ at, more }) => (at ? 100 : more ? 50 : 0) + at + more;
