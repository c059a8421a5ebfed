// A claim as people read it: the sentence, then the words of the notes that say so, and what the editors hold against them.
import { h } from "./dom.js";

const BADGES = { outdated: "outdated", wrong: "wrong in the notes", vague: "vague in the notes", correction: "corrected", clarification: "added by the editors" };
const CONTEXT = 56;
const FEW_QUOTES = 2;

/** The sentence of a claim { sentence, status, evidence } with each thing named in it as a link; `things` are { id, label }. */
export function claim(item, things, open) {
  const { evidence } = item;
  const told = new Set(evidence.filter((one) => one.correction).map((one) => one.correction.id));
  const quotes = evidence.filter((one) => one.kind === "passage" || !told.has(one.id)).map(quote);
  const more = quotes.length - FEW_QUOTES;
  return h("div", { class: "claim" },
    h("p", {}, ...linked(item.sentence, things, open), badge(item.status)),
    ...quotes.slice(0, FEW_QUOTES),
    more > 0 && h("details", {}, h("summary", {}, `${more} more ${more === 1 ? "source" : "sources"}`), ...quotes.slice(FEW_QUOTES)));
}

export const badge = (status) => BADGES[status] && h("span", { class: `badge ${status}` }, BADGES[status]);

/** A link to a thing { id, label }: followed here, and good to copy or to open beside. */
export function to(thing, open) {
  const follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(thing.id);
  };
  return h("a", { class: "link", href: `#n=${thing.id}`, onclick: follow }, thing.label);
}

/** Text with the first mention of each thing's label as a link to it. */
function linked(text, things, open) {
  const thing = things.find((one) => text.includes(one.label));
  if (!thing) return [text];
  const at = text.indexOf(thing.label);
  const rest = things.filter((one) => one !== thing);
  const link = to(thing, open);
  const after = text.slice(at + thing.label.length);
  return [...linked(text.slice(0, at), rest, open), link, ...linked(after, rest, open)];
}

/** A quote inside the words around it, or what the editors say. */
export function quote(one) {
  if (one.kind !== "passage") {
    const word = one.kind === "correction" ? "Correction" : "Clarification";
    return h("blockquote", { class: one.kind }, one.reason, h("footer", {}, `${word} of ${one.date} · ${one.basis}`));
  }
  const { correction } = one;
  return h("blockquote", { class: one.status },
    h("q", {}, before(one.before), h("mark", {}, one.quote), after(one.after)),
    h("footer", {}, `Notes · ${one.section.title}`, one.status !== "stated" && badge(one.status)),
    correction && h("p", { class: "correction" }, correction.reason, h("footer", {}, `Correction of ${correction.date} · ${correction.basis}`)));
}

/** The words before a quote, from a whole word on. */
function before(text) {
  const kept = text.slice(-CONTEXT).replace(/^[^\s]*\s/, "").replace(/^[\s\-=*]+/, "");
  return kept ? `… ${kept}` : "";
}

function after(text) {
  const kept = text.slice(0, CONTEXT).replace(/\s[^\s]*$/, "").replace(/[\s\-=*]+$/, "");
  return kept ? `${kept} …` : "";
}
