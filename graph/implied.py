"""What the vocabulary implies: the inverse of each relation, and the further steps of transitive ones."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from graph.namespaces import FO, OWL, RDF

if TYPE_CHECKING:
    from collections.abc import Iterator


def imply(believed: set[Quad]) -> set[Quad]:
    """The default-graph quads that follow from `believed` (vocabulary included) and are not in it."""
    inverse = {q.subject: q.object for q in believed if q.predicate == OWL.inverseOf and isinstance(q.object, NamedNode)}
    relations = {q.subject for q in believed if q.predicate == RDF.type and q.object == FO.Relation}
    transitive = {q.subject for q in believed if q.predicate == RDF.type and q.object == OWL.TransitiveProperty}
    claims = [(q.subject, q.predicate, q.object) for q in believed if q.predicate in relations]
    found: set[tuple[NamedNode, NamedNode, NamedNode]] = set()
    for relation in transitive:
        found |= {(s, relation, o) for s, o in closure([(s, o) for s, p, o in claims if p == relation])}
    found |= {(o, inverse[p], s) for s, p, o in [*claims, *found] if p in inverse}
    return {Quad(s, p, o) for s, p, o in found} - believed


def closure(pairs: list[tuple[NamedNode, NamedNode]]) -> Iterator[tuple[NamedNode, NamedNode]]:
    """All pairs that are reached in one or more steps; a thing never reaches itself."""
    onward: dict[NamedNode, list[NamedNode]] = defaultdict(list)
    for start, end in pairs:
        onward[start].append(end)
    for start in list(onward):
        seen: set[NamedNode] = set()
        waiting = list(onward[start])
        while waiting:
            node = waiting.pop()
            if node not in seen and node != start:
                seen.add(node)
                waiting.extend(onward.get(node, ()))
        yield from ((start, end) for end in seen)
