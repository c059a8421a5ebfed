// Ask a SPARQL endpoint by Comunica: node ask.mjs URL QUERY prints one JSON object a solution, terms as N3 writes them.
import { QueryEngine } from "@comunica/query-sparql";

const [, , url, query] = process.argv;
const told = (term) => (term.language ? `${term.value}@${term.language}` : term.value);
const rows = await new QueryEngine().queryBindings(query, { sources: [{ type: "sparql", value: url }] });
for await (const row of rows) {
  console.log(JSON.stringify(Object.fromEntries([...row].map(([name, term]) => [name.value, told(term)]))));
}
