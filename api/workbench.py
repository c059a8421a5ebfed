"""What the workbench page comes with: the vocabulary in plain words, the prefixes and the formats.

The editor is CodeMirror 6 with `codemirror-lang-sparql`. Compared with it, on 2026-11-25: `@zazuko/yasgui` 4.6.2 and `@triply/yasgui`
4.2.28 are whole pages around CodeMirror 5. They write markup from strings (43 and 52 uses of `innerHTML`), which Trusted Types refuse,
ask a public service for completions and prefixes unless told otherwise, weigh 281 and 293 KB (gzip), and their results know nothing
of our names and our canvas. CodeMirror 6 mounted in a shadow root styles itself through adopted style sheets, so the page keeps the
explorer's Content-Security-Policy to the letter; it weighs 147 KB and is loaded after the page can be used. Where it was not
installed, a plain text area does the same work.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import web
from graph.asked import PATTERNS
from graph.formats import for_form
from graph.namespaces import PREFIXES
from web.view import OPTIONS

if TYPE_CHECKING:
    from graph.formats import Form
    from graph.store import KnowledgeGraph

FORMS: tuple[Form, ...] = ("solutions", "boolean", "graph")


def data(kg: KnowledgeGraph) -> dict[str, Any]:
    """The inert block of the page: legends as the explorer has them, prefixes, formats by form of result, and the canvas's settings."""
    content = kg.content
    return {
        "dataset": kg.digest,
        "settings": OPTIONS,
        "prefixes": PREFIXES,
        "patterns": PATTERNS,
        "formats": {form: [{"name": f.name, "type": f.media_type} for f in for_form(form)] for form in FORMS},
        "categories": [{"id": c.id, "label": c.label, "color": c.color} for c in content.categories.values()],
        "types": [{"id": kind, "label": label, "definition": told} for kind, (label, told) in content.kinds.items()],
        "families": [{"id": family, "label": label} for family, (label, _) in content.families.items()],
        "relations": [
            {
                "id": t.id,
                "label": t.label,
                "inverse": t.inverse,
                "inverseLabel": t.inverse_label,
                "family": t.family,
                "definition": t.definition,
                "sentence": t.sentence,
                "inverseSentence": t.inverse_sentence,
            }
            for t in content.types.values()
        ],
    }


def modules() -> list[str]:
    """The page's own modules, to be fetched together."""
    folder = files(web) / "static" / "js" / "workbench"
    return sorted(file.name for file in folder.iterdir() if file.name.endswith(".js") and file.name != "main.js")
