// What to call an IRI: asked of the graph in batches, once.
import { rowsOf } from "./endpoint.js";

const BATCH = 200;

export class Labels {
  constructor(terms) {
    Object.assign(this, { terms, known: new Map(), asked: new Set() });
  }

  /** The name of an IRI as far as it is known: its label, else its short form. */
  name(iri) {
    return this.known.get(iri)?.label ?? this.terms.compact(iri);
  }

  /** { label, kind, category, status } of an IRI, or undefined. */
  about(iri) {
    return this.known.get(iri);
  }

  /** Learn the names of some IRIs. What fails stays unnamed: the IRI itself is shown. */
  async load(iris) {
    const fresh = [...new Set(iris)].filter((iri) => !this.asked.has(iri));
    for (const iri of fresh) this.asked.add(iri);
    for (let at = 0; at < fresh.length; at += BATCH) {
      const rows = await rowsOf("labels", fresh.slice(at, at + BATCH)).catch(() => []);
      for (const { iri, label, kind, category, status } of rows) {
        if (label) this.known.set(iri.value, { label: label.value, kind: kind?.value, category: category?.value, status: status?.value });
      }
    }
    return fresh.length;
  }
}
