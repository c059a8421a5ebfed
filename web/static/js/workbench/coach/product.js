// Parts of a query that share no variable and are about different things: every row of one is put beside every row of the other. Pure.
import { units, variables } from "./reading.js";

const SMALL = new Set(["values", "bind"]);

/** Groups of parts that share no variable with each other, the first group first; one group or none where all hang together. */
export function products(tree, text) {
  if (!tree?.where) return [];
  const found = groups(tree.where, text, new Set());
  if (found.length > 1) return found;
  for (const { block, around } of blocks(tree.where.patterns, [])) {
    const inner = groups(block, text, around);
    if (inner.length > 1) return inner;
  }
  return found;
}

/** The groups of one block; what has to do with the variables `around` it hangs together. */
function groups(block, text, around) {
  const all = units({ where: block }, text);
  const parts = all.filter(({ kind, vars }) => kind !== "filter" && kind !== "minus" && vars.size > 0);
  const joins = [...all.filter((one) => one.kind === "filter" && !compares(one.node.expression)).map(({ vars }) => vars), ...nested(block)];
  const list = [];
  for (const part of parts) join(list, new Set([...part.vars, ...part.things]), [part]);
  for (const vars of [...joins, around]) join(list, vars, [], true);
  return list.filter((group) => group.parts.some(({ kind }) => !SMALL.has(kind))).map(({ parts: some }) => some.sort((one, other) => one.from - other.from)).sort((one, other) => one[0].from - other[0].from);
}

/** The blocks inside of some patterns, each with the variables that stand around it. */
function blocks(patterns, outside) {
  return patterns.flatMap((pattern) => {
    const inner = pattern.type === "query" ? [pattern.where] : pattern.subType === "union" ? pattern.patterns : pattern.patterns ? [pattern] : [];
    const around = new Set([...outside, ...variables(patterns.filter((one) => one !== pattern))]);
    return inner.flatMap((block) => [{ block, around }, ...blocks(block.patterns, [...around])]);
  });
}

/** Whether an expression only compares which is larger, or other: that leaves nearly all pairs. */
function compares(expression) {
  if (["&&", "||"].includes(expression?.operator)) return expression.args.every(compares);
  return ["!=", "<", ">", "<=", ">="].includes(expression?.operator);
}

/** Put a part into the group that it shares variables with; several such groups become one. A filter only joins. */
function join(groups, vars, parts, only = false) {
  const touching = groups.filter((group) => [...vars].some((name) => group.vars.has(name)));
  if (only && touching.length < 2) return;
  const merged = { vars: new Set([...vars, ...touching.flatMap((group) => [...group.vars])]), parts: [...touching.flatMap((group) => group.parts), ...parts] };
  for (const group of touching) groups.splice(groups.indexOf(group), 1);
  groups.push(merged);
}

/** Variables that a filter with a pattern in it ties together. */
function nested(block) {
  const found = [];
  const look = (node) => {
    if (Array.isArray(node)) node.forEach(look);
    else if (node && typeof node === "object") {
      if (["exists", "notexists"].includes(node.operator)) found.push(variables(node.args));
      for (const [key, value] of Object.entries(node)) if (key !== "loc") look(value);
    }
  };
  look(block);
  return found;
}
