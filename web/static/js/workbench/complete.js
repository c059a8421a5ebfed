// What may follow at a place of a query: keywords, variables, prefixes, and the classes, properties and things of this data.
import { search } from "../api.js";
import { declared, standing, tokens } from "./query.js";

const KEYWORDS = "SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS GRAPH VALUES BIND GROUP_CONCAT GROUP BY HAVING ORDER DESC ASC LIMIT OFFSET PREFIX CONSTRUCT DESCRIBE ASK EXISTS NOT COUNT SUM MIN MAX AVG SAMPLE AS IN UNDEF STR LANG LANGMATCHES DATATYPE BOUND IRI CONCAT STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER REGEX REPLACE SUBSTR COALESCE IF ISIRI ISLITERAL ISBLANK ABS ROUND CEIL FLOOR YEAR NOW".split(" ");
const MOST = 60;
const ABOUT_DATA = /^(?:void|sd|sh|vann|oa|owl):/; // how the data is described: seldom what is asked for

/** A completion source for the editor: (text, at, explicit) -> CodeMirror's { from, options, filter } or null. */
export function completer({ page, terms, vocabulary }) {
  return async (text, at, explicit) => {
    const place = standing(text, at);
    if (place.inside !== "code") return null;
    const open = place.open;
    if (!open && !explicit) return null;
    const from = open?.from ?? at;
    const typed = open?.text ?? "";
    if (open?.kind === "variable") return answer(from, variables(text, typed, at));
    await vocabulary.load();
    const isClass = place.role === "object" && /(?:^|[\s;])(?:a|rdf:type)\s+\S*$/u.test(text.slice(0, at));
    if (open?.kind === "name") return answer(from, await ofPrefix(open, isClass ? "class" : place.role, declared(text)));
    const words = typed.toLowerCase();
    const spelt = KEYWORDS.filter((word) => words && word.startsWith(typed.toUpperCase())).map((word) => ({ label: word, type: "keyword" }));
    const options = [];
    if (isClass) options.push(...ranked(vocabulary.of("class"), words));
    else if (place.role === "predicate") options.push(...ranked(vocabulary.of("property"), words));
    else if (["subject", "object"].includes(place.role) && words.length > 1) options.push(...spelt.splice(0), ...(await things(typed)));
    options.push(...spelt);
    options.push(...Object.keys(page.prefixes).filter((name) => words && name.startsWith(words)).map((name) => ({ label: `${name}:`, type: "namespace", detail: page.prefixes[name] })));
    if (!words) options.push(...variables(text, "", at).slice(0, 8));
    return answer(from, options);
  };

  function answer(from, options) {
    return options.length ? { from, options: options.slice(0, MOST).map((one, index) => ({ ...one, boost: 50 - index })), filter: false } : null;
  }

  function variables(text, typed, at) {
    const found = new Set(tokens(text).filter((token) => token.kind === "variable" && token.to !== at).map((token) => `?${token.text.slice(1)}`));
    return [...found].filter((name) => name.startsWith(`?${typed.slice(1)}`) && name.length > 1).sort().map((label) => ({ label, type: "variable" }));
  }

  /** Classes and properties by their name or short form, the common ones first. */
  function ranked(list, words) {
    const score = ({ short, label }) => {
      const name = label.toLowerCase();
      const tail = short.replace(/^.*:/, "").toLowerCase();
      if (!words || tail.startsWith(words) || name.startsWith(words)) return 2;
      return name.includes(words) || tail.includes(words) || short.toLowerCase().startsWith(words) ? 1 : 0;
    };
    return list.map((one) => ({ one, score: score(one) })).filter(({ score: worth }) => worth > 0)
      .sort((a, b) => b.score - a.score || ABOUT_DATA.test(a.one.short) - ABOUT_DATA.test(b.one.short) || b.one.count - a.one.count || (a.one.short < b.one.short ? -1 : 1)).map(({ one }) => option(one));
  }

  function option({ short, iri, label, count, kind, definition }) {
    const told = [label, count > 0 && count.toLocaleString("en")].filter(Boolean).join(" · ");
    return { label: short === iri ? `<${iri}>` : short, detail: told, type: kind, info: definition || undefined };
  }

  async function things(typed) {
    const hits = await search(typed).catch(() => []);
    return hits.map((hit) => ({ label: `id:${hit.id}`, detail: `${hit.label} · ${hit.type.label}`, type: "thing", info: hit.match.text === hit.label ? undefined : hit.match.text }));
  }

  async function ofPrefix({ prefix, local }, role, own) {
    if (prefix === "id") return local ? things(local.replaceAll("-", " ")) : [];
    const wanted = local.toLowerCase();
    const kinds = { predicate: ["property"], class: ["class"] }[role] ?? ["class", "property"];
    const namespace = own.get(prefix) ?? page.prefixes[prefix];
    const fitting = ({ iri, label }) => iri.startsWith(namespace ?? "\0") && (iri.slice(namespace.length).toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted));
    const list = kinds.flatMap((kind) => vocabulary.of(kind)).filter(fitting).map((one) => ({ ...one, short: `${prefix}:${one.iri.slice(namespace.length)}` }));
    return ranked(list, "").sort((a, b) => b.label.toLowerCase().startsWith(`${prefix}:${wanted}`) - a.label.toLowerCase().startsWith(`${prefix}:${wanted}`));
  }
}
