// What to call an IRI: asked of the graph in batches, once.
import { rowsOf } from "./endpoint.js";

const BATCH = 200;

export class Labels {
  constructor(terms) {
    Object.assign(this, { terms, known: new Map(), asked: new Map() });
  }

  /** The name of an IRI as far as it is known: its label, else its short form. */
  name(iri) {
    return this.known.get(iri)?.label ?? this.terms.compact(iri);
  }

  /** { label, kind, category, status } of an IRI, or undefined. */
  about(iri) {
    return this.known.get(iri);
  }

  /** Learn the names of some IRIs; says how many were new. What fails stays unnamed: the IRI itself is shown. */
  async load(iris) {
    const wanted = [...new Set(iris)];
    const fresh = wanted.filter((iri) => !this.asked.has(iri));
    for (let at = 0; at < fresh.length; at += BATCH) {
      const batch = fresh.slice(at, at + BATCH);
      const learnt = this.#ask(batch);
      for (const iri of batch) this.asked.set(iri, learnt);
    }
    await Promise.all(new Set(wanted.map((iri) => this.asked.get(iri))));
    return fresh.length;
  }

  async #ask(batch) {
    const rows = await rowsOf("labels", batch).catch(() => []);
    for (const { iri, label, kind, category, status } of rows) {
      if (label) this.known.set(iri.value, { label: label.value, kind: kind?.value, category: category?.value, status: status?.value });
    }
  }
}
