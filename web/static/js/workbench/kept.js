// What this browser keeps of a person's work: nothing leaves it.

/** A value kept under a name; `fallback` where there is none, or where the browser keeps nothing. */
export function kept(name, fallback) {
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
    return true;
  } catch {
    return false; // storage is closed or full: the work holds until the page is left
  }
}
