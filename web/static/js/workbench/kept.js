// What this browser keeps of a person's work: nothing leaves it.

const unkept = new Map(); // what the browser did not take, until the page is left

/** A value kept under a name; `fallback` where there is none, or where the browser keeps nothing. */
export function kept(name, fallback) {
  if (unkept.has(name)) return unkept.get(name);
  try {
    return JSON.parse(localStorage.getItem(`fanout-sparql-${name}`)) ?? fallback;
  } catch {
    return fallback;
  }
}

/** Keep a value. Says whether the browser took it. */
export function keep(name, value) {
  try {
    localStorage.setItem(`fanout-sparql-${name}`, JSON.stringify(value));
    unkept.delete(name);
    return true;
  } catch {
    unkept.set(name, value); // storage is closed or full
    return false;
  }
}
