// A claim as people read it: the sentence, then the words of the notes that say so, and what the editors hold against them.
import * as api from "./api.js";
import { h } from "./dom.js";

const BADGES = { outdated: "outdated", wrong: "wrong in the notes", vague: "vague in the notes", correction: "corrected", clarification: "added by the editors" };
const CONTEXT = 56;
const WIDE = 320;
const FEW_QUOTES = 2;

/** The sentence of a claim { sentence, status, evidence } with each thing named in it as a link; `things` are { id, label }, `read` opens its evidence. */
export function claim(item, things, open, { read = null, wide = false } = {}) {
  const { evidence } = item;
  const told = new Set(evidence.filter((one) => one.correction).map((one) => one.correction.id));
  const quotes = evidence.filter((one) => one.kind === "passage" || !told.has(one.id)).map((one) => quote(one, wide));
  const more = wide ? 0 : quotes.length - FEW_QUOTES;
  return h("div", { class: "claim" },
    h("p", {}, ...linked(item.sentence, things, open), " ", badge(item.status), read && " ", read && h("button", { type: "button", class: "source", "aria-label": `Evidence: ${item.sentence}`, onclick: read }, "evidence")),
    ...quotes.slice(0, quotes.length - Math.max(0, more)),
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
export function linked(text, things, open) {
  const thing = things.find((one) => text.includes(one.label));
  if (!thing) return [text];
  const at = text.indexOf(thing.label);
  const rest = things.filter((one) => one !== thing);
  const link = to(thing, open);
  const after = text.slice(at + thing.label.length);
  return [...linked(text.slice(0, at), rest, open), link, ...linked(after, rest, open)];
}

/** A quote inside the words around it, or what the editors say; `wide` opens it with more of the notes. */
export function quote(one, wide = false) {
  const source = api.offline() ? null : h("a", { class: "link", href: `passages/${encodeURIComponent(one.id)}` }, one.kind === "passage" ? "passage" : one.kind);
  if (one.kind !== "passage") {
    const word = one.kind === "correction" ? "Correction" : "Clarification";
    return h("blockquote", { class: one.kind }, one.reason, h("footer", {}, `${word} of ${one.date} · ${one.basis}`, source && " · ", source));
  }
  const { correction } = one;
  const text = h("q", {}, before(one.before), h("mark", {}, one.quote), after(one.after));
  const widen = h("span", {}, " · ", h("button", { type: "button", class: "source", onclick: () => surround(one, text).then(() => widen.remove()) }, "more of the notes"));
  if (wide) surround(one, text).catch(() => {}); // the words beside the quote are there already
  return h("blockquote", { class: one.status },
    text,
    h("footer", {}, `Notes · ${one.section.title}`, " ", one.status !== "stated" && badge(one.status), source && " · ", source, !wide && widen),
    correction && h("p", { class: "correction" }, correction.reason, h("footer", {}, `Correction of ${correction.date} · ${correction.basis}`)));
}

/** Put the quote into its place in the notes, with a few lines before and after it. */
async function surround(one, box) {
  const { text } = await api.notes();
  const letters = [...text]; // positions count code points
  const from = Math.max(0, one.start - WIDE);
  const to = Math.min(letters.length, one.end + WIDE);
  const [head, tail] = [letters.slice(from, one.start).join(""), letters.slice(one.end, to).join("")];
  box.replaceChildren(from ? before(head, WIDE) : head, h("mark", {}, one.quote), to < letters.length ? after(tail, WIDE) : tail);
}

/** The words before a quote, from a whole word on. */
function before(text, most = CONTEXT) {
  const kept = text.slice(-most).replace(/^[^\s]*\s/, "").replace(/^[\s\-=*]+/, "");
  return kept ? `… ${kept}` : "";
}

function after(text, most = CONTEXT) {
  const kept = text.slice(0, most).replace(/\s[^\s]*$/, "").replace(/[\s\-=*]+$/, "");
  return kept ? `${kept} …` : "";
}
