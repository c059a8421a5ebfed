// What the page asks the server for. The stand-alone file carries the answers itself.
let carried = null;

/** Use the details that came with the page instead of a server. */
export function carry(details) {
  carried = details;
}

export const offline = () => carried !== null;

export class Trouble extends Error {
  constructor(problem, status) {
    super(problem.detail ?? "The server does not answer.");
    this.problem = problem;
    this.status = status;
  }
}

const kept = new Map();

/** The JSON at a path; the same path is asked once. Throws Trouble with what the server said. */
export async function get(path) {
  if (!kept.has(path)) kept.set(path, fetchJson(path).catch((error) => { kept.delete(path); throw error; }));
  return kept.get(path);
}

async function fetchJson(path) {
  let response;
  try {
    response = await fetch(path, { headers: { accept: "application/json" } });
  } catch {
    throw new Trouble({ title: "Server gone", detail: "The server does not answer. Is it still running?" }, 0);
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Trouble(body, response.status);
  return body;
}

export const thing = async (id) => carried?.[id] ?? get(`things/${encodeURIComponent(`id:${id}`)}`);
export const path = (from, to) => get(`path?from=${encodeURIComponent(`id:${from}`)}&to=${encodeURIComponent(`id:${to}`)}&k=3`);

/** Search by the server, or through the carried names where there is none. */
export async function search(text) {
  if (!carried) return (await get(`search?q=${encodeURIComponent(text)}&limit=12`)).results;
  const key = (value) => value.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  const wanted = key(text.replace(/^(amazon|aws)\s+/i, ""));
  const found = [];
  for (const one of Object.values(carried)) {
    const match = one.names.map((name) => ({ ...name, at: key(name.text.replace(/^(Amazon|AWS) /, "")).indexOf(wanted) })).filter((name) => name.at >= 0).sort((a, b) => a.at - b.at || a.text.length - b.text.length)[0];
    if (match) found.push({ ...one, match: { ...match, how: "word" }, rank: match.at * 4 + match.text.length });
  }
  return found.sort((a, b) => a.rank - b.rank).slice(0, 12);
}
