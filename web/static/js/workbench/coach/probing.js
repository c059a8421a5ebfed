// Trying parts of a query at the endpoint to find the first that leaves nothing.
import { answer, ask } from "../endpoint.js";

const MOST = 40;

/** Whether an answer says nothing: no rows, a no, or counts of nothing. */
export function saysNothing({ form, boolean, rows }) {
  if (form === "boolean") return !boolean;
  if (rows.length !== 1) return rows.length === 0;
  const values = Object.values(rows[0]);
  return values.length === 0 || values.every((term) => term.value === "0");
}

/** Asks small questions within the bounds of any visitor, and never more than some dozens. */
export class Probe {
  /** `head` are the declarations that every question needs in front. */
  constructor(head) {
    Object.assign(this, { head, asked: 0 });
  }

  async #json(text) {
    if ((this.asked += 1) > MOST) throw new Error("enough was tried");
    return (await ask(`${this.head}\n${text}`, { accept: "application/sparql-results+json" })).json();
  }

  /** Whether parts hold together somewhere; what cannot be asked is taken as no. */
  async holds(parts) {
    const found = await this.#json(`ASK { ${parts.join(" . ")} }`).catch(() => null);
    return found?.boolean ?? false;
  }

  /** Whether a whole query says something; what cannot be asked says nothing. */
  async gives(text) {
    if ((this.asked += 1) > MOST) return false;
    return answer(text).then((found) => !saysNothing(found), () => false);
  }

  /** The terms that a variable takes. */
  async values(name, parts, most = 25) {
    const found = await this.#json(`SELECT DISTINCT ?${name} { ${parts.join(" . ")} } LIMIT ${most}`).catch(() => null);
    return (found?.results.bindings ?? []).map((row) => row[name]).filter(Boolean);
  }

  /** The place of the first part with which nothing is left, or -1 where all hold together. */
  async culprit(list) {
    const texts = list.map(({ text }) => text);
    if (await this.holds(texts)) return -1;
    let [low, high] = [0, texts.length - 1]; // somewhere in low..high nothing is left for the first time
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (await this.holds(texts.slice(0, middle + 1))) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
