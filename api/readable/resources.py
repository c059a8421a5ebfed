"""The page of any other resource: a category, a statement, a graph, a selector. Its properties, and what leads to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from api import links, present
from api.readable import parts
from graph.namespaces import BASE, FO, GRAPHS, PREFIXES, RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from graph.documents import Document
    from graph.store import KnowledgeGraph

_TOLD = {
    PREFIXES["rdfs"] + "label",
    SKOS.prefLabel.value,
    SKOS.definition.value,
    PREFIXES["rdfs"] + "comment",
    PREFIXES["dcterms"] + "title",
}
"""Properties that the head of the page tells."""

_DRAWN = {FO.x.value, FO.y.value, PREFIXES["fo"] + "color"}
"""Properties that only the map is drawn by."""

Json = dict[str, Any]


def resource(kg: KnowledgeGraph, path: str, document: Document) -> str:
    """The page as HTML."""
    own = [t for t in document.own if t.subject == NamedNode(document.iri)]
    name = path.rsplit("/", 1)[-1]
    statements = [one for one in kg.content.statements if one.id == name] if path.startswith("id/") else []
    statements.sort(key=lambda one: not one.believed)
    texts = [t.object.value for t in own if t.predicate.value in _TOLD - {SKOS.prefLabel.value}]
    label = kg.documents.label(document.iri)
    return parts.render(
        "resource.html",
        links.page(kg, path).count("/") - 1,
        label=label or (statements[0].sentence if statements else name),
        texts=[text for text in texts if text != label],
        kinds=[parts.word(kg, t.object.value) for t in own if t.predicate == RDF.type],
        versions=[{"sentence": s.sentence, "status": s.status, "evidence": present.proof(kg, s.evidence)} for s in statements],
        rows=_rows(kg, (t for t in own if t.predicate.value not in _TOLD | _DRAWN and t.predicate != RDF.type)),
        members=_members(kg, path),
        incoming=_incoming(kg, document, path),
        iri=document.iri,
        graph=document.iri.startswith(GRAPHS),
        forms=parts.forms(path),
        data=kg.compacted(own),
    )


def _rows(kg: KnowledgeGraph, triples: Iterable[Triple]) -> list[Json]:
    """(property, values), a value being words and where they lead."""
    rows: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for triple in triples:
        value = triple.object
        lead = (parts.word(kg, value.value), parts.href(kg, value.value)) if isinstance(value, NamedNode) else (value.value, None)
        rows[triple.predicate.value].append(lead)
    return [{"property": parts.property_word(kg, iri), "values": values} for iri, values in rows.items()]


def _members(kg: KnowledgeGraph, path: str) -> list[Json]:
    """The things of a category, class by class."""
    category = path.removeprefix("id/")
    things = sorted((t for t in kg.content.things.values() if t.category == category), key=lambda t: t.label.casefold())
    return [
        {"label": label, "things": found}
        for kind, (label, _) in kg.content.kinds.items()
        if (found := [{"id": t.id, "label": t.label, "definition": t.definition} for t in things if t.kind == kind])
    ]


def _incoming(kg: KnowledgeGraph, document: Document, path: str) -> list[Json]:
    """What leads to the resource, by property; for a category that is told by its members."""
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for triple in document.incoming:
        iri = triple.subject.value
        if triple.predicate.value != PREFIXES["fo"] + "category" and iri.startswith(BASE):
            rows[triple.predicate.value].append((parts.word(kg, iri), parts.href(kg, iri)))
    return [{"property": parts.property_word(kg, iri), "values": sorted(values)} for iri, values in rows.items()]
