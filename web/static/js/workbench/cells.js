// One term in a cell: its name to read, its IRI to hover, the thing behind it to click.
import { h } from "../dom.js";
import { mark } from "../shapes.js";
import { isNumber } from "./terms.js";

const LONG = 400;
const local = (iri) => iri.replace(/^.*[#/]/, "");

/** A term as plain text. */
export function plain(term, labels, terms) {
  if (!term) return "";
  if (term.type === "uri") return labels.known.get(term.value)?.label ?? terms.compact(term.value);
  return term.type === "bnode" ? `_:${term.value}` : term.value;
}

/** A number with its thousands apart; as it stands where that would change it. */
function amount(text) {
  if (/^[+-]?\d+$/.test(text)) return BigInt(text).toLocaleString("en");
  const told = Number(text).toLocaleString("en", { maximumFractionDigits: 6 });
  return Number(told.replaceAll(",", "")) === Number(text) && text.replace(/\D/g, "").length <= 15 ? told : text;
}

/** A term as an element. */
export function cell(term, bench) {
  if (term.type === "uri") return iri(term.value, bench);
  if (term.type !== "literal") return h("span", { class: "blank", title: "A node without a name" }, `_:${term.value ?? "…"}`);
  if (isNumber(term)) return h("span", { title: bench.terms.compact(term.datatype) }, amount(term.value));
  const lang = term["xml:lang"];
  const kind = lang === "en" ? null : lang ? h("span", { class: "lang", title: `Language ${lang}` }, `@${lang}`) : term.datatype && !term.datatype.endsWith("#string") ? h("span", { class: "lang" }, bench.terms.compact(term.datatype)) : null;
  if (term.value.length > LONG) return h("details", { class: "long" }, h("summary", {}, `${term.value.slice(0, 200)} …`), term.value);
  return h("span", { lang: lang ?? false, title: lang ? `Language ${lang}` : false }, term.value, kind);
}

function iri(value, { labels, terms, data }) {
  const about = labels.about(value);
  const text = about?.label ?? terms.compact(value);
  const attributes = { title: value, class: about?.label ? "named" : "short" };
  const thing = terms.thing(value);
  if (thing !== null && about?.kind) {
    const color = data.categories.get(local(about.category ?? ""))?.color ?? "";
    return h("span", { class: "thing" }, mark(local(about.kind), color), h("a", { ...attributes, href: `./#m=ego&f=${encodeURIComponent(thing)}&n=${encodeURIComponent(thing)}` }, text));
  }
  const note = terms.note(value);
  if (note !== null && about?.label) return h("a", { ...attributes, href: /^s\d+$/.test(note) ? `notes#${note}` : `passages/${note}` }, text.length > 160 ? `${text.slice(0, 160)} …` : text);
  const page = data.categories.size > 0 && terms.own(value); // files of one's own have no pages
  return page ? h("a", { ...attributes, href: page }, text) : h("span", attributes, text);
}
