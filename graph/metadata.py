"""What the dataset says of itself: how to reach it, its prefixes, its vocabularies, and its statistics.

The statistics are part of what they count. So they are worked out again until they no longer change: how many there are
depends on which classes and properties occur, and after the second round on nothing else. Only the number of distinct objects,
an object itself, may find no rest; then it is not claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from graph.namespaces import BASE, DATASET, DCTERMS, PREFIXES, RDF, SH, VOID, XSD
from graph.statistics import Census, number, statistics

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX_TABLE = NamedNode(BASE + "prefixes")
ENDPOINT = NamedNode(BASE + "sparql")
DUMPS = tuple(NamedNode(f"{BASE}export.{ending}") for ending in ("trig", "nq"))
ROUNDS = 10


def metadata(facts: list[Triple], declared: list[Triple], sizes: dict[NamedNode, int], own: NamedNode) -> list[Triple]:
    """The triples about a dataset; they are to be added to its default graph and to the graph `own`.

    `facts` are the triples of the default graph without them, `declared` those among `facts` that editors wrote about the dataset,
    `sizes` the number of triples in other graphs that are worth a mention.
    """
    fixed = list(dict.fromkeys([*declared, *prefix_table(), *_access(), *_modified(facts)]))
    known = Census({*facts, *fixed})
    for unclaimed in ((), (VOID.distinctObjects,)):
        counted: list[Triple] = []
        for _ in range(ROUNDS):
            last, counted = (
                counted,
                [t for t in _counted(known.plus(counted), {**sizes, own: len(fixed) + len(counted)}) if t.predicate not in unclaimed],
            )
            if counted == last:
                return [*fixed, *counted]
    raise RuntimeError("The statistics of the dataset do not settle.")


def _counted(census: Census, sizes: dict[NamedNode, int]) -> Iterator[Triple]:
    for graph, size in sizes.items():
        yield Triple(graph, VOID.triples, number(size))
    yield from _vocabularies(census)
    yield from statistics(DATASET, BASE, census)


def prefix_table() -> Iterator[Triple]:
    """The prefix table as SHACL declarations."""
    for prefix, namespace in PREFIXES.items():
        node = NamedNode(f"{PREFIX_TABLE.value}#{prefix}")
        yield Triple(PREFIX_TABLE, SH.declare, node)
        yield Triple(node, RDF.type, SH.PrefixDeclaration)
        yield Triple(node, SH.prefix, Literal(prefix))
        yield Triple(node, SH.namespace, Literal(namespace, datatype=XSD.anyURI))


def _access() -> Iterator[Triple]:
    yield Triple(DATASET, VOID.sparqlEndpoint, ENDPOINT)
    yield Triple(DATASET, VOID.uriSpace, Literal(BASE))
    for dump in DUMPS:
        yield Triple(DATASET, VOID.dataDump, dump)


def _modified(facts: list[Triple]) -> Iterator[Triple]:
    """The day of the latest check that a correction or clarification names."""
    days = [fact.object for fact in facts if fact.predicate == DCTERMS.date]
    if days:
        yield Triple(DATASET, DCTERMS.modified, max(days, key=lambda day: day.value))


def _vocabularies(census: Census) -> Iterator[Triple]:
    """The namespaces of the table that properties and classes of the data come from."""
    terms = (*census.whole, *census.members)
    for namespace in PREFIXES.values():
        if any(term.startswith(namespace) for term in terms):
            yield Triple(DATASET, VOID.vocabulary, NamedNode(namespace))
