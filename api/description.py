"""The service description of the SPARQL endpoint: what it speaks, which formats it answers in, which graphs it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from api import rdf
from graph.formats import FORMATS
from graph.namespaces import RDF, SD, VOID, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from graph.sizes import Sizes

SIMPLE = NamedNode("http://www.w3.org/ns/entailment/Simple")


def respond(request: Request, held: Sizes) -> Response:
    """What a GET without parameters on the endpoint answers: its description in the RDF format that the client likes best.

    `held` are the sizes of the engine's graphs (`graph.sizes.sizes`, or `KnowledgeGraph.sizes`, which keeps them). `sd:endpoint` is the address that was asked. So the answer depends on the Host header, which no cache may forget: it says
    `Cache-Control: no-store`. Raises HTTPException 406 where the client takes no RDF.
    """
    endpoint = str(request.url.replace(query="", fragment=""))
    return rdf.answer(request, describe(endpoint, held), {"cache-control": "no-store"})


def describe(endpoint: str, held: Sizes) -> Iterator[Triple]:
    """The triples of the description. Only what is true of the engine is claimed: no federation, no update, no union graph."""
    service, dataset = BlankNode("service"), BlankNode("dataset")
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, NamedNode(endpoint))
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(service, SD.defaultEntailmentRegime, SIMPLE)
    for one in FORMATS:
        yield Triple(service, SD.resultFormat, NamedNode(one.iri))
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, SD.defaultGraph, default := BlankNode("default"))
    yield from _graph(default, held.default)
    for number, (name, size) in enumerate(held.named.items()):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(dataset, SD.namedGraph, named)
        yield Triple(named, RDF.type, SD.NamedGraph)
        yield Triple(named, SD.name, NamedNode(name))
        yield Triple(named, SD.graph, graph)
        yield from _graph(graph, size)


def _graph(graph: BlankNode, size: int) -> Iterator[Triple]:
    yield Triple(graph, RDF.type, SD.Graph)
    yield Triple(graph, VOID.triples, Literal(str(size), datatype=XSD.integer))
