// How the editor looks: the page's own colours by name, so that both themes are one set of rules.

/** The extensions that dress CodeMirror. */
export function look({ EditorView, HighlightStyle, syntaxHighlighting, tags }) {
  const theme = EditorView.theme({
    "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: "13.5px" },
    "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
    ".cm-scroller": { fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace", lineHeight: "1.6" },
    ".cm-content": { caretColor: "var(--ink)", padding: "10px 0" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", border: "0" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--soft) 70%, transparent)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--accent-soft)" },
    ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", outline: "0" },
    ".cm-selectionMatch": { backgroundColor: "var(--mark)" },
    ".cm-placeholder": { color: "var(--muted)" },
    ".cm-foldPlaceholder": { backgroundColor: "var(--soft)", border: "1px solid var(--line)", color: "var(--muted)", padding: "0 6px" },
    ".cm-panels": { backgroundColor: "var(--soft)", color: "var(--ink)", borderBottom: "1px solid var(--line)" },
    ".cm-textfield": { backgroundColor: "var(--surface)", border: "1px solid var(--line)", color: "var(--ink)" },
    ".cm-button": { backgroundImage: "none", backgroundColor: "var(--surface)", border: "1px solid var(--line)", color: "var(--ink)" },
    ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "9px", boxShadow: "0 12px 32px var(--shadow)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "18em", padding: "5px" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 9px", borderRadius: "6px", lineHeight: "1.5" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
    ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal", fontSize: "12px", marginLeft: "10px" },
    ".cm-completionInfo": { maxWidth: "320px", padding: "8px 11px", fontSize: "13px" },
    ".cm-completionInfo-left-narrow, .cm-completionInfo-right-narrow": { display: "none" }, // it would lie over the list
    ".cm-diagnostic": { padding: "6px 11px", fontFamily: "inherit" },
    ".cm-diagnostic-error": { borderLeft: "4px solid var(--red)" },
    ".cm-diagnostic-warning": { borderLeft: "4px solid var(--orange)" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--red) 1.5px", textUnderlineOffset: "3px" },
    ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--orange) 1.5px", textUnderlineOffset: "3px" },
  });
  const colours = HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.modifier], color: "var(--violet)", fontWeight: "600" },
    { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--blue)" },
    { tag: [tags.string, tags.special(tags.string)], color: "var(--green)" },
    { tag: [tags.number, tags.bool, tags.atom, tags.literal], color: "var(--orange)" },
    { tag: [tags.comment, tags.lineComment], color: "var(--muted)", fontStyle: "italic" },
    { tag: [tags.namespace, tags.labelName], color: "var(--teal)" },
    { tag: [tags.propertyName, tags.typeName, tags.url, tags.link], color: "var(--teal)" },
    { tag: [tags.function(tags.variableName), tags.standard(tags.name)], color: "var(--pink)" },
    { tag: [tags.punctuation, tags.bracket, tags.separator, tags.operator], color: "var(--muted)" },
    { tag: tags.invalid, color: "inherit" },
  ]);
  return [theme, syntaxHighlighting(colours)];
}
