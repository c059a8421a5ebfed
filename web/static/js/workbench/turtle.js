// Saved queries as Turtle: sh:SPARQLExecutable, as the ontology's examples folder has them. Pure.
import { tokens, withPrefixes } from "./query.js";

const FORMS = { SELECT: ["sh:SPARQLSelectExecutable", "sh:select"], ASK: ["sh:SPARQLAskExecutable", "sh:ask"], CONSTRUCT: ["sh:SPARQLConstructExecutable", "sh:construct"], DESCRIBE: ["sh:SPARQLDescribeExecutable", "sh:describe"] };
const GROUP = "saved";

/** SELECT, ASK, CONSTRUCT or DESCRIBE. */
export function formOf(text) {
  return tokens(text).find((token) => token.kind === "word" && FORMS[token.text.toUpperCase()])?.text.toUpperCase() ?? "SELECT";
}

const string = (text) => `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`;
const long = (text) => `"""${text.replace(/\\/g, "\\\\").replace(/""(?=")|"$/g, (quotes) => quotes.replaceAll('"', '\\"'))}"""`;

/** The file. `list` holds { id, title, question, keywords, text }; every query carries the prefixes that it needs. */
export function turtle(list, prefixes) {
  const used = ["dcterms", "example", "fo", "rdfs", "schema", "sh", "skos"];
  const head = used.map((name) => `@prefix ${name}: <${prefixes[name]}> .`).join("\n");
  const group = `example:group-${GROUP} a skos:Collection ;\n    rdfs:label "Saved queries"@en ;\n    rdfs:comment "Queries that were written and saved in the workbench."@en ;\n    fo:position 90 .`;
  return `${[head, group, ...list.map((one, index) => entry(one, index + 1, prefixes))].join("\n\n")}\n`;
}

function entry({ id, title, question, keywords, text }, position, prefixes) {
  const [type, property] = FORMS[formOf(text)];
  const asked = question || `${title}?`;
  const words = keywords.length ? keywords.slice(0, 6) : ["saved"];
  const body = `${withPrefixes(text, prefixes).trim()}\n`;
  return [
    `example:saved-${id} a sh:SPARQLExecutable , ${type}`,
    `    rdfs:label ${string(title)}@en`,
    `    rdfs:comment ${string(asked)}@en`,
    `    dcterms:description ${string(/[.?!]$/.test(asked) ? asked : `${asked}.`)}@en`,
    `    dcterms:isPartOf example:group-${GROUP}`,
    `    fo:position ${position}`,
    `    schema:keywords ${words.map(string).join(" , ")}`,
    `    sh:prefixes <${prefixes.example.replace(/examples\/$/, "prefixes")}>`,
    `    ${property} ${long(body)} .`,
  ].join(" ;\n");
}
