"""What the answers are made of: things in one line, evidence, statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api import paging
from graph.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Evidence, Evidenced, Match, Statement, Thing
    from graph.store import KnowledgeGraph

Json = dict[str, Any]


def candidate(match: Match) -> Json:
    """A thing that a name may have meant."""
    return {
        "id": match.thing.id,
        "label": match.thing.label,
        "definition": match.thing.definition,
        "match": {"text": match.text, "kind": match.kind, "how": match.how},
    }


def brief(kg: KnowledgeGraph, ident: str) -> Json:
    """A thing in one line: id, label, type, category."""
    thing = kg.content.things[ident]
    return {"id": thing.id, "label": thing.label, "type": kind_of(kg, thing.kind), "category": category(kg, thing)}


def kind_of(kg: KnowledgeGraph, kind: str) -> Json:
    """A class of things: id and label."""
    return {"id": kind, "label": kg.content.kinds[kind][0]}


def category(kg: KnowledgeGraph, thing: Thing) -> Json:
    """The region of the map that a thing belongs to."""
    found = kg.content.categories[thing.category]
    return {"id": found.id, "label": found.label, "color": found.color}


def search(kg: KnowledgeGraph, text: str, limit: int) -> Json:
    """What is found by what has been typed so far, best first."""
    return {"query": text, "limit": limit, "max_limit": paging.MAX_LIMIT, "results": [hit(kg, match) for match in kg.search(text, limit)]}


def hit(kg: KnowledgeGraph, match: Match) -> Json:
    """A search result: the thing, and which of its names matched how."""
    return {
        **brief(kg, match.thing.id),
        "definition": match.thing.definition,
        "match": {"text": match.text, "kind": match.kind, "how": match.how},
        "score": match.score,
    }


def evidence(kg: KnowledgeGraph, item: Evidence) -> Json:
    """A passage with its quote in context, or an editors' correction or clarification."""
    if not isinstance(item, Passage):
        return {
            "kind": item.status,
            "id": item.id,
            "status": item.status,
            "reason": item.reason,
            "date": item.date,
            "basis": item.basis,
            "corrects": item.corrects,
        }
    section = kg.content.sections[item.section]
    correction = kg.content.evidence.get(item.correction or "")
    return {
        "kind": "passage",
        "id": item.id,
        "section": {"id": section.id, "title": section.title},
        "quote": item.quote,
        "before": item.before,
        "after": item.after,
        "start": item.start,
        "end": item.end,
        "status": item.status,
        "correction": None
        if correction is None or isinstance(correction, Passage)
        else {"id": correction.id, "reason": correction.reason, "date": correction.date, "basis": correction.basis},
    }


def proof(kg: KnowledgeGraph, items: Iterable[Evidence]) -> list[Json]:
    """All evidence of a claim."""
    return [evidence(kg, item) for item in items]


def first_quote(claim: Evidenced) -> Passage | None:
    """The passage that says it best: one that is believed, else any; None where only editors say it."""
    quoted = [item for item in claim.evidence if isinstance(item, Passage)]
    return next((item for item in quoted if item.status == "stated"), quoted[0] if quoted else None)


def statement(kg: KnowledgeGraph, found: Statement) -> Json:
    """A limit, rule, comparison, closed list, role, flow or step."""
    parts = {part: list(values) for part, values in found.parts.items()}
    return {
        "id": found.id,
        "kind": found.kind,
        "sentence": found.sentence,
        "status": found.status,
        "parts": parts,
        "evidence": proof(kg, found.evidence),
    }
