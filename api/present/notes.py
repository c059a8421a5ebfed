"""The notes and their passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.present.parts import brief, evidence
from graph.model import NameClaim, Passage, Relation
from graph.reading import read_sections

if TYPE_CHECKING:
    from api.present.parts import Json
    from graph.model import Evidence, Statement
    from graph.store import KnowledgeGraph


def passage(kg: KnowledgeGraph, item: Evidence) -> Json:
    """A passage, correction or clarification with its claims as sentences, and the passages that share words with it."""
    return {
        **evidence(kg, item),
        "claims": [_claim(kg, claim) for claim in kg.claims_of(item.id)],
        "covers": [brief(kg, ident) for ident in kg.covered_by(item.id)],
        "shares": [{"id": p.id, "quote": p.quote, "status": p.status} for p in _sharing(kg, item)],
    }


def _sharing(kg: KnowledgeGraph, item: Evidence) -> list[Passage]:
    if not isinstance(item, Passage):
        return []
    return [p for p in kg.content.passages if p.start < item.end and p.end > item.start and p.id != item.id]


def _claim(kg: KnowledgeGraph, claim: Relation | Statement | NameClaim) -> Json:
    if isinstance(claim, Relation):
        return {
            "kind": "Relation",
            "sentence": kg.sentence(claim),
            "things": [brief(kg, ident) for ident in dict.fromkeys((claim.subject, claim.object))],
        }
    if isinstance(claim, NameClaim):
        word = {"acronym": "has the acronym", "expansion": "stands for", "former": "was called"}.get(claim.name.kind, "is also called")
        return {"kind": "Name", "sentence": f"{kg.label(claim.thing)} {word} “{claim.name.text}”.", "things": [brief(kg, claim.thing)]}
    return {
        "kind": claim.kind,
        "sentence": claim.sentence,
        "things": [brief(kg, ident) for ident in claim.about if ident in kg.content.things],
    }


def notes(kg: KnowledgeGraph) -> Json:
    """The notes, section by section, with their passages and figures of coverage."""
    readings = read_sections(kg.content)
    words, missing = sum(r.words for r in readings), sum(r.missing for r in readings)
    sections = [
        {
            "id": r.section.id,
            "title": r.section.title,
            "start": r.section.start,
            "end": r.section.end,
            "words": r.words,
            "claimed": r.claimed,
            "furniture": r.furniture,
            "missing": r.missing,
            "passages": [
                {"id": p.id, "start": p.start, "end": p.end, "status": p.status} for p in kg.content.passages if p.section == r.section.id
            ],
        }
        for r in readings
    ]
    return {"text": kg.content.text, "words": words, "coverage": round(1 - missing / words, 4) if words else 1.0, "sections": sections}
