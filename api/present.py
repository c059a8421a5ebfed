"""Model values as the plain JSON that clients see. Every shape of the API is made here once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.model import NameClaim, Passage, Relation
from graph.reading import read_sections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Evidence, Hop, Match, Related, Statement, Thing
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
    return {"id": thing.id, "label": thing.label, "type": _kind(kg, thing.kind), "category": category(kg, thing)}


def _kind(kg: KnowledgeGraph, kind: str) -> Json:
    return {"id": kind, "label": kg.content.kinds[kind][0]}


def category(kg: KnowledgeGraph, thing: Thing) -> Json:
    """The region of the map that a thing belongs to."""
    found = kg.content.categories[thing.category]
    return {"id": found.id, "label": found.label, "color": found.color}


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


def hop(kg: KnowledgeGraph, step: Hop) -> Json:
    """One relation as it was walked, with its sentence and quotes."""
    kind = kg.content.types[step.relation.type]
    return {
        "relation": kind.id,
        "label": kind.label if step.direction == "out" else kind.inverse_label,
        "family": kind.family,
        "direction": step.direction,
        "start": step.start,
        "end": step.end,
        "sentence": kg.sentence(step.relation, step.start),
        "status": step.relation.status,
        "evidence": proof(kg, step.relation.evidence),
    }


def related(kg: KnowledgeGraph, found: Related) -> Json:
    """A related thing with its score and reasons."""
    score = found.score
    parts = {
        "value": score.value,
        "directness": score.directness,
        "evidence": score.evidence,
        "specificity": score.specificity,
        "proximity": score.proximity,
    }
    return {**brief(kg, found.thing), "score": parts, "hops": found.hops, "because": [hop(kg, step) for step in found.because]}


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


def thing(kg: KnowledgeGraph, found: Thing) -> Json:
    """Everything about one thing."""
    return {
        "id": found.id,
        "iri": found.iri,
        "label": found.label,
        "type": _kind(kg, found.kind),
        "category": category(kg, found),
        "definition": found.definition,
        "names": [{"text": name.text, "kind": name.kind} for name in found.names],
        "notations": list(found.notations),
        "relations": _groups(kg, found.id),
        "statements": [statement(kg, item) for item in kg.statements_of(found.id)],
        "named": [
            {"text": claim.name.text, "kind": claim.name.kind, "status": claim.evidence[0].status, "evidence": proof(kg, claim.evidence)}
            for claim in kg.name_claims_of(found.id)
        ],
    }


def _groups(kg: KnowledgeGraph, ident: str) -> list[Json]:
    """The relations of a thing by family, relation and direction, in the vocabulary's order of families."""
    groups: dict[tuple[str, str, str], list[Relation]] = {}
    for relation in kg.relations_of(ident):
        kind = kg.content.types[relation.type]
        direction = "out" if relation.subject == ident or kind.symmetric else "in"
        groups.setdefault((kind.family, kind.id, direction), []).append(relation)
    return [_group(kg, ident, key, groups[key]) for key in sorted(groups)]


def _group(kg: KnowledgeGraph, ident: str, key: tuple[str, str, str], relations: list[Relation]) -> Json:
    family, name, direction = key
    kind = kg.content.types[name]
    items = [
        {
            "thing": brief(kg, relation.object if relation.subject == ident else relation.subject),
            "sentence": kg.sentence(relation, ident),
            "status": relation.status,
            "evidence": proof(kg, relation.evidence),
        }
        for relation in relations
    ]
    items.sort(key=lambda item: str(item["sentence"]))
    return {
        "family": {"id": family, "label": kg.content.families[family][0]},
        "relation": {"id": name, "label": kind.label if direction == "out" else kind.inverse_label},
        "direction": direction,
        "count": len(items),
        "items": items,
    }


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
