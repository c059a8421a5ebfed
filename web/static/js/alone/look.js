// Things by what has been typed, out of the names that the stand-alone file carries: as graph/names.py, with less to weigh.

const MOST = 12;
const ALIKE = 0.6; // as graph/spellings.py
const SUGGESTED = 5;
const key = (text) => text.toLowerCase().replace(/^(amazon|aws)\s+/, "").replace(/[^\p{L}\p{N}]+/gu, "");
const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** { node, match, definition } of things: names that hold what was typed, whole, at the start or anywhere; or all its words; else those spelt alike. */
export function look(things, text) {
  const wanted = key(text);
  if (!wanted) return [];
  const found = best(things, (name) => holds(name, wanted) ?? worded(name, words(text)));
  if (found.length || wanted.length < 3) return found.slice(0, MOST);
  return best(things, (name) => spelt(name, wanted)).slice(0, SUGGESTED);
}

/** The things with the name of each that ranks lowest, in order; `rank(name)` gives { how, rank } or null. */
function best(things, rank) {
  const found = [];
  for (const { node, names, definition } of things) {
    const hits = names.map(([kind, name]) => ({ kind, text: name, ...rank(name) })).filter((one) => one.how);
    if (hits.length) found.push({ node, definition, match: hits.reduce((a, b) => (b.rank < a.rank ? b : a)) });
  }
  return found.sort((a, b) => a.match.rank - b.match.rank || b.node.degree - a.node.degree);
}

/** Whole before the beginning before anywhere, the shorter before the longer. */
function holds(name, wanted) {
  const text = key(name);
  const at = text.indexOf(wanted);
  const more = text.length - wanted.length;
  return at < 0 ? null : { how: more ? "word" : "exact", rank: (at ? 100 : more ? 50 : 0) + at + more };
}

/** A name in which each of several typed words begins a word. */
function worded(name, typed) {
  const there = words(name);
  return typed.length > 1 && typed.every((word) => there.some((one) => one.startsWith(word))) ? { how: "word", rank: 200 + name.length } : null;
}

function spelt(name, wanted) {
  const text = key(name);
  const longer = Math.max(text.length, wanted.length);
  if (Math.min(text.length, wanted.length) < ALIKE * longer) return null;
  const alike = 1 - distance(text, wanted) / longer;
  return alike >= ALIKE ? { how: "typo", rank: -alike } : null;
}

/** How many letters were left out, put in, taken for others or swapped (optimal string alignment). */
function distance(a, b) {
  let [older, old] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    [older, old] = [old, row];
  }
  return old[b.length];
}
