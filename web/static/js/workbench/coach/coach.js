// Help where a query has no rows: the first part that leaves nothing, and repairs that were tried.
import { based, declared, withPrefixes } from "../query.js";
import { Probe } from "./probing.js";
import { parsed, units } from "./reading.js";
import { Repairs } from "./repairs.js";

/** `{ told, part, repairs }` for a query without rows; null where it cannot be read. */
export async function coach(bench, text) {
  const { prefixes } = bench.page;
  const { tree } = await parsed(text, prefixes);
  if (!tree) return null;
  const [known, base] = [declared(text), based(text)];
  const head = [base && `BASE <${base}>`, ...[...known].map(([name, iri]) => `PREFIX ${name}: <${iri}>`)].filter(Boolean).join("\n");
  const probe = new Probe(withPrefixes(head, prefixes));
  const told = { text, declared: known, base };
  if (!tree.where) return { told: "The data says nothing of what is named here.", part: null, repairs: await new Repairs(bench, probe, { ...told, before: [] }).anywhere() };
  const list = units(tree, text);
  const required = list.filter(({ kind }) => kind !== "optional");
  if (!required.length) return null;
  const at = await probe.culprit(required);
  if (at < 0) return { told: afterwards(tree), part: null, repairs: [] };
  const unit = required[at];
  const others = required.filter((one) => one !== unit);
  const before = await kept(probe, required.slice(0, at), others);
  const values = required.filter(({ kind }) => kind === "values");
  const repairs = await new Repairs(bench, probe, { ...told, before: before.map((one) => one.text), values }).of(unit, required.length === 1);
  const alone = unit.kind !== "filter" && (at === 0 || !(await probe.holds([unit.text])));
  const why = alone ? "Nothing in the data fits this part by itself:" : "Each part before this one fits something; with this one nothing is left:";
  return { told: why, part: unit, repairs };
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
