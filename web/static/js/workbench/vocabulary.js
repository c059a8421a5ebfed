// The terms of this data for completion: the vocabulary that came with the page, and what VoID counts; asked once.
import { rowsOf } from "./endpoint.js";

export class Vocabulary {
  /** `page` is the data block; `terms` shortens IRIs. */
  constructor(page, terms) {
    this.list = new Map();
    const fo = page.prefixes.fo;
    for (const type of page.types) this.#add(fo + type.id, { kind: "class", label: type.label, definition: type.definition }, terms);
    for (const relation of page.relations) {
      this.#add(fo + relation.id, { kind: "property", label: relation.label, definition: relation.definition }, terms);
      if (relation.inverse !== relation.id) this.#add(fo + relation.inverse, { kind: "property", label: relation.inverseLabel, definition: `The other way round: ${relation.label}.` }, terms);
    }
    this.terms = terms;
  }

  #add(iri, about, terms) {
    this.list.set(iri, { iri, short: terms.compact(iri), count: 0, ...this.list.get(iri), ...about });
  }

  /** Learn what the data holds: from its VoID, or counted where there is none. */
  load() {
    this.loading ??= this.#learn();
    return this.loading;
  }

  async #learn() {
    let rows = await rowsOf("void").catch(() => []);
    if (!rows.some((row) => row.term)) rows = await rowsOf("terms").catch(() => []);
    for (const { term, kind, count, label, definition } of rows) {
      if (term?.type !== "uri") continue;
      const known = this.list.get(term.value);
      this.#add(term.value, { kind: kind.value, count: Number(count?.value ?? 0), label: known?.label ?? label?.value ?? "", definition: known?.definition ?? definition?.value ?? "" }, this.terms);
    }
  }

  /** Classes or properties. */
  of(kind) {
    return [...this.list.values()].filter((one) => one.kind === kind);
  }
}
