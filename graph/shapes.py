"""SHACL: the dataset against `ontology/shapes.ttl`, each violation with the file and line it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyshacl
from pyoxigraph import NamedNode, Quad, RdfFormat, serialize
from rdflib import RDF, SH, Graph, URIRef

from graph.namespaces import FO, PREFIXES, compact, rebased
from graph.sources import is_default

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

    from graph.model import Problem
    from graph.sources import Sources


def problems(root: Traversable, sources: Sources, quads: list[Quad]) -> Iterator[Problem]:
    """The violations of the belief, and of the statements in passages that are not believed."""
    shapes = read_shapes(root)
    doubted = {q.subject for q in quads if q.predicate == FO.status and q.object != FO.Stated}
    vocabulary = [q for q in quads if is_default(q) and q.subject.value.startswith(PREFIXES["fo"])]
    yield from _violations(sources, shapes, [q for q in quads if is_default(q)])
    yield from _violations(sources, shapes, [*vocabulary, *(q for q in quads if q.graph_name in doubted and _is_node(q))])


def _is_node(quad: Quad) -> bool:
    return isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(PREFIXES["id"])


def read_shapes(root: Traversable) -> Graph:
    """The shapes as an rdflib graph."""
    return Graph().parse(data=rebased(root.joinpath("shapes.ttl").read_text(encoding="utf-8")), format="turtle")


def validate(shapes: Graph, triples: Iterable[Quad]) -> Graph:
    """The SHACL report (`sh:ValidationReport`) of a part of the dataset, graph names ignored."""
    text = serialize((quad.triple for quad in triples), format=RdfFormat.N_TRIPLES) or b""
    data = Graph().parse(data=text, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL failed: {report}")
    return report


def _violations(sources: Sources, shapes: Graph, triples: list[Quad]) -> Iterator[Problem]:
    report = validate(shapes, triples)
    for result in sorted(report.subjects(RDF.type, SH.ValidationResult), key=str):
        focus, message = report.value(result, SH.focusNode), report.value(result, SH.resultMessage)
        value, path = report.value(result, SH.value), report.value(result, SH.resultPath)
        node = NamedNode(str(focus))
        file = sources.defining(node) or sources.files["vocabulary.ttl"]
        terms = (node, NamedNode(str(path))) if isinstance(path, URIRef) else (node,)
        shown = "" if value is None else f" (found: {compact(str(value))})"
        yield sources.problem(file, terms, f"{compact(str(focus))}: {message}{shown}", "See ontology/shapes.ttl for what is allowed.")
