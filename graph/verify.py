"""Is it so? Supported by a claim, contradicted by a closed list, a plain no or a correction, or not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph.compare import NEGATIONS, closing

if TYPE_CHECKING:
    from graph.model import Evidence, Relation
    from graph.store import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about a claim, in one sentence, and the evidence that decided."""

    verdict: Literal["supported", "contradicted", "unknown"]
    reason: str
    evidence: tuple[Evidence, ...] = ()


def verify(kg: KnowledgeGraph, subject: str, relation: str, obj: str) -> Finding:
    """Judge a claim given by ids of two things and a relation (or its inverse, or a family). Only what the graph holds counts."""
    meaning = kg.terms.relation(relation)
    wanted = meaning.relations
    if meaning.inverse:
        subject, obj = obj, subject
    claims = [r for r in kg.relations_of(subject) if r.type in wanted and _links(kg, r, subject, obj)]
    held = [r for r in claims if r.believed]
    if held:
        return Finding("supported", kg.sentence(held[0]), tuple(e for r in held for e in r.evidence))
    way = _steps(kg, subject, wanted, obj)
    if way:
        return Finding("supported", " ".join(kg.sentence(r) for r in way), tuple(e for r in way for e in r.evidence))
    for no in kg.relations_of(subject):
        if no.subject == subject and no.object == obj and no.believed and wanted & set(NEGATIONS.get(no.type, ())):
            return Finding("contradicted", kg.sentence(no), no.evidence)
    for name in sorted(wanted):
        closed = closing(kg, subject, name, obj)
        if closed:
            return Finding("contradicted", closed.sentence, closed.evidence)
    if claims:
        return Finding(
            "contradicted", f"The notes say so, but the passage is {claims[0].status}.", tuple(e for r in claims for e in r.evidence)
        )
    return Finding("unknown", "The notes do not say, and no list that they close leaves it out.")


def _links(kg: KnowledgeGraph, relation: Relation, subject: str, obj: str) -> bool:
    straight = relation.subject == subject and relation.object == obj
    return straight or (kg.content.types[relation.type].symmetric and relation.subject == obj and relation.object == subject)


def _steps(kg: KnowledgeGraph, subject: str, wanted: frozenset[str], obj: str) -> list[Relation]:
    """The shortest chain of a transitive relation from subject to object; empty where there is none."""
    transitive = {name for name in wanted if kg.content.types[name].transitive}
    ways: dict[str, list[Relation]] = {subject: []}
    frontier = [subject]
    while frontier and transitive:
        following = []
        for node in frontier:
            for relation in kg.relations_of(node):
                if relation.subject == node and relation.believed and relation.type in transitive and relation.object not in ways:
                    ways[relation.object] = [*ways[node], relation]
                    following.append(relation.object)
        if obj in ways:
            return ways[obj]
        frontier = following
    return []
