// Asking the endpoint, as any other client does.
import { Trouble } from "../api.js";
import { readTriples } from "./terms.js";

const LONGEST_ADDRESS = 1800;
const SELF = "application/sparql-results+json, application/n-triples;q=0.9";

/** The answer to a query as a response. Throws Trouble with what the server said. */
export async function ask(text, { accept = SELF, signal } = {}) {
  const address = `sparql?${new URLSearchParams({ query: text })}`;
  const short = address.length < LONGEST_ADDRESS;
  let response;
  try {
    response = await (short ? fetch(address, { headers: { accept }, signal }) : fetch("sparql", { method: "POST", headers: { accept, "content-type": "application/sparql-query" }, body: text, signal }));
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble({ title: "Server gone", detail: "The server does not answer. Is it still running?" }, 0);
  }
  if (!response.ok) throw new Trouble(await response.json().catch(() => ({})), response.status);
  return response;
}

/** A finished answer: { form, vars, rows, boolean, ms }. Rows map variables to terms; a graph's are its triples. */
export async function answer(text, signal) {
  const start = performance.now();
  const response = await ask(text, { signal });
  const body = await response.text().catch((error) => {
    if (error.name === "AbortError") throw error;
    throw new Trouble({ title: "Cut off", detail: "The answer ended in the middle: it is larger than this endpoint sends, or took too long.", hint: "Ask for less: a LIMIT, fewer columns, a more specific pattern." }, response.status);
  });
  return { ...read(response.headers.get("content-type") ?? "", body), ms: performance.now() - start };
}

function read(type, body) {
  if (type.startsWith("application/n-triples")) return { form: "graph", vars: ["subject", "predicate", "object"], rows: readTriples(body) };
  const found = JSON.parse(body);
  if ("boolean" in found) return { form: "boolean", boolean: found.boolean, vars: [], rows: [] };
  return { form: "solutions", vars: found.head.vars, rows: found.results.bindings };
}

const WRITTEN = "https://fanout.example/";
const files = new Map();
let base = WRITTEN;

/** Say where the IRIs of this server's data begin; our query files are written with the usual beginning. */
export function rebase(found) {
  base = found;
}

/** One of our own query files, with the IRIs that its VALUES block asks about. */
export async function prepared(name, iris = []) {
  if (!files.has(name)) files.set(name, fetch(`static/queries/${name}.rq`).then(async (response) => (await response.text()).replaceAll(WRITTEN, base)));
  const text = await files.get(name);
  const safe = iris.filter((iri) => /^[^\s<>"{}|\\^`]+$/.test(iri));
  return text.replace("VALUES ?iri { }", `VALUES ?iri { ${safe.map((iri) => `<${iri}>`).join(" ")} }`);
}

/** The rows of one of our own query files. */
export async function rowsOf(name, iris) {
  const response = await ask(await prepared(name, iris));
  return (await response.json()).results.bindings;
}
