// What may be meant by a part of a query that leaves nothing: each repair is an edit that was tried and gives rows.
import { search } from "../../api.js";
import { ntriples } from "../terms.js";
import { Naming } from "./naming.js";
import { nearest } from "./nearness.js";
import { isType } from "./reading.js";
import { tokens } from "../query.js";

const MOST = 5;
const local = (iri) => iri.replace(/^.*[#/]/, "");

export class Repairs {
  /** `probe` asks; `before` are the texts of the parts that hold without the one that leaves nothing, `values` the VALUES blocks. */
  constructor(bench, probe, { text, declared, base, before, values = [] }) {
    Object.assign(this, { bench, probe, text, before, values, found: [], naming: new Naming(bench, probe, { text, declared, base }) });
  }

  /** Up to five repairs of a part: { why, from, to, insert, detail }; `only` where the query has no other part. */
  async of(unit, only) {
    if (unit.triple) await this.#triple(unit);
    if (unit.kind === "filter") await this.#filter(unit);
    if (!this.found.length) for (const { from, to } of [unit, ...this.values]) await this.#within([from, to]);
    if (this.found.length < MOST && !only) this.#without(unit);
    return this.found.slice(0, MOST);
  }

  #fits(body, unit) {
    return this.probe.holds([...this.before, unit.wrap(body)]);
  }

  /** Whether the whole query gives something with an edit. */
  #gives({ from, to, insert }) {
    return this.probe.gives(this.text.slice(0, from) + insert + this.text.slice(to));
  }

  #add(why, [from, to], insert, detail = "") {
    if (!this.found.some((one) => one.from === from && one.insert === insert)) this.found.push({ why, from, to, insert, detail });
  }

  async #triple(unit) {
    const { subject, predicate, object } = unit.triple;
    for (const part of [subject, predicate, object]) if (await this.#misspelt(part, unit)) return;
    await this.#literal(unit);
    await this.#direction(unit);
    await this.#predicate(unit);
    if (!this.found.length && object.node.subType === "literal") await this.#saying(unit);
  }

  /** Other relations that say a text of an object, with the language, type and case that the data has. */
  async #saying(unit) {
    const { subject, predicate, object } = unit.triple;
    const same = `FILTER(LCASE(STR(?meant)) = LCASE(${ntriples({ type: "literal", value: object.node.value })}))`;
    const said = [...this.before, unit.wrap(`${subject.text} ?other ?meant`), same];
    for (const other of (await this.probe.values("other", said)).slice(0, 3)) {
      const short = this.bench.terms.written(other.value);
      const [meant] = await this.probe.values("meant", [...said, `FILTER(?other = <${other.value}>)`], 1);
      if (meant) this.#add(`Another relation says it: ${short} ${ntriples(meant)}`, [predicate.at[0], object.at[1]], `${short} ${ntriples(meant)}`);
    }
  }

  /** A name that nothing in the data has: another declaration, prefix or spelling. Says whether the name is unknown. */
  async #misspelt(part, unit) {
    const iri = this.naming.iri(part.node);
    if (!iri || !part.at || isType(part.node) || (await this.naming.held(iri))) return false;
    await this.#declare(part.node.prefix);
    const { subject, predicate, object } = unit.triple;
    const body = (insert) => [subject, predicate, object].map((one) => (one === part ? insert : one.text)).join(" ");
    const meant = part === predicate ? [] : await this.probe.values("meant", [...this.before, unit.wrap(body("?meant"))], 2000);
    const role = part === predicate ? "property" : isType(predicate.node) && part === object ? "class" : "thing";
    const options = await this.naming.options(iri, role, meant.filter(({ type }) => type === "uri").map(({ value }) => value));
    const why = (insert) => `Nothing here is called ${part.text}. Take ${insert}`;
    for (const { insert, detail } of options) {
      if (this.found.length >= 3) break;
      if (await this.#fits(body(insert), unit)) this.#add(why(insert), part.at, insert, detail);
    }
    if (!this.found.length && part === predicate) await this.#predicate(unit);
    const near = options.find((one) => one.near) ?? (part === predicate ? null : options[0]);
    if (near && (part === predicate || !this.found.length)) this.#add(why(near.insert), part.at, near.insert, near.detail);
    return true;
  }

  /** A prefix that was declared with an IRI that says nothing here. */
  async #declare(prefix) {
    for (const edit of this.naming.redeclared(prefix)) {
      if (await this.#gives(edit)) this.#add(`Nothing here begins with the IRI that ${prefix}: is declared with. Declare it as ${edit.insert}`, [edit.from, edit.to], edit.insert);
    }
  }

  /** Repairs of a query that has no pattern: of the names in it. */
  async anywhere() {
    await this.#within([0, this.text.length]);
    return this.found;
  }

  /** Names and texts between two places, wherever they stand: each repair was tried with the whole query. */
  async #within(place) {
    for (const { token, iri, role } of await this.naming.unknown(place)) {
      for (const { insert, detail } of await this.naming.options(iri, role)) {
        if (this.found.length >= 3) return;
        if (await this.#gives({ ...token, insert })) this.#add(`Nothing here is called ${token.text}. Take ${insert}`, [token.from, token.to], insert, detail);
      }
    }
    for (const { to, text } of this.#untagged(place)) {
      if (await this.#gives({ from: to, to, insert: "@en" })) this.#add(`The data has a language tag there: ${text}@en`, [to, to], "@en");
    }
  }

  /** The texts between two places that have neither a language nor a datatype. */
  #untagged([first, last]) {
    return tokens(this.text).filter(({ kind, from, to }) => kind === "string" && from >= first && to <= last && !/[@^]/.test(this.text[to] ?? ""));
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
    const iri = this.naming.iri(predicate.node);
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
    const words = (text) => new Set(text.split(/(?=[A-Z])/).map((word) => word.toLowerCase().replace(/^(?:name|title)$/, "label")));
    const theirs = words(other);
    return [...words(one)].filter((word) => theirs.has(word)).length * 2;
  }

  /** A text of a filter that stands in the data with a language, or spelt otherwise. */
  async #filter(unit) {
    const edited = ({ from, to, insert }) => this.text.slice(unit.from, from) + insert + this.text.slice(to, unit.to);
    for (const { to, text } of this.#untagged([unit.from, unit.to])) {
      if (await this.#fits(edited({ from: to, to, insert: "@en" }), unit)) this.#add(`The data has a language tag there: ${text}@en`, [to, to], "@en");
    }
    if (this.found.length || !this.before.length) return;
    const held = (await Promise.all([...unit.vars].slice(0, 2).map((name) => this.probe.values(name, [...this.before, `FILTER(ISLITERAL(?${name}))`], 2000)))).flat();
    for (const token of tokens(this.text).filter(({ kind, from, to }) => kind === "string" && from >= unit.from && to <= unit.to)) {
      const lang = /^@[A-Za-z-]+/.exec(this.text.slice(token.to))?.[0] ?? "";
      const said = token.text.slice(1, -1);
      const holding = said.length > 2 ? held.filter(({ value }) => value.toLowerCase().includes(said.toLowerCase())) : [];
      for (const term of [...nearest(said, held, (one) => one.value), ...holding].slice(0, 3)) {
        const plain = ntriples({ type: "literal", value: term.value });
        const edit = [{ insert: ntriples(term), from: token.from, to: token.to + lang.length }, { insert: plain, from: token.from, to: token.to }];
        for (const one of edit) if (!this.found.some(({ insert }) => insert.startsWith(plain)) && (await this.#fits(edited(one), unit))) this.#add(`Nothing is called ${token.text}. Take ${one.insert}`, [one.from, one.to], one.insert);
      }
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
