// A query laid out by its tokens alone: lines and indents change, nothing else. For what the formatter of the package cannot do. Pure.
import { tokens } from "./query.js";

const STARTS = new Set(["PREFIX", "BASE", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "FROM", "WHERE", "FILTER", "OPTIONAL", "BIND", "VALUES", "MINUS", "GRAPH", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET"]);
const INDENT = "  ";

/** The text with a line for each pattern and clause. */
export function laidOut(text) {
  const list = tokens(text);
  const lines = [];
  let [line, depth, inside, more] = ["", 0, 0, 0]; // `inside` counts parentheses and brackets, in which no line is broken
  const flush = () => {
    if (line) lines.push(INDENT.repeat(Math.max(0, depth + more)) + line);
    line = "";
  };
  list.forEach((token, at) => {
    const gap = at ? text.slice(list[at - 1].to, token.from) : "";
    const mark = token.kind === "mark" ? token.text : "";
    const free = inside === 0;
    if (free && mark === "}") {
      flush();
      [depth, more] = [depth - 1, 0];
    }
    if (free && token.kind === "word" && STARTS.has(token.text.toUpperCase())) {
      flush();
      more = 0;
    }
    if (token.kind === "comment" && gap.includes("\n")) flush();
    line += (line && (gap || "{}".includes(mark || " ")) ? " " : "") + token.text;
    if ("([".includes(mark || " ")) inside += 1;
    if (")]".includes(mark || " ")) inside -= 1;
    const done = mark === ")" && inside === 0 && /^(?:BIND|FILTER)\b/i.test(line) && list[at + 1]?.text !== "." && list[at + 1]?.kind !== "comment";
    if (token.kind === "comment" || done || (free && ends(list, at, mark))) {
      flush();
      if (mark === "{") depth += 1;
      const last = token.kind === "comment" ? list[at - 1]?.text : mark;
      if (last && "{};.)".includes(last)) more = last === ";" ? 1 : 0;
    }
  });
  flush();
  return `${lines.join("\n")}\n`;
}

/** Whether a line ends after a token: a declaration, a brace, the end of a pattern. */
function ends(list, at, mark) {
  const [before, next] = [list[at - 1], list[at + 1]];
  if (next?.kind === "comment" && mark !== "{") return false; // it says something of this line
  if (mark && "{;.".includes(mark)) return true;
  if (mark === "}") return !(next?.kind === "word" && next.text.toUpperCase() === "UNION") && next?.text !== ".";
  return list[at].kind === "iri" && [before, list[at - 2]].some((one) => one?.kind === "word" && ["PREFIX", "BASE"].includes(one.text.toUpperCase()));
}
