"""How many of what: the statistics of a set of triples, as VoID tells them.

Source of the structure: VoID (W3C note, 2011) and, for the partitions inside partitions, what SIB's SPARQL editor reads:
a class partition has property partitions, and each of these says to which classes and datatypes it leads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from graph.namespaces import RDF, VOID, VOID_EXT, XSD, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Sort = tuple[NamedNode, str]
"""What an object is: (void:class or void-ext:datatype, the IRI of the class or datatype)."""


@dataclass
class _Property:
    """The triples of one property, in the whole dataset or within one class."""

    triples: int = 0
    subjects: set[str] = field(default_factory=set)
    leads_to: Counter[Sort] = field(default_factory=Counter)

    def copy(self) -> _Property:
        """The same counts, to count on."""
        return _Property(self.triples, set(self.subjects), Counter(self.leads_to))


class Census:
    """Triples, counted as they come. Terms are kept as strings, whose hashes Python remembers."""

    def __init__(self, facts: Iterable[Triple]) -> None:
        """Count `facts`; no class but theirs is taken note of."""
        rows = [(fact.subject.value, fact.predicate.value, fact.object) for fact in facts]
        self.whole: dict[str, _Property] = defaultdict(_Property)
        self.within: dict[tuple[str, str], _Property] = defaultdict(_Property)
        """By class and property."""
        self.objects: set[str] = set()
        self.kinds: dict[str, list[str]] = defaultdict(list)
        for subject, predicate, value in rows:
            if predicate == RDF.type.value:
                self.kinds[subject].append(value.value)
        self.members = Counter(kind for own in self.kinds.values() for kind in own)
        for row in rows:
            self._count(*row)

    def plus(self, facts: Iterable[Triple]) -> Census:
        """A census of more: of facts that are new and give nothing a class."""
        more = Census(())
        more.kinds, more.members, more.objects = self.kinds, self.members, set(self.objects)
        more.whole.update((name, found.copy()) for name, found in self.whole.items())
        more.within.update((key, found.copy()) for key, found in self.within.items())
        for fact in facts:
            more._count(fact.subject.value, fact.predicate.value, fact.object)
        return more

    def _count(self, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        if isinstance(value, Literal):
            name, sorts = str(value), [(VOID_EXT.datatype, value.datatype.value)]
        else:
            name = value.value
            sorts = [(VOID["class"], kind) for kind in self.kinds.get(name, ())]
        self.objects.add(name)
        for found in (self.whole[predicate], *(self.within[kind, predicate] for kind in self.kinds.get(subject, ()))):
            found.triples += 1
            found.subjects.add(subject)
            for sort in sorts:
                found.leads_to[sort] += 1


def statistics(dataset: NamedNode, space: str, census: Census) -> Iterator[Triple]:
    """What has been counted, said of `dataset`, whose own names begin with `space`."""
    yield from _totals(dataset, space, census)
    for name, found in sorted(census.whole.items()):
        yield from _property(dataset, name, found)
    for kind, members in sorted(census.members.items()):
        partition = _part(dataset, kind)
        yield Triple(dataset, VOID.classPartition, partition)
        yield Triple(partition, VOID["class"], NamedNode(kind))
        yield Triple(partition, VOID.entities, number(members))
    for (kind, name), found in sorted(census.within.items()):
        partition = _part(dataset, kind)
        yield from _property(partition, name, found)
        for (sort, target), count in sorted(found.leads_to.items(), key=str):
            yield from _target(_part(partition, name), sort, target, count)


def number(value: int) -> Literal:
    """A count as xsd:integer."""
    return Literal(str(value), datatype=XSD.integer)


def _totals(dataset: NamedNode, space: str, census: Census) -> Iterator[Triple]:
    subjects: set[str] = set().union(*(found.subjects for found in census.whole.values()))
    yield Triple(dataset, VOID.triples, number(sum(found.triples for found in census.whole.values())))
    yield Triple(dataset, VOID.entities, number(sum(subject.startswith(space) for subject in subjects)))
    yield Triple(dataset, VOID.classes, number(len(census.members)))
    yield Triple(dataset, VOID.properties, number(len(census.whole)))
    yield Triple(dataset, VOID.distinctSubjects, number(len(subjects)))
    yield Triple(dataset, VOID.distinctObjects, number(len(census.objects)))


def _property(of: NamedNode, name: str, found: _Property) -> Iterator[Triple]:
    partition = _part(of, name)
    yield Triple(of, VOID.propertyPartition, partition)
    yield Triple(partition, VOID.property, NamedNode(name))
    yield Triple(partition, VOID.triples, number(found.triples))
    yield Triple(partition, VOID.distinctSubjects, number(len(found.subjects)))


def _target(partition: NamedNode, sort: NamedNode, target: str, count: int) -> Iterator[Triple]:
    node = _part(partition, target)
    yield Triple(partition, VOID.classPartition if sort == VOID["class"] else VOID_EXT.datatypePartition, node)
    yield Triple(node, sort, NamedNode(target))
    yield Triple(node, VOID.triples, number(count))


def _part(whole: NamedNode, term: str) -> NamedNode:
    """The name of a part: `…/dataset#fo:Service` of `…/dataset`, `…/dataset#fo:Service.fo:uses` of that."""
    return NamedNode(f"{whole.value}{'.' if '#' in whole.value else '#'}{compact(term)}")
