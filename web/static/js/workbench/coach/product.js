// Parts of a query that share no variable and are about different things: every row of one is put beside every row of the other. Pure.
import { units, variables } from "./reading.js";

const SMALL = new Set(["values", "bind"]);

/** Groups of parts that share no variable with each other, the first group first; one group or none where all hang together. */
export function products(tree, text) {
  if (!tree?.where) return [];
  const all = units(tree, text);
  const parts = all.filter(({ kind, vars }) => kind !== "filter" && kind !== "minus" && vars.size > 0);
  const joins = [...all.filter(({ kind }) => kind === "filter").map(({ vars }) => vars), ...nested(tree)];
  const groups = [];
  for (const part of parts) join(groups, new Set([...part.vars, ...part.things]), [part]);
  for (const vars of joins) join(groups, vars, [], true);
  return groups.filter((group) => group.parts.some(({ kind }) => !SMALL.has(kind))).map(({ parts: list }) => list.sort((a, b) => a.from - b.from)).sort((a, b) => a[0].from - b[0].from);
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
function nested(tree) {
  const found = [];
  const look = (node) => {
    if (Array.isArray(node)) node.forEach(look);
    else if (node && typeof node === "object") {
      if (["exists", "notexists"].includes(node.operator)) found.push(variables(node.args));
      for (const [key, value] of Object.entries(node)) if (key !== "loc") look(value);
    }
  };
  look(tree.where);
  return found;
}
