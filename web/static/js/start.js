// What the panel says while nothing is chosen: what the map shows, where to begin, what can be asked, how to move.
import { h } from "./dom.js";

const THINGS = { "sqs-sns-fan-out": "Fan-out", athena: "Athena", "gateway-endpoint": "Gateway endpoint", route53: "Route 53", lambda: "Lambda", rpo: "RPO" };
const PATHS = [["How does API Gateway reach DynamoDB?", "api-gateway", "dynamodb"], ["What connects S3 and Athena?", "s3", "athena"]];
const CHOICES = [["SQS, SNS or Kinesis?", ["sqs", "sns", "kds"]], ["EBS or EFS?", ["ebs", "efs"]]];

/** The elements of the panel's first page. */
export function start({ nodes, edges, categories }, act) {
  const known = (...ids) => ids.every((id) => nodes.has(id));
  const put = (text, onclick) => h("button", { type: "button", onclick }, text);
  const ask = (text, onclick) => h("li", {}, h("button", { type: "button", class: "ask", onclick }, h("span", {}, text), h("span", { "aria-hidden": "true" }, "→")));
  const doubted = edges.filter((edge) => edge.doubted).length;
  const number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ","); // the first toLocaleString of a page costs 20 ms
  if (!nodes.size) return [h("h2", {}, "Nothing here yet"), h("p", {}, "The graph that this server was started with holds no things. The picture, the search and the endpoints come alive when it does.")];
  const questions = [
    ...PATHS.filter(([, ...ends]) => known(...ends)).map(([text, from, to]) => ask(text, () => act.path(from, to))),
    ...CHOICES.filter(([, ids]) => known(...ids)).map(([text, ids]) => ask(text, () => act.compare(ids))),
    ...(doubted ? [ask("What in the notes is outdated, vague or wrong?", act.doubted)] : []),
  ];
  return [
    h("h2", {}, "How AWS fits together"),
    h("p", { class: "lead" }, "A map of a learner's notes. Each relation leads back to the words that say so; what was wrong or is outdated is marked, and put right."),
    h("ul", { class: "counts" }, ...[[nodes.size, "things"], [edges.length, "relations"], [categories.size, "islands"]].map(([count, word]) => h("li", {}, h("b", {}, number(count)), ` ${word}`))),
    h("h3", {}, "Start with"), h("div", { class: "chips" }, ...Object.entries(THINGS).filter(([id]) => known(id)).map(([id, text]) => put(text, () => act.focus(id)))),
    ...(questions.length ? [h("h3", {}, "Ask"), h("ul", { class: "asks" }, ...questions)] : []),
    h("h3", {}, "Find your way"),
    h("dl", { class: "ways" },
      h("dt", {}, "Click"), h("dd", {}, "reads what the notes say"), h("dt", {}, "Double-click"), h("dd", {}, "fans out to the neighbours"),
      h("dt", {}, "An island's name"), h("dd", {}, "brings it closer"),
      h("dt", {}, h("kbd", {}, "/")), h("dd", {}, "searches names and acronyms"), h("dt", {}, h("kbd", {}, "?")), h("dd", {}, "lists the keys")),
  ];
}
