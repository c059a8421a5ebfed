"""What the stand-alone file carries besides the graph: everything that its panel, search and comparison need, each text once.

Things, relations and evidence go by their place in a list; what follows from other columns (sentences of comparisons, the words
around a quote, the section of a passage) is left out and worked out by `web/static/js/carried.js`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graph import sentences
from graph.model import Passage, Remark
from graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graph.model import Evidence, NameClaim, Statement, Thing
    from graph.store import KnowledgeGraph

Columns = dict[str, list[Any]]
TOLD = {"Role": (["roleIn", "player"], ["role"]), "Flow": (["flowOf", "source", "target"], ["position", "carries"])}
"""Classes whose sentence follows from their parts: the things in it, and its words."""


def carried(kg: KnowledgeGraph, things: Sequence[str], edges: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """The content for these things and relations, both in the order of the page's graph: {name of a part: columns or a text}."""
    content = kg.content
    place = {ident: index for index, ident in enumerate(things)}
    passages = sorted((e for e in content.evidence.values() if isinstance(e, Passage)), key=lambda p: (p.start, p.end, p.id))
    remarks = [e for e in content.evidence.values() if isinstance(e, Remark)]
    proofs: list[Evidence] = [*passages, *remarks]
    number = {item.id: index for index, item in enumerate(proofs)}

    def proof(items: Iterable[Evidence]) -> list[int]:
        return [number[item.id] for item in items]

    claims = {(r.subject, r.type, r.object): r.evidence for r in content.relations}
    named = [claim for claim in content.name_claims if claim.thing in place]
    return {
        "base": BASE,
        "denies": {name: kind.denies for name, kind in content.types.items() if kind.denies},
        "text": content.text,
        "sections": [[s.id, s.title, s.start, s.end] for s in content.sections.values()],
        "passages": _passages(passages, number),
        "remarks": _remarks(remarks),
        "definitions": [content.things[ident].definition for ident in things],
        "names": [_names(content.things[ident]) for ident in things],
        "proofs": [proof(claims[edge]) for edge in edges],
        "statements": _statements(content.statements, place, proof),
        "named": {
            "thing": [place[claim.thing] for claim in named],
            "name": [_name_of(claim, content.things[claim.thing]) for claim in named],
            "proof": [proof(claim.evidence) for claim in named],
        },
    }


def _name_of(claim: NameClaim, thing: Thing) -> int | list[str]:
    """Which name of the thing a claim gives: its place among the first acronym, the first expansion and those of `_names`."""
    name = [claim.name.kind, claim.name.text]
    acronyms, expansions = ([*thing.named(kind), ""][0] for kind in ("acronym", "expansion"))
    known = [["acronym", acronyms], ["expansion", expansions if expansions not in thing.label else ""], *_names(thing)]
    return known.index(name) if name in known else name


def _names(thing: Thing) -> list[list[str]]:
    """The names besides the label, the first acronym and the first expansion, which the graph has unless the label holds it."""
    acronyms, expansions = thing.named("acronym")[:1], thing.named("expansion")[:1]
    known = {("preferred", thing.label), *(("acronym", text) for text in acronyms)}
    known |= {("expansion", text) for text in expansions if text not in thing.label}
    return [[name.kind, name.text] for name in thing.names if (name.kind, name.text) not in known]


def _passages(passages: Sequence[Passage], number: dict[str, int]) -> Columns:
    starts = [passage.start for passage in passages]
    return {
        "id": [p.id.removeprefix(start) if p.id.startswith(start := f"{p.section}-") else f"/{p.id}" for p in passages],
        "step": [start - before for start, before in zip(starts, [0, *starts], strict=False)],
        "length": [p.end - p.start for p in passages],
        "section": [p.section for p in passages],
        "status": [p.status for p in passages],
        "correction": [number.get(p.correction or "", 0) for p in passages],
    }


def _remarks(remarks: Sequence[Remark]) -> Columns:
    return {
        "id": [r.id for r in remarks],
        "status": [r.status for r in remarks],
        "reason": [r.reason for r in remarks],
        "date": [r.date for r in remarks],
        "basis": [r.basis for r in remarks],
    }


def _statements(
    statements: Iterable[Statement], place: dict[str, int], proof: Callable[[Iterable[Evidence]], list[int]]
) -> dict[str, Columns]:
    """By class, columns: the parts that a comparison needs where there are such, else the sentence; what it is about; its evidence."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        columns = found[statement.kind]
        columns["proof"].append(proof(statement.evidence))
        for name, value in _parts(statement, place):
            columns[name].append(value)
    return {kind: dict(columns) for kind, columns in found.items()}


def _parts(statement: Statement, place: dict[str, int]) -> Iterable[tuple[str, Any]]:
    parts = statement.parts

    def ids(name: str) -> list[int | str]:
        return [place.get(ident, ident) for ident in parts.get(name, ())]

    if statement.kind == "Comparison":
        yield from ((name, ids(name)[0]) for name in ("left", "right"))
        yield from ((name, parts.get(name, (None,))[0]) for name in ("aspect", "leftValue", "rightValue"))
        yield "favors", ids("favors")
    elif statement.kind == "Limit":
        yield "limits", ids("limits")
        yield "quantity", parts["quantity"][0]
        yield "amount", sentences.amount(parts)
        yield "scope", parts.get("scope", (None,))[0]
    elif statement.kind == "ClosedList":
        yield "listOf", ids("listOf")[0]
        yield "closes", parts["closes"][0]
        yield "member", ids("member")
        yield "memberKind", list(parts.get("memberKind", ()))
    elif statement.kind in TOLD:
        places, words = TOLD[statement.kind]
        yield from ((name, ids(name)[0]) for name in places)
        yield from ((name, parts.get(name, (None,))[0]) for name in words)
    else:
        yield "about", [place[ident] for ident in statement.about if ident in place]
        yield "sentence", statement.sentence
