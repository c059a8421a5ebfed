// How alike two words are. Pure.

/** The number of letters to add, leave out, change or swap to get from one word to the other. */
export function distance(one, other) {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  let [before, last, row] = [[], [], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : Infinity;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), swap);
    }
  }
  return row[b.length];
}

/** The words that are most alike, best first, none too far off; `key` says which word of an entry counts. */
export function nearest(word, list, key = (one) => one, most = 3) {
  const far = Math.max(1, Math.ceil(word.length / 3));
  return list.map((one) => ({ one, off: distance(word, key(one)) })).filter(({ off }) => off <= far).sort((a, b) => a.off - b.off || (key(a.one) < key(b.one) ? -1 : 1)).slice(0, most).map(({ one }) => one);
}
