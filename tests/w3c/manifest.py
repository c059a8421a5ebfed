"""The W3C's test manifests as cases: what is loaded, what is asked, what must come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from pyoxigraph import BlankNode, Dataset, NamedNode, RdfFormat, Triple, parse
from pyoxigraph import Literal as Text

if TYPE_CHECKING:
    from collections.abc import Iterator


MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
DAWGT = "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
HOME = "http://w3c.example/"
"""Where the suite's folder stands for whoever resolves relative IRIs."""
EMPTY = Path(__file__).with_name("empty.ttl")
Kind = Literal["evaluation", "good syntax", "bad syntax"]
Term = NamedNode | BlankNode | Text | Triple
KINDS: dict[str, Kind] = {
    "QueryEvaluationTest": "evaluation",
    "CSVResultFormatTest": "evaluation",
    "PositiveSyntaxTest": "good syntax",
    "PositiveSyntaxTest11": "good syntax",
    "NegativeSyntaxTest": "bad syntax",
    "NegativeSyntaxTest11": "bad syntax",
}
"""The kinds of tests that are queries. Updates, the protocol and the description have tests of other kinds."""


@dataclass(frozen=True)
class Case:
    """One test. Files are of the suite; `named` are pairs of the graph's IRI and its file."""

    name: str
    """Folders and the test's own name, such as `data-sparql11/bind#bind01`."""
    kind: Kind
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()
    result: Path | None = None
    lax: bool = False
    """Whether duplicates may come as often as the engine likes (REDUCED)."""

    @property
    def group(self) -> str:
        """The folder, such as `data-sparql11/bind`."""
        return self.name.partition("#")[0]

    @property
    def base(self) -> str:
        """What relative IRIs of this folder resolve against."""
        return f"{HOME}{self.group}/"

    @cached_property
    def text(self) -> str:
        """The query."""
        return self.query.read_text(encoding="utf-8")

    @property
    def dataset(self) -> tuple[tuple[Path, ...], tuple[tuple[str, Path], ...], str]:
        """What has to be served: cases of the same dataset share a server."""
        return self.data if self.data or self.named else (EMPTY,), self.named, self.base


class Graph:
    """An RDF file to walk through."""

    def __init__(self, file: Path, base: str) -> None:
        """Raises SyntaxError, and OSError."""
        self.base = base
        rdf_format = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}[file.suffix]
        self.quads = Dataset(parse(path=file, format=rdf_format, base_iri=base))

    def all(self, subject: Term | None, predicate: str) -> list[Term]:
        """The objects of a subject's property."""
        return [q.object for q in self.quads.quads_for_subject(subject) if q.predicate.value == predicate] if subject else []  # type: ignore[arg-type]

    def one(self, subject: Term | None, predicate: str) -> Term | None:
        """The object, or None."""
        return next(iter(self.all(subject, predicate)), None)

    def iris(self, subject: Term | None, predicate: str) -> list[str]:
        """The objects that are IRIs."""
        return [o.value for o in self.all(subject, predicate) if isinstance(o, NamedNode)]

    def items(self, start: Term | None) -> Iterator[Term]:
        """The members of a list."""
        while start is not None and start != NamedNode(RDF + "nil"):
            yield from self.all(start, RDF + "first")
            start = self.one(start, RDF + "rest")

    def of_type(self, kind: str) -> list[Term]:
        """The subjects of a class."""
        return [q.subject for q in self.quads.quads_for_object(NamedNode(kind)) if q.predicate.value == RDF + "type"]


def cases(suite: Path) -> list[Case]:
    """The query tests under a folder that the W3C has not withdrawn, in the order of its manifests.

    Entailment regimes are not among them, since none is claimed, nor are updates.
    """
    return [
        case
        for manifest in sorted(suite.rglob("manifest.ttl"))
        if manifest.parent.name != "entailment"
        for case in _listed(manifest, suite)
    ]


def _listed(manifest: Path, suite: Path) -> Iterator[Case]:
    group = manifest.parent.relative_to(suite).as_posix()
    graph = Graph(manifest, f"{HOME}{group}/")
    entries = [test for whole in graph.of_type(MF + "Manifest") for test in graph.items(graph.one(whole, MF + "entries"))]
    for test in dict.fromkeys(entries):
        kind = next((KINDS[iri.removeprefix(MF)] for iri in graph.iris(test, RDF + "type") if iri.removeprefix(MF) in KINDS), None)
        action = graph.one(test, MF + "action")
        query = graph.one(action, QT + "query") or action
        withdrawn = graph.iris(test, DAWGT + "approval") == [DAWGT + "Withdrawn"]
        if kind is None or withdrawn or not isinstance(test, NamedNode) or not isinstance(query, NamedNode) or query.value.endswith(".ru"):
            continue
        result = graph.iris(test, MF + "result")
        data = tuple(_path(suite, iri) for iri in graph.iris(action, QT + "data"))
        named = _named(graph, action)
        if kind == "evaluation" and not data and not named:
            named = _from(_path(suite, query.value).read_text(encoding="utf-8"), graph.base)
        yield Case(
            f"{group}#{re.split('[#/]', test.value)[-1]}",
            kind,
            _path(suite, query.value),
            data,
            tuple((iri, _path(suite, file)) for iri, file in named.items()),
            _path(suite, result[0]) if result else None,
            graph.iris(test, MF + "resultCardinality") == [MF + "LaxCardinality"],
        )


def _path(suite: Path, iri: str) -> Path:
    return suite / iri.removeprefix(HOME)


def _named(graph: Graph, action: Term | None) -> dict[str, str]:
    """The graphs that a test names, each with the IRI of its file: the file alone, or with a label that is the graph's name."""
    named = {iri: iri for iri in graph.iris(action, QT + "graphData")}
    for node in graph.all(action, QT + "graphData"):
        label = graph.one(node, RDFS + "label")
        named |= {label.value if isinstance(label, Text) else iri: iri for iri in graph.iris(node, QT + "graph")}
    return named


def _from(text: str, base: str) -> dict[str, str]:
    """The files that a query itself names, each as the graph of its IRI."""
    return {iri: iri for iri in (urljoin(base, found) for found in re.findall(r"FROM\s+(?:NAMED\s+)?<([^>]*)>", text))}
