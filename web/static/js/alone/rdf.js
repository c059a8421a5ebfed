// What is seen, as RDF with its evidence, from what the stand-alone file carries: the same statements as graph/answers/subgraph.py, which a test holds to.
import { FADED } from "../data.js";

const PREFIXES = {
  dcterms: "http://purl.org/dc/terms/", oa: "http://www.w3.org/ns/oa#", rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  skos: "http://www.w3.org/2004/02/skos/core#", xsd: "http://www.w3.org/2001/XMLSchema#",
};

/** A view { things, claims, families, statuses } in "ttl" or "jsonld". */
export function rdf(carried, format, { things, claims, families, statuses }) {
  const { data } = carried;
  const names = { ...PREFIXES, fo: `${carried.carried.base}vocabulary#`, id: `${carried.carried.base}id/`, note: `${carried.carried.base}notes/` };
  const ids = new Set(things ?? data.nodes.keys());
  const only = claims && new Set(claims);
  const told = data.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to) && (only ? only.has(edge.id) : !families.includes(edge.family) && !statuses.includes(edge.status)));
  const proofs = new Map(told.flatMap((edge) => edge.proof.map((one) => [one.id, one])));
  for (const one of [...proofs.values()]) if (one.correction) proofs.set(one.correction.id, carried.proofs[carried.number.get(one.correction.id)]);
  const nodes = [...ids].map((id) => thing(carried, id)).concat([...proofs.values()].flatMap(evidence));
  return format === "ttl" ? turtle(names, nodes, told) : jsonld(names, nodes, told);
}

const iri = (name) => ({ "@id": name });
const english = (text) => ({ "@value": text, "@language": "en" });

/** A thing as { "@id", "@type", property: value }, with names for IRIs. */
function thing({ data, carried, place }, id) {
  const node = data.nodes.get(id);
  return { "@id": `id:${id}`, "@type": `fo:${node.type}`, "skos:prefLabel": english(node.label), "skos:definition": english(carried.definitions[place.get(id)]), "fo:category": iri(`id:${node.category}`) };
}

function evidence(one) {
  const type = one.status[0].toUpperCase() + one.status.slice(1);
  if (one.kind !== "passage") return [{ "@id": `note:${one.id}`, "@type": `fo:${type}`, "fo:reason": english(one.reason), "dcterms:date": { "@value": one.date, "@type": "xsd:date" }, "fo:basis": english(one.basis) }];
  const passage = { "@id": `note:${one.id}`, "@type": "fo:Passage", "fo:section": iri(`note:${one.section.id}`), "oa:exact": { "@value": one.quote }, "fo:status": iri(`fo:${type}`) };
  if (one.correction) passage["fo:correctedBy"] = iri(`note:${one.correction.id}`);
  return [passage, { "@id": `note:${one.section.id}`, "dcterms:title": english(one.section.title) }];
}

/** A passage or correction is a named graph with its claims, as in the dataset. */
function jsonld(names, nodes, told) {
  const graphs = new Map();
  const claim = (edge) => ({ "@id": `id:${edge.from}`, [`fo:${edge.relation}`]: iri(`id:${edge.to}`) });
  for (const edge of told) for (const one of edge.proof) graphs.set(one.id, [...(graphs.get(one.id) ?? []), claim(edge)]);
  const believed = told.filter((edge) => !FADED.has(edge.status)).map(claim);
  const named = [...graphs].map(([id, claimed]) => ({ "@id": `note:${id}`, "@graph": claimed }));
  return `${JSON.stringify({ "@context": names, "@graph": [...nodes, ...believed, ...named] }, null, 1)}\n`;
}

/** Turtle has one graph: each claim is described with its sources, and made where it is believed. */
function turtle(names, nodes, told) {
  const lines = Object.entries(names).map(([prefix, start]) => `@prefix ${prefix}: <${start}> .`);
  for (const { "@id": id, "@type": type, ...rest } of nodes) {
    const said = Object.entries(rest).map(([property, value]) => `${property} ${term(value)}`);
    lines.push(`${id} ${[...(type ? [`a ${type}`] : []), ...said].join(" ;\n    ")} .`);
  }
  for (const edge of told) {
    const [from, relation, to] = [`id:${edge.from}`, `fo:${edge.relation}`, `id:${edge.to}`];
    if (!FADED.has(edge.status)) lines.push(`${from} ${relation} ${to} .`);
    const sources = edge.proof.map((one) => `note:${one.id}`);
    lines.push(`[] a rdf:Statement ; rdf:subject ${from} ; rdf:predicate ${relation} ; rdf:object ${to}${sources.length ? ` ; dcterms:source ${sources.join(" , ")}` : ""} .`);
  }
  return `${lines.join("\n")}\n`;
}

function term(value) {
  if (value["@id"]) return value["@id"];
  const kind = value["@language"] ? `@${value["@language"]}` : value["@type"] ? `^^${value["@type"]}` : "";
  return `"${value["@value"].replace(/[\\"\n\r\t]/g, (letter) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[letter])}"${kind}`;
}
