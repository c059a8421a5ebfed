// Puts the workbench together: tabs, editor, answer, shelf, and what leads from one to the other.
import { announce, byId, copy, h } from "../dom.js";
import { setUpTheme } from "../theme.js";
import { completer } from "./complete.js";
import { code, help } from "./dialogs.js";
import { editor } from "./editor.js";
import { answer, rebase } from "./endpoint.js";
import { Forms } from "./forms.js";
import { Labels } from "./labels.js";
import { Notes } from "./notes.js";
import { endOf, offsetOf, withPrefixes } from "./query.js";
import { Results } from "./results.js";
import { Saved } from "./saved.js";
import { Shelf } from "./shelf.js";
import { Tabs } from "./tabs.js";
import { Terms } from "./terms.js";
import { Vocabulary } from "./vocabulary.js";

const page = JSON.parse(byId("data").textContent);
rebase(page.prefixes.id.replace(/id\/$/, ""));
const terms = new Terms(page.prefixes);
const data = {
  settings: page.settings, types: page.types, families: page.families,
  categories: new Map(page.categories.map((one) => [one.id, one])), relations: new Map(page.relations.map((one) => [one.id, one])),
};
const bench = { page, terms, data, labels: new Labels(terms), vocabulary: new Vocabulary(page, terms) };
const results = new Results(bench);
const saved = new Saved(page);
const shelf = new Shelf({ open: (query) => open(query), saved });
const wide = (text) => withPrefixes(text, page.prefixes);
const endpoint = new URL("sparql", location.href.split(/[?#]/)[0].replace(/[^/]*$/, "")).href;
let running = null;

const keys = [
  { key: "Mod-Enter", run: () => run() }, { key: "Shift-Alt-f", run: () => format() }, { key: "Mod-s", run: () => save() }, { key: "F1", run: help },
];
const edit = await editor(byId("query"), {
  label: "SPARQL query", prefixes: page.prefixes, keys, complete: completer(bench),
  changed(typed) {
    tabs.write(edit.text);
    forms.show(edit.text);
    notes.look(edit.text, typed);
  },
});
const notes = new Notes(bench, edit, { run: () => run() });
const tabs = new Tabs((tab) => show(tab));
const forms = new Forms(page, { open, examples: () => shelf.examples, tab: () => tabs.active });

function show(tab) {
  running?.abort();
  edit.text = tab.text;
  results.empty();
  byId("query").setAttribute("aria-labelledby", `tab-${tab.id}`);
}

/** Show a query { text, title, form } and run it. */
function open({ text, title, form }) {
  tabs.open(text, title, form);
  drawer(false);
  return run();
}

/** Ask the endpoint; a second run takes the place of the first. */
async function run() {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const { text } = edit;
  byId("state").textContent = "Running …";
  byId("run").textContent = "Stop";
  if (!(await notes.lets(text))) {
    results.held();
    return ended(mine);
  }
  if (running !== mine) return undefined;
  byId("notes").replaceChildren();
  edit.mark([]);
  results.waiting();
  try {
    const found = await answer(text, mine.signal);
    const told = found.form === "boolean" ? (found.boolean ? "yes" : "no") : `${found.rows.length} ${found.rows.length === 1 ? "row" : "rows"}`;
    announce(`Answer: ${told}`);
    shelf.ran(text, told);
    results.show(found, text);
    notes.after(found, text, results);
  } catch (error) {
    if (error.name !== "AbortError") failed(error, text);
  } finally {
    ended(mine);
  }
  return undefined;
}

function ended(mine) {
  if (running !== mine) return;
  running = null;
  byId("state").textContent = mine.signal.aborted ? "Stopped" : "";
  byId("run").textContent = "Run";
}

function failed(error, text) {
  const { line, column } = error.problem ?? {};
  const parts = [];
  if (line) {
    const from = offsetOf(text, line, column ?? 1);
    const to = endOf(text, from);
    edit.mark([{ from, to, severity: "error", message: error.message }]);
    parts.push(h("p", {}, h("button", { type: "button", id: "to-error", onclick: () => edit.select(from, to) }, `Go to line ${line}, column ${column}`)));
  }
  results.trouble(error, parts);
  notes.repair(error, text, results);
}

async function format() {
  byId("state").textContent = (await notes.format()) ?? "";
}

function save() {
  const { title, form } = tabs.active;
  saved.ask({ title, text: wide(edit.text), sentence: form?.sentence }, (name, taken) => {
    tabs.rename(name);
    shelf.turn("saved");
    byId("state").textContent = taken ? `Saved as “${name}”` : "This browser keeps nothing: export it before you leave.";
  });
}

function drawer(on = !document.body.classList.contains("drawn")) {
  document.body.classList.toggle("drawn", on);
  byId("drawer-open").setAttribute("aria-expanded", String(on));
}

byId("run").addEventListener("click", () => (running ? running.abort() || results.empty() : run()));
byId("format").addEventListener("click", format);
byId("save").addEventListener("click", save);
byId("code").addEventListener("click", () => code(wide(edit.text), endpoint));
byId("share").addEventListener("click", (event) => {
  const parts = new URLSearchParams({ query: wide(edit.text), title: tabs.active.title });
  const link = `${endpoint}#${parts}`;
  history.replaceState(null, "", link);
  copy(link, event.currentTarget);
});
byId("help").addEventListener("click", help);
byId("drawer-open").addEventListener("click", () => drawer());
byId("drawer-close").addEventListener("click", () => {
  drawer(false);
  byId("drawer-open").focus();
});
document.addEventListener("keydown", (event) => {
  const mod = event.ctrlKey || event.metaKey;
  if (event.defaultPrevented || byId("dialog").open) return;
  if (mod && event.key === "Enter") run();
  else if (mod && event.key.toLowerCase() === "s") save();
  else if (event.shiftKey && event.altKey && event.code === "KeyF") format();
  else if (event.key === "F1") help();
  else if (event.key === "Escape") drawer(false);
  else return;
  event.preventDefault();
});

/** What the address asks for: a question in words, or a query in ?query= or after the #. */
function arrive() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const text = asked.get("query") ?? new URLSearchParams(location.search).get("query");
  const words = asked.get("words");
  if (words) forms.ask(words);
  else if (text) forms.recognise(text).then((form) => open({ text, title: asked.get("title") ?? form?.sentence ?? "Shared query", form }));
  return Boolean(words || text);
}

setUpTheme(() => results.picture?.dress());
if (edit.missing) byId("notes").before(h("p", { class: "missing", role: "note" }, edit.missing));
if (!arrive()) show(tabs.active);
addEventListener("hashchange", arrive);
shelf.load().then(() => forms.show(edit.text));
document.documentElement.dataset.ready = "1";
window.__bench = { bench, edit, tabs, results, saved, shelf, notes, run };
