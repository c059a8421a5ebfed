// Help where a query has no rows: the first part that leaves nothing, and repairs that were tried.
import { declared, withPrefixes } from "../query.js";
import { Probe } from "./probing.js";
import { parsed, units } from "./reading.js";
import { Repairs } from "./repairs.js";

/** Whether an answer says nothing: no rows, a no, or counts of nothing. */
export function saysNothing({ form, boolean, rows }) {
  if (form === "boolean") return !boolean;
  if (rows.length !== 1) return rows.length === 0;
  const values = Object.values(rows[0]);
  return values.length === 0 || values.every((term) => term.value === "0");
}

/** `{ told, part, repairs }` for a query without rows; null where it cannot be read. */
export async function coach(bench, text) {
  const { prefixes } = bench.page;
  const { tree } = await parsed(text, prefixes);
  if (!tree?.where) return null;
  const known = declared(text);
  const head = [...known].map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join("\n");
  const probe = new Probe(withPrefixes(head, prefixes));
  const list = units(tree, text);
  const required = list.filter(({ kind }) => kind !== "optional");
  if (!required.length) return null;
  const at = await probe.culprit(required);
  if (at < 0) return { told: afterwards(tree), part: null, repairs: [] };
  const unit = required[at];
  const others = required.filter((one) => one !== unit);
  const before = await kept(probe, required.slice(0, at), others);
  const repairs = await new Repairs(bench, probe, { text, declared: known, before: before.map((one) => one.text) }).of(unit, required.length === 1);
  const alone = unit.kind !== "filter" && (at === 0 || !(await probe.holds([unit.text])));
  const told = alone ? "Nothing in the data fits this part by itself:" : "Each part before this one fits something; with this one nothing is left:";
  return { told, part: unit, repairs };
}

/** A repair should give rows of the whole query, if the other parts can hold together at all. */
async function kept(probe, before, others) {
  return others.length > before.length && (await probe.holds(others.map(({ text }) => text))) ? others : before;
}

/** Why a pattern that fits gives no rows all the same. */
function afterwards({ solutionModifiers: modifiers = {} }) {
  if (modifiers.having) return "The pattern fits, but HAVING lets nothing pass. Loosen it.";
  if (modifiers.limitOffset?.limit === 0) return "The pattern fits, but LIMIT 0 asks for no rows.";
  if (modifiers.limitOffset?.offset) return "The pattern fits, but OFFSET leaves all rows out. Make it smaller.";
  return "Each part fits the data. Look at FROM, GROUP BY and the expressions.";
}
