// What the page asks the server for. The stand-alone file carries the answers itself.

let carried = null;

/** Use the answers that came with the page instead of a server. */
export function carry(answers) {
  carried = answers;
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

/** Everything about a thing. */
export const thing = async (id) => (carried ? carried.thing(id) : get(`things/${encodeURIComponent(`id:${id}`)}`));

/** Things by what has been typed so far. */
export const search = async (text) => (carried ? carried.search(text) : (await get(`search?q=${encodeURIComponent(text)}&limit=12`)).results);

/** Two or three things side by side: { choose, rows }. */
export const compare = async (ids) => (carried ? carried.compare(ids) : get(`compare?things=${encodeURIComponent(ids.map((id) => `id:${id}`).join(","))}`));

/** The notes: { text, sections: [{ title, start, end, passages }] }, counted in code points. */
export const notes = async () => (carried ? carried.notes() : get("notes"));

/** A passage with what it claims. */
export const passage = async (id) => (carried ? carried.passage(id) : get(`passages/${encodeURIComponent(id)}`));
