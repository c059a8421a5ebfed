// A query read by the parser: what its parts are and where they stand.

const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
let parts = null;

/** The parser and the formatter of the package; null where they were not installed. */
export async function reader() {
  parts ??= import("../../../vendor/sparql.js").then(({ Parser, AstFactory, parseForFormat, formatAst }) => {
    const parser = new Parser({ defaultContext: { astFactory: new AstFactory() }, lexerConfig: { positionTracking: "full" } });
    return { parser, parseForFormat, formatAst };
  }, () => null);
  return parts;
}

/** The syntax tree of a query, or what keeps it from being read: { tree } or { trouble: { message, at } }. */
export async function parsed(text, prefixes) {
  const tools = await reader();
  if (!tools) return { tree: null };
  try {
    return { tree: tools.parser.parse(text, { prefixes: { ...prefixes } }) };
  } catch (error) {
    return { trouble: placed(tools, text, error) };
  }
}

/** Whether two syntax trees are alike but for places, spellings of functions, and labels that the parser made up. */
export function asksTheSame(tree, other) {
  const made = (key, value) => (key === "loc" ? undefined : key === "label" && /^g_/.test(value) ? "" : key === "operator" ? value.toLowerCase().replace(/uri$/, "iri") : value);
  return JSON.stringify(tree, made) === JSON.stringify(other, made);
}

/** Both parsers must refuse a text before it is called wrong; the second knows the place. */
function placed({ parseForFormat }, text, error) {
  if (/prefix/i.test(error.message)) return { message: error.message };
  try {
    parseForFormat(text);
    return null;
  } catch ({ location, found }) {
    if (!location) return null;
    const what = found === null ? "The query ends too early" : `Unexpected “${found ?? text[location.start.offset] ?? ""}”`;
    return { message: what, at: location.start.offset };
  }
}

const span = (node) => (node?.loc?.sourceLocationType === "source" ? [node.loc.start, node.loc.end] : null);

/** A term or path as text that can stand in a query. */
function written(node, text) {
  const at = span(node);
  if (at) return text.slice(...at);
  if (node.subType === "variable") return `?${node.value}`;
  if (node.subType === "namedNode") return node.prefix === undefined ? `<${node.value}>` : `${node.prefix}:${node.value}`;
  return null;
}

/**
 * The parts of a query's pattern that all must hold, in order, filters last: { text, from, to, kind, vars, triple, wrap }. A part
 * of a GRAPH block is wrapped in it. `triple` holds subject, predicate and object as { text, at, node } where they are plain.
 */
export function units(tree, text) {
  const found = [];
  const filters = [];
  walk(tree.where?.patterns ?? [], text, { wrap: (body) => body, around: [] }, { found, filters });
  return [...found, ...filters];
}

/** `inside` is the GRAPH block around: `wrap` puts a part into it, `around` are the variables of its name. */
function walk(patterns, text, inside, lists) {
  for (const pattern of patterns) {
    const at = span(pattern);
    if (pattern.subType === "bgp") {
      for (const triple of pattern.triples) {
        const unit = ofTriple(triple, text, inside.wrap);
        if (unit) lists.found.push(named(unit, triple, inside));
      }
    } else if (pattern.subType === "graph") {
      const name = written(pattern.name, text);
      const wrap = (body) => inside.wrap(`GRAPH ${name} { ${body} }`);
      walk(pattern.patterns, text, { wrap, around: [...inside.around, ...variables(pattern.name)] }, lists);
    } else if (at) {
      const body = text.slice(...at);
      const unit = { text: inside.wrap(body), from: at[0], to: at[1], kind: pattern.subType, vars: variables(pattern), wrap: inside.wrap, node: pattern };
      (pattern.subType === "filter" ? lists.filters : lists.found).push(named(unit, pattern, inside));
    }
  }
}

/** A part with the variables of the GRAPH around it, and the things that it says something of. */
const named = (unit, node, { around }) => ({ ...unit, vars: new Set([...unit.vars, ...around]), things: subjects(node) });

/** The IRIs that stand as subjects: two parts about the same thing belong together. */
function subjects(node, found = new Set()) {
  if (Array.isArray(node)) for (const one of node) subjects(one, found);
  else if (node && typeof node === "object") {
    if (node.type === "triple" && node.subject.subType === "namedNode") found.add(`<${node.subject.prefix ?? ""}:${node.subject.value}>`);
    for (const [key, value] of Object.entries(node)) if (key !== "loc") subjects(value, found);
  }
  return found;
}

function ofTriple(triple, text, wrap) {
  const subject = written(triple.subject, text);
  const at = span(triple);
  if (!at || subject === null) return null;
  const owned = span(triple.subject);
  const predicate = span(triple.predicate);
  const object = span(triple.object);
  if (!predicate || !object) return null;
  const body = `${subject} ${text.slice(...predicate)} ${text.slice(...object)}`;
  const plain = triple.object.type === "term" && triple.subject.type === "term";
  const parts = plain && {
    subject: { text: subject, at: owned, node: triple.subject }, predicate: { text: text.slice(...predicate), at: predicate, node: triple.predicate },
    object: { text: text.slice(...object), at: object, node: triple.object },
  };
  return { text: wrap(body), from: at[0], to: at[1], kind: "triple", vars: variables(triple), triple: parts || null, wrap };
}

/** The variables that a part shows to the others. */
export function variables(node, found = new Set()) {
  if (Array.isArray(node)) for (const one of node) variables(one, found);
  else if (node && typeof node === "object") {
    if (node.type === "term" && node.subType === "variable") found.add(node.value);
    else if (node.type === "query") variables(node.variables.some((one) => one.type === "wildcard") ? node.where : node.variables.map((one) => one.variable ?? one), found);
    else if (node.subType === "minus" || ["exists", "notexists"].includes(node.operator)) variables([], found);
    else for (const [key, value] of Object.entries(node)) if (key !== "loc") variables(value, found);
  }
  return found;
}

/** The full IRI of a term, by the prefixes and the base of its query. */
export function iriOf(node, { declared, prefixes, base }) {
  if (node?.subType !== "namedNode") return null;
  if (node.prefix === undefined) return resolved(node.value, base);
  return (declared.get(node.prefix) ?? prefixes[node.prefix] ?? "") + node.value;
}

/** An IRI as it stands, or what a relative one means by a base. */
export function resolved(iri, base) {
  if (!base || /^[a-z][a-z\d+.-]*:/i.test(iri) || !URL.canParse(iri, base)) return iri;
  return new URL(iri, base).href;
}

export const isType = (node) => node?.subType === "namedNode" && node.prefix === undefined && node.value === TYPE;
