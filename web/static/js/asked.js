// What the panel tells when somebody looks for a name: its senses, what is spelt alike, and where the notes have the words.
import * as api from "./api.js";
import { h } from "./dom.js";
import { mark } from "./shapes.js";
import { action, kind, title } from "./stories.js";

const MOST = 12;
const FEW = 5;
const AROUND = 70;
const WHY = { acronym: "acronym", expansion: "in words", other: "also called", former: "formerly", hidden: "also written" };

/** Why a search result is one: the name that matched, unless that is its label. */
export const why = ({ match, label }) => (match.text === label || !WHY[match.kind] ? "" : `${WHY[match.kind]} ${match.text}`);

/** What a list of search results is: "nothing", "typo" (did you mean), "senses" (one acronym, several things) or "names". */
export function nature(hits) {
  if (!hits.length) return "nothing";
  if (hits[0].match.how === "typo") return "typo";
  return senses(hits).length > 1 ? "senses" : "names";
}

const senses = (hits) => hits.filter(({ match }) => match.kind === "acronym" && match.how === "exact");

export const heading = (text, hits) => ({
  nothing: `Nothing is called “${text}”.`,
  typo: `Nothing is called “${text}”. Did you mean …`,
  senses: `“${text}” stands for ${senses(hits).length} things`,
  names: `“${text}”`,
})[nature(hits)];

export async function askStory(data, act, text) {
  const [hits, notes] = await Promise.all([api.search(text), api.notes()]);
  const places = inNotes(notes, text);
  const known = hits.filter((hit) => data.nodes.has(hit.id)).slice(0, nature(hits) === "typo" ? FEW : MOST);
  const names = known.length > 0 && h("ul", { class: "found" }, ...known.map((hit) => h("li", {}, mark(hit.type.id, hit.category.color),
      action(hit.label, () => act.found(hit.id), { class: "source" }), h("p", {}, [hit.type.label, why(hit), hit.category.label].filter(Boolean).join(" · ")), h("p", {}, hit.definition))));
  const found = h("section", {}, h("h3", {}, "In the notes", h("span", {}, String(places.length))),
      places.length ? null : h("p", {}, "The notes do not have these words either. Try an acronym, a service or a pattern, or fewer words."),
      ...places.slice(0, MOST).map((place) => snippet(place, act)),
      places.length > MOST && h("p", {}, `${places.length - MOST} more places: say more words.`));
  const typo = nature(known) === "typo";
  return [kind("search"), title(heading(text, known)), ...(typo && places.length ? [found, h("h3", {}, "Did you mean"), names] : [names, found])];
}

/** Places of the notes that have all the words within one section, near each other: [{ start, end, before, words, after, section, passages }]. */
export function inNotes({ text, sections }, asked) {
  const words = asked.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
  if (!words.length) return [];
  const pattern = new RegExp(words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "")).join("[^\\p{L}\\p{N}]{0,3}"), "giu");
  let found = [...text.matchAll(pattern)];
  if (!found.length && words.length > 1) found = [...text.matchAll(new RegExp(words.reduce((a, b) => (b.length > a.length ? b : a)), "giu"))].filter(({ index }) => words.every((word) => text.slice(Math.max(0, index - 90), index + 90).toLowerCase().includes(word)));
  return found.map((hit) => place(text, sections, hit));
}

function place(text, sections, { index, 0: words }) {
  const start = [...text.slice(0, index)].length; // sections and passages count code points
  const section = sections.find((one) => one.start <= start && start < one.end);
  const passages = (section?.passages ?? []).filter((one) => one.start <= start && start < one.end).sort((a, b) => a.end - a.start - (b.end - b.start));
  return { before: text.slice(Math.max(0, index - AROUND), index).replace(/^\S*\s/, ""), words, after: text.slice(index + words.length, index + words.length + AROUND).replace(/\s\S*$/, ""), section, passages };
}

function snippet({ before, words, after, section, passages }, act) {
  const passage = passages[0];
  const says = passage && h("details", { ontoggle: () => says.open && tell(says, passage.id, act) }, h("summary", {}, "What it says"));
  return h("blockquote", { class: passage?.status ?? "" }, h("q", {}, `… ${before}`, h("mark", {}, words), `${after} …`),
    h("footer", {}, section ? `Notes · ${section.title}` : "Notes", passage && !api.offline() && [" · ", h("a", { class: "link", href: `passages/${encodeURIComponent(passage.id)}` }, "passage")]), says);
}

/** The claims of a passage as sentences, with what they are about as buttons. */
async function tell(box, id, act) {
  if (box.dataset.told) return;
  box.dataset.told = "1";
  try {
    const { claims } = await api.passage(id);
    box.append(h("ul", { class: "plain" }, ...claims.map(({ sentence, things }) => h("li", {}, sentence, " ", ...things.flatMap((thing) => [action(thing.label, () => act.found(thing.id), { class: "source" }), " "])))));
  } catch (error) {
    delete box.dataset.told;
    box.append(h("p", {}, error.message));
  }
}
