// The query as code that runs: curl, Python and JavaScript, with nothing to install but themselves. Pure.
import { formOf } from "./turtle.js";

const TYPES = { SELECT: "application/sparql-results+json", ASK: "application/sparql-results+json", CONSTRUCT: "text/turtle", DESCRIBE: "text/turtle" };

const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const python = (text) => `"""${text.replace(/\\/g, "\\\\").replace(/""(?=")|"$/g, (quotes) => quotes.replaceAll('"', '\\"'))}"""`;
const script = (text) => `\`${text.replace(/[\\`]/g, "\\$&").replaceAll("${", "\\${")}\``;

/** `{ curl, python, javascript }` for a query that carries its prefixes; `address` is the endpoint's. */
export function snippets(text, address) {
  const type = TYPES[formOf(text)];
  const json = type.endsWith("json");
  const found = formOf(text) === "ASK" ? "boolean" : "results";
  return {
    curl: `curl -s ${shell(address)} -H 'Accept: ${type}' --data-urlencode ${shell(`query=${text}`)}\n`,
    python: [
      "import json", "import urllib.parse", "import urllib.request", "",
      `query = ${python(text)}`,
      "data = urllib.parse.urlencode({\"query\": query}).encode()",
      `request = urllib.request.Request(${JSON.stringify(address)}, data, {"Accept": "${type}"})`,
      "with urllib.request.urlopen(request) as answer:",
      json ? "    found = json.load(answer)" : "    found = answer.read().decode()",
      json ? (found === "boolean" ? "print(found[\"boolean\"])" : "for row in found[\"results\"][\"bindings\"]:\n    print({name: term[\"value\"] for name, term in row.items()})") : "print(found)", "",
    ].filter((line, index) => json || index !== 0).join("\n"),
    javascript: [
      `const query = ${script(text)};`,
      `const answer = await fetch(${JSON.stringify(address)}, {`,
      "  method: \"POST\",",
      `  headers: { "content-type": "application/sparql-query", accept: "${type}" },`,
      "  body: query,",
      "});",
      json ? (found === "boolean" ? "console.log((await answer.json()).boolean);" : "for (const row of (await answer.json()).results.bindings) console.log(Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value])));") : "console.log(await answer.text());", "",
    ].join("\n"),
  };
}
