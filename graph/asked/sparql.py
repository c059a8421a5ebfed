"""Questions as SPARQL that people read and run: our query files with the values of the question in them.

These are the only queries whose values stand in their text, because people take them away. Every value is the id of something that
the graph holds, so none of them can be more than a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph import queries
from graph.asked.sentences import read, say
from graph.errors import BadQuery, NameTrouble
from graph.namespaces import BASE, PREFIXES

if TYPE_CHECKING:
    from graph.asked.question import Question
    from graph.store import KnowledgeGraph

_SLOT = re.compile(r"^(?P<line>.*\S)\s+# if (?P<name>\w+)$")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_NOTES = {
    "related": "REST ranks the same things by how strongly they belong together, which a query cannot.",
    "things": "REST lists the same things.",
    "path": "Which ways are the best is a judgement that REST makes (hubs cost, generic things join nothing); this asks which words say each hop.",
    "compare": "REST puts the same facts into a table, the most telling rows first. What is in neither is not known, which is not a no.",
}


def write(kg: KnowledgeGraph, question: Question) -> str:
    """The query, with the question as its first line. It declares its prefixes, so it runs anywhere the data is."""
    slots = {
        "start": _ids(question.things[:1]),
        "things": _ids(question.things),
        "relations": _terms(question.relations),
        "families": _terms(question.families),
        "kinds": _terms(question.kinds),
        "categories": _ids(question.categories),
        "in": question.direction if question.direction == "in" else "",
        "out": question.direction if question.direction == "out" else "",
        "hops": _hops(kg, question) if question.subject == "path" else "",
    }
    name = f"asked-{question.subject}"
    if question.subject == "related" and question.depth > 1:
        name += f"-{question.depth}"
    lines = [filled for line in queries.text(name).splitlines()[2:] if (filled := _fill(line, slots)) is not None]
    return "\n".join([f"# {say(kg, question)}", f"# {_NOTES[question.subject]}", *lines, ""])


def _fill(line: str, slots: dict[str, str]) -> str | None:
    slot = _SLOT.match(line)
    if slot is None:
        return line
    values = slots[slot["name"]]
    if not values and slot["name"] != "hops":
        return None
    if "NOT IN (" in slot["line"]:
        return re.sub(r"\(id:[^)]*\)", f"({values.replace(' ', ', ')})", slot["line"])
    return re.sub(r"\{[^{}]*\}", lambda _: f"{{ {values} }}", slot["line"], count=1)


def _ids(idents: tuple[str, ...]) -> str:
    return " ".join(_short("id", ident) for ident in idents)


def _terms(names: tuple[str, ...]) -> str:
    return " ".join(_short("fo", name) for name in names)


def _short(prefix: str, ident: str) -> str:
    return f"{prefix}:{ident}" if _LOCAL.fullmatch(ident) else f"<{PREFIXES[prefix]}{ident}>"


def _hops(kg: KnowledgeGraph, question: Question) -> str:
    first, last = question.things
    rows = []
    for way, path in enumerate(kg.paths(f"id:{first}", f"id:{last}", question.ways), 1):
        for step, hop in enumerate(path.hops, 1):
            relation = hop.relation
            rows.append(
                f"    ({way} {step} {_short('id', relation.subject)} {_short('fo', relation.type)} {_short('id', relation.object)})"
            )
    return "\n" + "\n".join(rows) + "\n " if rows else ""


def recognise(kg: KnowledgeGraph, text: str) -> Question | None:
    """The question that a query asks, where it still is what `write` would write; white space does not matter."""
    first = text.lstrip().partition("\n")[0]
    if not first.startswith("#"):
        return None
    try:
        question = read(kg, first.lstrip("# "))
    except (BadQuery, NameTrouble):
        return None
    return question if _bare(write(kg, question)) == _bare(text) else None


def _bare(text: str) -> list[str]:
    lines = [
        line
        for line in text.splitlines()
        if not line.lstrip().startswith("#") and not re.match(rf"\s*PREFIX\s+\w+:\s*<(?:{BASE}|http)", line, re.I)
    ]
    return " ".join(lines).split()
