// The statements that the stand-alone file carries, with the sentences that follow from their parts: as graph/sentences.py writes them.
import { best } from "./carried.js";

/** All statements: [{ kind, about, parts, sentence, status, evidence }]. */
export function statements({ carried, data, ids, proofs }) {
  const label = (id) => data.nodes.get(id)?.label ?? id;
  const of = (place) => (typeof place === "number" ? ids[place] : place);
  return Object.entries(carried.statements).flatMap(([kind, columns]) => columns.proof.map((proof, index) => {
    const evidence = proof.map((one) => proofs[one]);
    const row = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[index]]));
    return { kind, status: best(evidence), evidence, ...(READ[kind] ?? plain)(row, { label, of, data }) };
  }));
}

const READ = { Comparison: comparison, Limit: limit, ClosedList: list, Role: role, Flow: flow };
const unique = (ids) => [...new Set(ids)];
const and = (words) => (words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

function plain({ about, sentence }, { of }) {
  const ids = about.map(of);
  return { about: ids, parts: { about: ids }, sentence };
}

function comparison({ left, right, aspect, leftValue, rightValue, favors }, { label, of }) {
  const [one, two, ahead] = [of(left), of(right), favors.map(of)];
  const parts = { left: [one], right: [two], aspect: [aspect], favors: ahead, leftValue, rightValue };
  const both = leftValue !== null && rightValue !== null;
  const values = both ? `${label(one)} – ${leftValue}; ${label(two)} – ${rightValue}` : "";
  const [a, b] = [label(one), label(two)];
  const better = ahead.length > 1 ? "both are even" : ahead.length ? `${label(ahead[0])} is ahead of ${label(ahead[0]) === a ? b : a}` : "";
  const told = better && (leftValue !== null ? ` (${better})` : better);
  return { about: unique([one, two, ...ahead]), parts, sentence: `${aspect[0].toUpperCase()}${aspect.slice(1)}: ${values}${told}.` };
}

function limit({ limits, quantity, amount, scope }, { label, of }) {
  const about = limits.map(of);
  return { about, parts: { limits: about, quantity: [quantity], amount, scope }, sentence: `${and(about.map(label))}: ${quantity} ${amount}${scope === null ? "" : ` (${scope})`}.` };
}

function list({ listOf, closes, member, memberKind }, { label, of, data }) {
  const [owner, members] = [of(listOf), member.map(of)];
  const words = data.relations.get(closes)?.sentence.replace("{s}", "").replace("{o}", "").trim() ?? closes;
  const parts = { listOf: [owner], closes: [closes], member: members, memberKind };
  return { about: unique([owner, ...members]), parts, sentence: `${label(owner)} ${words} ${and(members.map(label))}, and nothing else.` };
}

function role({ roleIn, player, role: does }, { label, of }) {
  const about = [roleIn, player].map(of);
  return { about, parts: { about }, sentence: `In ${label(about[0])}, ${label(about[1])} ${does}.` };
}

function flow({ flowOf, source, target, position, carries }, { label, of }) {
  const about = [flowOf, source, target].map(of);
  const [whole, start, end] = about.map(label);
  return { about, parts: { about }, sentence: `Step ${position} of ${whole}: ${start} → ${end}${carries === null ? "" : `: ${carries}`}.` };
}
