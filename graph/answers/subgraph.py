"""Some things and the relations among them as RDF, with the evidence: what a person sees on the canvas, to take away.

Believed relations stand in the default graph, as in the dataset. Evidence comes in one of two shapes: by graph, where each passage
and correction is a named graph with its claims (for formats that hold datasets), or by statement, where each claim is described as
an rdf:Statement with its sources (for formats that hold one graph; there a claim that is not believed is described, not made).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from graph.model import Passage
from graph.namespaces import DCTERMS, FO, OA, PREFIXES, RDF, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from graph.model import Evidence, Relation
    from graph.store import KnowledgeGraph

ENGLISH = "en"


def subgraph(kg: KnowledgeGraph, things: Collection[str], relations: Iterable[Relation], *, graphs: bool) -> list[Quad]:
    """Quads of these things (ids) and relations with all their evidence; `graphs` says in which shape. Sorted."""
    found: set[Quad] = set()
    proofs: dict[str, Evidence] = {}
    for ident in things:
        found.update(_thing(kg, ident))
    for relation in relations:
        triple = (_id(relation.subject), NamedNode(kg.content.types[relation.type].iri), _id(relation.object))
        if relation.believed:
            found.add(Quad(*triple, DefaultGraph()))
        proofs.update({item.id: item for item in relation.evidence})
        if graphs:
            found.update(Quad(*triple, NamedNode(item.iri)) for item in relation.evidence)
        else:
            found.update(_described(relation, triple))
    corrections = [p.correction for p in proofs.values() if isinstance(p, Passage) and p.correction]
    proofs.update({ident: kg.content.evidence[ident] for ident in corrections if ident in kg.content.evidence})
    for item in proofs.values():
        found.update(_evidence(kg, item))
    return sorted(found, key=str)


def _id(ident: str) -> NamedNode:
    return NamedNode(PREFIXES["id"] + ident)


def _note(ident: str) -> NamedNode:
    return NamedNode(PREFIXES["note"] + ident)


def _thing(kg: KnowledgeGraph, ident: str) -> Iterator[Quad]:
    thing = kg.content.things[ident]
    subject = NamedNode(thing.iri)
    yield Quad(subject, RDF.type, NamedNode(PREFIXES["fo"] + thing.kind))
    yield Quad(subject, SKOS.prefLabel, Literal(thing.label, language=ENGLISH))
    yield Quad(subject, SKOS.definition, Literal(thing.definition, language=ENGLISH))
    yield Quad(subject, FO.category, _id(thing.category))


def _described(relation: Relation, triple: tuple[NamedNode, NamedNode, NamedNode]) -> Iterator[Quad]:
    claim = BlankNode(f"{relation.subject}_{relation.type}_{relation.object}")
    yield Quad(claim, RDF.type, RDF.Statement)
    for predicate, value in zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True):
        yield Quad(claim, predicate, value)
    for item in relation.evidence:
        yield Quad(claim, DCTERMS.source, NamedNode(item.iri))


def _evidence(kg: KnowledgeGraph, item: Evidence) -> Iterator[Quad]:
    subject = NamedNode(item.iri)
    if isinstance(item, Passage):
        section = _note(item.section)
        yield Quad(subject, RDF.type, FO.Passage)
        yield Quad(subject, FO.section, section)
        yield Quad(section, DCTERMS.title, Literal(kg.content.sections[item.section].title, language=ENGLISH))
        yield Quad(subject, OA.exact, Literal(item.quote))
        yield Quad(subject, FO.status, NamedNode(PREFIXES["fo"] + item.status.capitalize()))
        if item.correction:
            yield Quad(subject, FO.correctedBy, _note(item.correction))
        return
    yield Quad(subject, RDF.type, NamedNode(PREFIXES["fo"] + item.status.capitalize()))
    yield Quad(subject, FO.reason, Literal(item.reason, language=ENGLISH))
    yield Quad(subject, DCTERMS.date, Literal(item.date, datatype=XSD.date))
    yield Quad(subject, FO.basis, Literal(item.basis, language=ENGLISH))
