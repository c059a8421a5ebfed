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

const fetchJson = async (path) => (await asking(path, "application/json")).json();

/** The answer at a path. Throws Trouble where it is no good one. */
async function asking(path, accept) {
  let response;
  try {
    response = await fetch(path, { headers: { accept } });
  } catch {
    throw new Trouble({ title: "Server gone", detail: "The server does not answer. Is it still running?" }, 0);
  }
  if (!response.ok) throw new Trouble(await response.json().catch(() => ({})), response.status);
  return response;
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

/**
 * What is seen as RDF text, "ttl" or "jsonld": `things` are ids (null: all), `claims` ids of relations (null: all between the things),
 * `families` and `statuses` those to leave out.
 */
export async function subgraph(format, view) {
  if (carried) return carried.subgraph(format, view);
  const { things, claims, families, statuses } = view;
  const asked = new URLSearchParams();
  if (things) asked.set("things", things.map((id) => `id:${id}`).join(","));
  if (claims) asked.set("claims", claims.join(" "));
  for (const one of families) asked.append("without_family", one);
  for (const one of statuses) asked.append("without_status", one);
  return (await asking(`view.${format}?${asked}`, "*/*")).text();
}
