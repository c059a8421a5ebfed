// The editor: CodeMirror where it was installed, a plain text area where not. Both answer to the same few calls.
import { h } from "../dom.js";
import { missingPrefixes, prefixPlace } from "./query.js";
import { look } from "./look.js";

const MISSING = "The editor of the package was not installed with Fanout (Node and npm bring it), so this is a plain text area: no colours, no completion, no marks in the text, no formatting, no help with queries that find nothing. Queries are asked and answered as ever.";

/** An editor in `host`: { text, focus(), replace(from, to, text), mark(list), select(from, to) }. `work` has changed(), keys and complete(text, at). */
export async function editor(host, work) {
  let parts = null;
  try {
    parts = await import("../../vendor/editor.js");
  } catch {
    return plain(host, work);
  }
  return full(host, work, parts);
}

function plain(host, { changed, label }) {
  const area = h("textarea", { "aria-label": label, spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  area.addEventListener("input", () => changed(true));
  host.replaceChildren(area);
  const set = (text) => {
    area.value = text;
    changed(false);
  };
  return {
    kind: "plain", missing: MISSING,
    get text() { return area.value; },
    set text(text) { set(text); },
    focus: () => area.focus(),
    replace: (from, to, text) => set(area.value.slice(0, from) + text + area.value.slice(to)),
    mark: () => {},
    select(from, to) {
      area.focus();
      area.setSelectionRange(from, to);
    },
  };
}

/** The lines that declare prefixes, from the second word on: they are folded away until somebody opens them. */
function declarations(text) {
  const found = /^[ \t]*PREFIX\b.*(?:\n[ \t]*PREFIX\b.*)+/im.exec(text);
  return found && { from: found.index + found[0].search(/\S/) + "PREFIX".length, to: found.index + found[0].length };
}

/** Writing over a selection: left to itself, Chromium keeps the old text's look by a style attribute, which the page's policy refuses. */
const overwrite = ({ insertBracket }) => (event, view) => {
  if (event.inputType !== "insertText" || !event.data || view.composing || view.state.selection.main.empty) return false;
  view.dispatch(insertBracket(view.state, event.data) ?? { ...view.state.replaceSelection(event.data), userEvent: "input.type", scrollIntoView: true });
  event.preventDefault();
  return true;
};

function full(host, work, cm) {
  const { EditorView, EditorState } = cm;
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  let quiet = false;
  const extensions = [
    cm.lineNumbers(), cm.highlightActiveLineGutter(), cm.history(), cm.foldGutter(), cm.drawSelection(), cm.indentOnInput(), cm.bracketMatching(), cm.closeBrackets(),
    cm.highlightActiveLine(), cm.highlightSelectionMatches(), cm.search({ top: true }), cm.lintGutter(), cm.sparql(), EditorState.languageData.of(() => [{ commentTokens: { line: "#" } }]), ...look(cm), EditorView.lineWrapping,
    cm.autocompletion({ override: [(context) => work.complete(context.state.doc.toString(), context.pos, context.explicit)], icons: false, maxRenderedOptions: 60 }),
    cm.Prec.highest(cm.keymap.of(work.keys.map(({ key, run }) => ({ key, run: () => (run(), true) })))),
    cm.keymap.of([{ key: "Tab", run: cm.acceptCompletion }, ...cm.closeBracketsKeymap, ...cm.defaultKeymap.filter(({ key }) => key !== "Mod-Enter"), ...cm.searchKeymap, ...cm.historyKeymap, ...cm.foldKeymap, ...cm.completionKeymap]),
    EditorView.domEventHandlers({ beforeinput: overwrite(cm) }),
    EditorView.contentAttributes.of({ "aria-label": work.label, tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
    cm.placeholder("SELECT …   Ctrl Space completes, Ctrl Enter runs"),
    EditorView.updateListener.of(() => shadow.querySelector(".cm-tooltip-autocomplete > ul")?.setAttribute("tabindex", "0")), // it scrolls, so it must be within reach; Tab takes what it offers
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      const typed = update.transactions.some((one) => one.isUserEvent("input") || one.isUserEvent("delete") || one.isUserEvent("undo") || one.isUserEvent("redo"));
      if (!quiet) work.changed(typed);
      if (update.transactions.some((one) => one.isUserEvent("input.type") || one.isUserEvent("input.complete"))) declare(update.view);
    }),
  ];
  const state = (doc) => EditorState.create({ doc, extensions });
  const view = new EditorView({ state: state(""), parent: shadow, root: shadow });

  /** Declare what has just been used, at the top; typing goes on where it was. */
  function declare({ state: now }) {
    const text = now.doc.toString();
    const last = /([\p{L}][\p{L}\p{N}_-]*):[\p{L}\p{N}_-]*$/u.exec(text.slice(Math.max(0, now.selection.main.head - 80), now.selection.main.head));
    if (!last) return;
    const lines = missingPrefixes(text, work.prefixes).filter((line) => line.startsWith(`PREFIX ${last[1]}:`));
    if (!lines.length) return;
    const place = prefixPlace(text);
    queueMicrotask(() => view.dispatch({ changes: { from: place, insert: `${place && text[place - 1] !== "\n" ? "\n" : ""}${lines.join("")}` }, userEvent: "input.prefix" }));
  }

  return {
    kind: "codemirror", missing: null, view,
    get text() { return view.state.doc.toString(); },
    set text(text) {
      quiet = true;
      view.setState(state(text));
      const head = declarations(text);
      if (head) view.dispatch({ effects: cm.foldEffect.of(head) });
      quiet = false;
      work.changed(false);
    },
    focus: () => view.focus(),
    /** One step that undo takes back. */
    replace: (from, to, insert) => view.dispatch({ changes: { from, to, insert }, userEvent: "input.replace" }),
    /** Mark places: [{ from, to, severity, message }]. */
    mark(list) {
      const most = view.state.doc.length;
      const held = list.map((one) => ({ ...one, from: Math.min(one.from, most), to: Math.min(Math.max(one.to, one.from), most) }));
      view.dispatch(cm.setDiagnostics(view.state, held));
    },
    select(from, to) {
      view.focus();
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    },
  };
}
