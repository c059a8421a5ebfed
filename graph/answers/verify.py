"""Is it so? Supported by a claim, contradicted by a closed list, a plain no, a limit or a correction, or not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph import sentences
from graph.answers.compare import closing
from graph.model import Passage, Relation

if TYPE_CHECKING:
    from graph.model import Evidence
    from graph.store import KnowledgeGraph

Verdict = Literal["supported", "contradicted", "unknown"]
Ground = Literal["claim", "chain", "plain no", "closed list", "correction", "limit", "nothing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about a claim, in one sentence, the evidence that decided, and what sort of thing it is that decided.

    `claim` is the question as a sentence; `instead` what holds where the claim does not.
    """

    verdict: Verdict
    reason: str
    evidence: tuple[Evidence, ...] = ()
    decided_by: Ground = "nothing"
    claim: str = ""
    instead: tuple[str, ...] = ()


def verify(kg: KnowledgeGraph, subject: str, relation: str, obj: str) -> Finding:
    """Judge a claim given by ids of two things and a word for a relation, its inverse, or a family. Raises UnknownTerm.

    Only what the graph holds counts.
    """
    meaning = kg.terms.relation(relation)
    claim = _claim(kg, subject, relation, obj)
    if meaning.inverse:
        subject, obj = obj, subject
    found = _judge(kg, subject, meaning.relations, obj)
    return Finding(found.verdict, found.reason, found.evidence, found.decided_by, claim, found.instead)


def _judge(kg: KnowledgeGraph, subject: str, wanted: frozenset[str], obj: str) -> Finding:
    claims = [r for r in kg.relations_of(subject) if r.type in wanted and _links(kg, r, subject, obj)]
    held = [r for r in claims if r.believed]
    if held:
        return Finding("supported", kg.sentence(held[0]), tuple(e for r in held for e in r.evidence), "claim")
    way = _steps(kg, subject, wanted, obj)
    if way:
        return Finding("supported", " ".join(kg.sentence(r) for r in way), tuple(e for r in way for e in r.evidence), "chain")
    for no in kg.relations_of(subject):
        if no.subject == subject and no.object == obj and no.believed and wanted & set(kg.content.types[no.type].denies):
            return Finding("contradicted", kg.sentence(no), no.evidence, "plain no")
    for name in sorted(wanted):
        closed = closing(kg, subject, name, obj)
        if closed:
            return Finding("contradicted", closed.sentence, closed.evidence, "closed list")
    if claims:
        return _corrected(kg, claims)
    return _opposite(kg, subject, wanted, obj) or Finding("unknown", "The notes do not say, and no list that they close leaves it out.")


def _opposite(kg: KnowledgeGraph, subject: str, wanted: frozenset[str], obj: str) -> Finding | None:
    """A plain no that is asked for, such as “does not support”, by what is known of the relations that it denies."""
    denied = {name for no in wanted for name in kg.content.types[no].denies} - wanted
    for yes in kg.relations_of(subject):
        if yes.type in denied and yes.believed and _links(kg, yes, subject, obj):
            return Finding("contradicted", kg.sentence(yes), yes.evidence, "claim")
    for name in sorted({name for no in wanted for name in kg.content.types[no].denies[:1]} - wanted):
        closed = closing(kg, subject, name, obj)
        if closed:
            return Finding("supported", closed.sentence, closed.evidence, "closed list")
    return None


def _corrected(kg: KnowledgeGraph, claims: list[Relation]) -> Finding:
    """The notes say so in a passage that is not believed: the corrections tell what holds."""
    evidence = tuple(e for r in claims for e in r.evidence)
    corrections = [e.correction for e in evidence if isinstance(e, Passage) and e.correction]
    instead = [kg.sentence(c) for ident in corrections for c in kg.claims_of(ident) if isinstance(c, Relation)]
    remarks = [kg.content.evidence[ident] for ident in corrections]
    status = claims[0].status
    verdict: Verdict = "unknown" if status == "vague" else "contradicted"
    reason = f"The notes say so, but the passage is {status}."
    return Finding(verdict, reason, tuple(dict.fromkeys((*evidence, *remarks))), "correction", instead=tuple(dict.fromkeys(instead)))


def _claim(kg: KnowledgeGraph, subject: str, relation: str, obj: str) -> str:
    """The claim as a sentence, told from its subject."""
    meaning = kg.terms.relation(relation)
    if meaning.family:
        label = kg.content.families[meaning.family][0]
        return f"{kg.label(subject)} has a relation of the family “{label}” to {kg.label(obj)}."
    kind = kg.content.types[next(iter(meaning.relations))]
    if meaning.inverse:
        return sentences.relation(kind.inverse_sentence, kg.label(obj), kg.label(subject))
    return sentences.relation(kind.sentence, kg.label(subject), kg.label(obj))


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
