// The text of a query: its tokens, its prefixes, and what stands at a place. Pure.

const TOKEN = /(?<comment>#[^\n]*)|(?<iri><[^<>"{}|^`\\\s]*>)|(?<string>"{3}[\s\S]*?"{3}|'{3}[\s\S]*?'{3}|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(?<variable>[?$][\p{L}\p{N}_]*)|(?<name>[\p{L}](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?)?(?<colon>:)(?<local>(?:[\p{L}\p{N}_%-]|[.:](?=[\p{L}\p{N}_%:-]))*)|(?<lang>@[A-Za-z-]+)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d[\d.eE]*)|(?<mark>[{}()[\].;,])|(?<space>\s+)|(?<other>.)/gu;

/** Tokens of a text: { kind, text, from, to }, and prefix and local of a prefixed name. White space is left out. */
export function tokens(text) {
  const found = [];
  for (const match of text.matchAll(TOKEN)) {
    const { groups } = match;
    if (groups.space) continue;
    const kind = groups.colon ? "name" : Object.keys(groups).find((key) => groups[key] !== undefined);
    const token = { kind, text: match[0], from: match.index, to: match.index + match[0].length };
    if (kind === "name") Object.assign(token, { prefix: groups.name ?? "", local: groups.local });
    found.push(token);
  }
  return found;
}

const isWord = (token, ...words) => token?.kind === "word" && words.includes(token.text.toUpperCase());

/** The prefixes that a query declares, by name. */
export function declared(text) {
  const found = new Map();
  const list = tokens(text);
  list.forEach((token, index) => {
    if (isWord(token, "PREFIX") && list[index + 1]?.kind === "name" && list[index + 2]?.kind === "iri") found.set(list[index + 1].prefix, list[index + 2].text.slice(1, -1));
  });
  return found;
}

/** The IRI that a query's relative IRIs resolve against, where it says so; "" where not. */
export function based(text) {
  const list = tokens(text);
  const at = list.findLastIndex((token, index) => isWord(token, "BASE") && list[index + 1]?.kind === "iri");
  return at < 0 ? "" : list[at + 1].text.slice(1, -1);
}

/** The place of the IRI that a prefix is declared with: { from, to }, or undefined. */
export function declaration(text, name) {
  const list = tokens(text);
  return list.find((token, index) => token.kind === "iri" && list[index - 1]?.kind === "name" && list[index - 1].prefix === name && isWord(list[index - 2], "PREFIX"));
}

/** The IRIs that a text names outside of its declarations, written in full or short. */
export function names(text) {
  const list = tokens(text);
  const declares = (at) => isWord(list[at - 1], "PREFIX", "BASE") || isWord(list[at - 2], "PREFIX");
  return list.filter((token, at) => (token.kind === "iri" || (token.kind === "name" && token.prefix !== "_")) && !declares(at));
}

/** The prefixed names that a query uses, without its declarations. */
export function used(text) {
  const list = tokens(text);
  return list.filter((token, index) => token.kind === "name" && token.prefix !== "_" && !isWord(list[index - 1], "PREFIX"));
}

/** The lines that declare what a query uses, is known and is not declared yet. */
export function missingPrefixes(text, known) {
  const has = declared(text);
  const names = [...new Set(used(text).map((token) => token.prefix))].filter((name) => !has.has(name) && known[name]);
  return names.sort().map((name) => `PREFIX ${name}: <${known[name]}>\n`);
}

/** Where a declaration goes: after the comments and declarations at the top. */
export function prefixPlace(text) {
  let place = 0;
  const list = tokens(text);
  for (let at = 0; at < list.length; at += 1) {
    if (list[at].kind === "comment") place = lineEnd(text, list[at].to);
    else if (isWord(list[at], "PREFIX", "BASE")) {
      at += list[at].text.toUpperCase() === "PREFIX" ? 2 : 1;
      place = lineEnd(text, list[at]?.to ?? text.length);
    } else break;
  }
  return place;
}

function lineEnd(text, from) {
  const end = text.indexOf("\n", from);
  return end < 0 || text.slice(from, end).trim() ? from : end + 1;
}

/** A query with the declarations that it needs in front: what is shared, saved and copied runs anywhere. */
export function withPrefixes(text, known) {
  const lines = missingPrefixes(text, known);
  if (!lines.length) return text;
  const place = prefixPlace(text);
  const glue = place && text[place - 1] !== "\n" ? "\n" : "";
  return `${text.slice(0, place)}${glue}${lines.join("")}${text.slice(place)}`;
}

/** A query without the declarations that the endpoint knows by itself: for reading beside other forms. */
export function withoutPrefixes(text, known) {
  return text.replace(/^[ \t]*PREFIX[ \t]+([\w-]*):[ \t]*<([^>]*)>[ \t]*\n/gim, (line, name, iri) => (known[name] === iri ? "" : line)).replace(/^\n+/, "");
}

/** What may stand at a place: { inside: "code"|"comment"|"string"|"iri", role: "subject"|"predicate"|"object"|"class"|"start", before }. */
export function standing(text, at) {
  if (/<[a-z]+:[^\s<>]*$/i.test(text.slice(0, at))) return { inside: "iri", role: null };
  const before = tokens(text.slice(0, at));
  const last = before.at(-1);
  if (last && last.to === at && ["comment", "string", "iri"].includes(last.kind)) return { inside: last.kind, role: null };
  if (last?.kind === "comment" && !text.slice(last.to, at).includes("\n")) return { inside: "comment", role: null };
  const open = last && last.to === at && ["word", "name", "variable"].includes(last.kind) ? before.pop() : null;
  return { inside: "code", role: role(before), open };
}

const CLAUSES = new Set(["OPTIONAL", "UNION", "MINUS", "WHERE", "GRAPH", "FILTER", "EXISTS", "NOT", "BIND", "VALUES", "SELECT", "CONSTRUCT", "ASK", "DESCRIBE"]);

function role(before) {
  if (["/", "|", "^"].includes(before.at(-1)?.text)) return "predicate"; // a path goes on
  let terms = 0;
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const { kind, text } = before[at];
    if (kind === "comment") continue;
    if (text === ")" || text === "]") depth += 1;
    else if ((text === "(" || text === "[") && depth) depth -= 1;
    else if (text === "(") return "expression";
    else if (text === "[") return terms === 0 ? "predicate" : "object";
    else if (depth) continue;
    else if (text === "{" || text === "}" || text === ".") return after(terms);
    else if (text === ";") return after(terms + 1);
    else if (text === ",") return "object";
    else if (kind === "other") continue; // operators of a path: the predicate goes on
    else if (kind === "word" && CLAUSES.has(text.toUpperCase())) return after(terms);
    else terms += 1;
  }
  return "start";
}

const after = (terms) => ["subject", "predicate"][terms] ?? "object";

/** Line and column (from 1, in characters of Unicode as the server counts) as an offset; the end of the text where there is no such place. */
export function offsetOf(text, line, column) {
  const lines = text.split("\n");
  let at = 0;
  for (let index = 0; index < Math.min(line - 1, lines.length); index += 1) at += lines[index].length + 1;
  const inLine = lines[line - 1] ?? "";
  return Math.min(at + [...inLine].slice(0, Math.max(column - 1, 0)).join("").length, text.length);
}

/** Where the word ends that stands at a place; the place itself at the end of the text. */
export function endOf(text, from) {
  return tokens(text).find((token) => token.from <= from && token.to > from)?.to ?? Math.min(from + 1, text.length);
}

/** A query without comments, declarations and white space: two that are alike ask the same. */
export function bare(text) {
  const list = tokens(text).filter(({ kind }) => kind !== "comment");
  const kept = [];
  for (let at = 0; at < list.length; at += 1) {
    if (isWord(list[at], "PREFIX")) at += 2;
    else kept.push(list[at].text);
  }
  return kept.join(" ");
}
