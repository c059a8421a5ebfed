// What may be meant by a part of a query that leaves nothing: each repair is an edit that was tried and gives rows.
import { search } from "../../api.js";
import { ntriples } from "../terms.js";
import { distance, nearest } from "./nearness.js";
import { iriOf, isType } from "./reading.js";
import { tokens } from "../query.js";

const MOST = 5;
const local = (iri) => iri.replace(/^.*[#/]/, "");

export class Repairs {
  /** `probe` asks; `before` are the texts of the parts that hold without the one that leaves nothing. */
  constructor(bench, probe, { text, declared, before }) {
    Object.assign(this, { bench, probe, text, declared, before, found: [] });
  }

  /** Up to five repairs of a part: { why, from, to, insert, detail }; `only` where the query has no other part. */
  async of(unit, only) {
    if (unit.triple) await this.#triple(unit);
    if (unit.kind === "filter") await this.#filter(unit);
    if (this.found.length < MOST && !only) this.#without(unit);
    return this.found.slice(0, MOST);
  }

  #fits(body, unit) {
    return this.probe.holds([...this.before, unit.wrap(body)]);
  }

  #add(why, [from, to], insert, detail = "") {
    if (!this.found.some((one) => one.from === from && one.insert === insert)) this.found.push({ why, from, to, insert, detail });
  }

  async #triple(unit) {
    const { subject, predicate, object } = unit.triple;
    const told = { subject: 0, predicate: 1, object: 2 };
    for (const part of [subject, predicate, object]) if (await this.#misspelt(part, unit, told)) return;
    await this.#literal(unit);
    await this.#direction(unit);
    await this.#predicate(unit);
  }

  /** A name that nothing in the data has: another prefix, or another spelling. Says whether the name is unknown. */
  async #misspelt(part, unit) {
    const iri = iriOf(part.node, this.declared, this.bench.page.prefixes);
    if (!iri || !part.at || isType(part.node)) return false;
    const somewhere = [`{ <${iri}> ?anyP ?anyO } UNION { ?anyS ?anyP2 <${iri}> } UNION { ?anyS2 <${iri}> ?anyO2 } UNION { GRAPH ?anyG { <${iri}> ?anyP3 ?anyO3 } }`];
    if (await this.probe.holds(somewhere)) return false;
    const options = this.bench.terms.thing(iri) === null ? await this.#terms(iri, part, unit) : await this.#things(iri);
    for (const { insert, detail } of options) {
      if (this.found.length >= 3) break;
      const { subject, predicate, object } = unit.triple;
      const body = [subject, predicate, object].map((one) => (one === part ? insert : one.text)).join(" ");
      if (await this.#fits(body, unit)) this.#add(`Nothing here is called ${part.text}. Take ${insert}`, part.at, insert, detail);
    }
    if (!this.found.length && options.length) this.#add(`Nothing here is called ${part.text}. Take ${options[0].insert}`, part.at, options[0].insert, options[0].detail);
    return true;
  }

  async #terms(iri, part, unit) {
    const { vocabulary } = this.bench;
    await vocabulary.load();
    const kind = part === unit.triple.predicate ? "property" : "class";
    const list = [...vocabulary.of(kind), ...vocabulary.of(kind === "class" ? "property" : "class")];
    const name = local(iri);
    const elsewhere = list.filter((one) => local(one.iri) === name);
    const alike = nearest(name, list, (one) => local(one.iri), 4);
    return [...new Set([...elsewhere, ...alike])].map((one) => ({ insert: one.short, detail: one.label }));
  }

  async #things(iri) {
    const word = local(iri);
    const lists = await Promise.all([word, word.slice(0, -1)].map((text) => search(text.replaceAll("-", " ")).catch(() => [])));
    const hits = [...new Map(lists.flat().map((hit) => [hit.id, hit])).values()];
    return hits.sort((a, b) => distance(word, a.id) - distance(word, b.id)).slice(0, 4).map((hit) => ({ insert: `id:${hit.id}`, detail: hit.label }));
  }

  /** A text that stands in the data with a language, in another case, with another type, or spelt otherwise. */
  async #literal(unit) {
    const { subject, predicate, object } = unit.triple;
    if (object.node.subType !== "literal") return;
    const said = object.node.value;
    const any = unit.wrap(`${subject.text} ${predicate.text} ?meant`);
    const same = await this.probe.values("meant", [...this.before, any, `FILTER(LCASE(STR(?meant)) = LCASE(${ntriples({ type: "literal", value: said })}))`]);
    for (const term of same.slice(0, 2)) {
      const lang = term["xml:lang"];
      const why = lang && !object.node.langOrIri ? `The data says it with a language tag: ${ntriples(term)}` : `The data writes it ${ntriples(term)}`;
      this.#add(why, object.at, ntriples(term));
    }
    if (same.length) return;
    const all = await this.probe.values("meant", [...this.before, any], 2000);
    for (const term of nearest(said, all, (one) => one.value, 2)) this.#add(`Nothing is called “${said}”. Take ${ntriples(term)}`, object.at, ntriples(term));
    if (this.found.length) return;
    for (const hit of (await search(said).catch(() => [])).slice(0, 2)) {
      const term = all.find((one) => one.value === hit.label);
      if (term) this.#add(`“${said}” is called ${ntriples(term)} here`, object.at, ntriples(term));
    }
  }

  async #direction(unit) {
    const { subject, predicate, object } = unit.triple;
    if (object.node.subType === "literal" || predicate.node.subType === "variable" || isType(predicate.node)) return;
    const turned = /^[\w:<]/.test(predicate.text) && predicate.node.type === "term" ? `^${predicate.text}` : `^(${predicate.text})`;
    if (await this.#fits(`${subject.text} ${turned} ${object.text}`, unit)) this.#add(`The other way round: ${object.text} ${predicate.text} ${subject.text}`, predicate.at, turned);
  }

  async #predicate(unit) {
    const { subject, predicate, object } = unit.triple;
    const iri = iriOf(predicate.node, this.declared, this.bench.page.prefixes);
    if (!iri || isType(predicate.node)) return;
    const { vocabulary, terms, data } = this.bench;
    await vocabulary.load();
    const name = local(iri);
    const family = data.relations.get(name)?.family;
    const others = await this.probe.values("other", [...this.before, unit.wrap(`${subject.text} ?other ${object.text}`)]);
    const rank = (one) => (data.relations.get(local(one))?.family === family ? 0 : 10) - Math.min(5, this.#alike(name, local(one)));
    for (const one of others.map((term) => term.value).filter((other) => other !== iri).sort((a, b) => rank(a) - rank(b)).slice(0, 3)) {
      this.#add(`Another relation holds: ${terms.compact(one)}`, predicate.at, terms.written(one), vocabulary.list.get(one)?.label ?? "");
    }
  }

  #alike(one, other) {
    const words = (text) => new Set(text.split(/(?=[A-Z])/).map((word) => word.toLowerCase()));
    const theirs = words(other);
    return [...words(one)].filter((word) => theirs.has(word)).length * 2;
  }

  /** A text of a filter that stands in the data with a language. */
  async #filter(unit) {
    for (const token of tokens(this.text).filter(({ kind, from, to }) => kind === "string" && from >= unit.from && to <= unit.to)) {
      if (/[@^]/.test(this.text[token.to] ?? "")) continue;
      const body = `${this.text.slice(unit.from, token.to)}@en${this.text.slice(token.to, unit.to)}`;
      if (await this.#fits(body, unit)) this.#add(`The data has a language tag there: ${token.text}@en`, [token.to, token.to], "@en");
    }
  }

  /** The query without the part, where it can be cut out cleanly. */
  #without(unit) {
    const cut = this.#cut(unit);
    if (cut) this.#add(`Leave it out: ${this.text.slice(unit.from, unit.to).replace(/\s+/g, " ").slice(0, 60)}`, cut, "");
  }

  #cut(unit) {
    const list = tokens(this.text).filter(({ kind }) => kind !== "comment");
    const next = list.find(({ from }) => from >= unit.to);
    if (unit.kind !== "triple") return [unit.from, next?.text === "." ? next.to : unit.to];
    if (next?.text === ",") return null;
    const owned = unit.triple?.subject.at;
    if (owned && next?.text !== ";") return [unit.from, next?.text === "." ? next.to : unit.to];
    const start = unit.triple?.predicate.at[0];
    if (start === undefined) return null;
    if (next?.text === ";") return [start, next.to];
    const before = list.findLast(({ to }) => to <= start);
    return before?.text === ";" ? [before.from, unit.to] : null;
  }
}
