// What may be meant by an IRI of a query that nothing in the data has: another prefix, another spelling, another declaration.
import { search } from "../../api.js";
import { declaration, names } from "../query.js";
import { distance, nearest } from "./nearness.js";
import { iriOf, resolved } from "./reading.js";

const MOST = 8;
const local = (iri) => iri.replace(/^.*[#/]/, "");
const within = (word, other) => word.length > 2 && other.toLowerCase().includes(word.toLowerCase());

export class Naming {
  /** `declared` are the prefixes of the query by name, `base` is its base or "". */
  constructor(bench, probe, { text, declared, base }) {
    Object.assign(this, { bench, probe, text, declared, base, prefixes: bench.page.prefixes });
  }

  /** The IRI that a term of the syntax tree stands for, or null. */
  iri(node) {
    return iriOf(node, this);
  }

  /** The IRI that a token of the text stands for. */
  #ofToken({ kind, text, prefix, local: name }) {
    return kind === "iri" ? resolved(text.slice(1, -1), this.base) : (this.declared.get(prefix) ?? this.prefixes[prefix] ?? "") + name;
  }

  /** Whether the data speaks of an IRI anywhere. */
  held(iri) {
    return this.probe.holds([`{ <${iri}> ?anyP ?anyO } UNION { ?anyS ?anyP2 <${iri}> } UNION { ?anyS2 <${iri}> ?anyO2 } UNION { GRAPH ?anyG { <${iri}> ?anyP3 ?anyO3 } } UNION { GRAPH <${iri}> { ?anyS4 ?anyP4 ?anyO4 } }`]);
  }

  /** The tokens between two places whose IRIs the data never speaks of: { token, iri, role }. */
  async unknown([from, to]) {
    const found = [];
    for (const token of names(this.text).filter((one) => one.from >= from && one.to <= to)) {
      const iri = this.#ofToken(token);
      const role = this.bench.terms.thing(iri) !== null ? "thing" : /^[A-Z]/.test(local(iri)) ? "class" : "property";
      if (!(await this.held(iri))) found.push({ token, iri, role });
    }
    return found;
  }

  /** An IRI as this query can write it. */
  #written(iri) {
    const short = this.bench.terms.written(iri);
    const prefix = short.split(":")[0];
    if (!short.startsWith("<") && (this.declared.get(prefix) ?? this.prefixes[prefix]) === this.prefixes[prefix]) return short;
    const own = [...this.declared].find(([, namespace]) => iri.startsWith(namespace) && /^\w+$/.test(iri.slice(namespace.length)));
    return own ? `${own[0]}:${iri.slice(own[1].length)}` : `<${iri}>`;
  }

  /** What may be meant by an unknown IRI in a role, the likeliest first; `fitting` are IRIs that would fit there. */
  async options(iri, role, fitting = []) {
    const { vocabulary, labels, terms } = this.bench;
    await vocabulary.load();
    const name = local(iri);
    const list = [...vocabulary.of(role), ...["class", "property"].filter((one) => one !== role).flatMap((one) => vocabulary.of(one))];
    const hits = role === "property" ? [] : await this.#things(name);
    const found = [
      ...list.filter((one) => local(one.iri) === name).map((one) => one.iri), ...(terms.thing(iri) === null ? nearest(name, list, (one) => local(one.iri), 4).map((one) => one.iri) : []),
      ...hits.map(({ id }) => terms.prefixes.id + id), ...nearest(name, fitting, local, 4), ...fitting.filter((one) => within(name, local(one)) || within(local(one), name)).slice(0, 4),
    ];
    const far = (one) => distance(name, local(one));
    const near = (one) => far(one) <= Math.max(1, name.length / 3);
    const order = (one) => (local(one) === name ? 0 : near(one) ? 1 + far(one) : Infinity);
    const told = (one) => vocabulary.list.get(one)?.label ?? labels.about(one)?.label ?? hits.find(({ id }) => terms.thing(one) === id)?.label ?? "";
    const ranked = [...new Set(found)].filter((one) => one !== iri).map((one) => ({ one, at: order(one) })).sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
    return ranked.slice(0, MOST).map(({ one }) => ({ insert: this.#written(one), detail: told(one), near: near(one) }));
  }

  /** Things that are called like a word, those spelt alike first. */
  async #things(word) {
    const lists = await Promise.all([word, word.slice(0, -1)].filter(Boolean).map((text) => search(text.replaceAll("-", " ")).catch(() => [])));
    const hits = [...new Map(lists.flat().map((hit) => [hit.id, hit])).values()];
    const far = (hit) => Math.min(distance(word, hit.id), Math.ceil(word.length / 3) + 1);
    return hits.sort((a, b) => far(a) - far(b)).slice(0, 4);
  }

  /** Other IRIs for a prefix that was declared with one that says nothing here: { from, to, insert, name }. */
  redeclared(prefix) {
    const own = this.declared.get(prefix);
    const place = declaration(this.text, prefix);
    if (!place) return [];
    return [...new Set([this.prefixes[prefix], ...nearest(own, Object.values(this.prefixes))])].filter((iri) => iri && iri !== own).map((iri) => ({ from: place.from, to: place.to, insert: `<${iri}>` }));
  }
}
