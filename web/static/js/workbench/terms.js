// RDF terms as people read them. A term is what SPARQL's JSON results hold: { type, value, datatype, "xml:lang" }.

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"].map((name) => XSD + name));

export class Terms {
  /** `prefixes` maps names to namespaces. */
  constructor(prefixes) {
    this.prefixes = prefixes;
    this.longest = Object.entries(prefixes).sort((a, b) => b[1].length - a[1].length);
  }

  /** The CURIE of an IRI, or the IRI where no prefix fits or the rest could not stand in a query. */
  compact(iri) {
    const found = this.longest.find(([, namespace]) => iri.startsWith(namespace));
    const rest = found && iri.slice(found[1].length);
    return found && /^[\p{L}\p{N}_]([\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u.test(rest) ? `${found[0]}:${rest}` : iri;
  }

  /** An IRI as a query holds it. */
  written(iri) {
    const short = this.compact(iri);
    return short === iri ? `<${iri}>` : short;
  }

  /** The id of a thing behind an IRI, or null. */
  thing(iri) {
    return iri.startsWith(this.prefixes.id) ? iri.slice(this.prefixes.id.length) : null;
  }

  /** The address at this server, relative to its root, of an IRI that begins as all of this data do; "" for others. */
  own(iri) {
    const base = this.prefixes.id.replace(/id\/$/, "");
    return iri.startsWith(base) ? iri.slice(base.length) : "";
  }

  /** The id of a passage or section behind an IRI, or null. */
  note(iri) {
    return iri.startsWith(this.prefixes.note) ? iri.slice(this.prefixes.note.length) : null;
  }
}

export const isIri = (term) => term?.type === "uri";
export const isNumber = (term) => term?.type === "literal" && NUMBERS.has(term.datatype) && Number.isFinite(Number(term.value));

/** A term in N-Triples syntax, which SPARQL takes, too. */
export function ntriples(term) {
  if (term.type === "uri") return `<${term.value}>`;
  if (term.type === "bnode") return `_:${term.value}`;
  const text = `"${term.value.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`;
  if (term["xml:lang"]) return `${text}@${term["xml:lang"]}`;
  return term.datatype && term.datatype !== `${XSD}string` ? `${text}^^<${term.datatype}>` : text;
}

const TERM = String.raw`<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?`;
const LINE = new RegExp(String.raw`^\s*(?:${TERM})\s+(?:${TERM})\s+(?:${TERM})\s*\.\s*$`);
const ESCAPES = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };

/** The triples of an N-Triples document, as rows of subject, predicate and object. */
export function readTriples(text) {
  const rows = [];
  for (const line of text.split("\n")) {
    const found = LINE.exec(line);
    if (found) rows.push({ subject: termOf(found.slice(1, 6)), predicate: termOf(found.slice(6, 11)), object: termOf(found.slice(11, 16)) });
  }
  return rows;
}

function termOf([iri, blank, literal, lang, datatype]) {
  if (iri !== undefined) return { type: "uri", value: unescape(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  const term = { type: "literal", value: unescape(literal) };
  if (lang) term["xml:lang"] = lang;
  if (datatype) term.datatype = datatype;
  return term;
}

function unescape(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) => (one ? (ESCAPES[one] ?? one) : String.fromCodePoint(Number.parseInt(four ?? eight, 16))));
}
