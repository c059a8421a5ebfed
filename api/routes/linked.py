"""Linked data: each IRI of the data leads to a page for people and to data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import orjson
from fastapi import APIRouter, Path, Query, Request
from pyoxigraph import DefaultGraph, Quad
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import links, rdf, schemas
from api.deps import Graph
from api.negotiation import prefers_html
from graph.errors import UnknownName
from graph.formats import DATASETS, by_name
from graph.namespaces import BASE

if TYPE_CHECKING:
    from graph.documents import Document
    from graph.formats import Format
    from graph.store import KnowledgeGraph

router = APIRouter(tags=["linked data"])
_BOUNDS: dict[str, Any] = {"min_length": 1, "max_length": 200, "description": "What follows in the IRI."}
ThingSlug = Annotated[str, Path(**_BOUNDS, examples=["sqs"])]
NoteName = Annotated[str, Path(**_BOUNDS, examples=["s17-fan-out"])]
GraphName = Annotated[str, Path(**_BOUNDS, examples=["implied"])]
ExampleName = Annotated[str, Path(**_BOUNDS, examples=["a-passage-with-its-claims"])]
DocumentName = Annotated[str, Path(**_BOUNDS, examples=["sqs.ttl"])]
FormatName = Annotated[str | None, Query(alias="format", max_length=40, description="Short name of a format, instead of an Accept header.")]
_TYPES = [one.media_type for one in links.DOCUMENTS]
_LEADS = schemas.documents((), status=303, description="Where it is told of: a page for a browser, data for others.")


@router.get("/id/{slug:path}", status_code=303, responses=_LEADS, response_class=Response)
def thing(kg: Graph, request: Request, slug: ThingSlug, format: FormatName = None) -> Response:  # noqa: A002
    """A thing, or a statement about one, by its IRI."""
    del format
    return _see_other(kg, request, f"id/{slug}")


@router.get("/notes/{name:path}", status_code=303, responses=_LEADS, response_class=Response)
def note(kg: Graph, request: Request, name: NoteName, format: FormatName = None) -> Response:  # noqa: A002
    """A passage, correction, clarification or section by its IRI."""
    del format
    return _see_other(kg, request, f"notes/{name}")


@router.get("/graphs/{name:path}", status_code=303, responses=_LEADS, response_class=Response)
def graph(kg: Graph, request: Request, name: GraphName, format: FormatName = None) -> Response:  # noqa: A002
    """A named graph that is no passage by its IRI."""
    del format
    return _see_other(kg, request, f"graphs/{name}")


@router.get("/examples/{name:path}", status_code=303, responses=_LEADS, response_class=Response)
def example(kg: Graph, request: Request, name: ExampleName, format: FormatName = None) -> Response:  # noqa: A002
    """An example query, or a group of them, by its IRI."""
    del format
    return _see_other(kg, request, f"examples/{name}")


@router.get("/data/{name:path}", responses=schemas.documents(_TYPES), response_class=Response)
def data(kg: Graph, request: Request, name: DocumentName, format: FormatName = None) -> Response:  # noqa: A002
    """Everything that the data says of a resource, with what leads to it and with labels: `/data/s3.ttl`, or `/data/s3` negotiated."""
    stem, _, ending = name.rpartition(".")
    suffixed = by_name(ending) if stem and not format else None
    chosen = suffixed if suffixed in links.DOCUMENTS and suffixed else rdf.wanted(request, links.DOCUMENTS)
    path = links.resource(stem if chosen is suffixed else name)
    address = links.data(path, chosen)
    body = _write(kg, document(kg, path), chosen)
    headers = {"content-type": chosen.content_type, "content-location": address, **links.of_resource(kg, path, address)}
    return Response(body, headers=headers if chosen is suffixed else {**headers, "vary": "Accept"})


def document(kg: KnowledgeGraph, path: str) -> Document:
    """The document about the resource at a path. Raises UnknownName with suggestions for things, HTTPException 404 for others."""
    found = kg.documents.find(BASE + path, BASE + links.data(path).lstrip("/"))
    if found is None:
        space, _, name = path.partition("/")
        if space == "id":
            raise UnknownName(name, kg.search(name.replace("-", " "), 5))
        raise HTTPException(404, f"Nothing is said of {BASE}{path[:200]}.{kg.documents.suggestion(BASE + path)}")
    return found


def _see_other(kg: KnowledgeGraph, request: Request, path: str) -> Response:
    """On to the page or to the data, as the ending, `format=` or the Accept header has it."""
    stem, _, ending = path.rpartition(".")
    suffixed = by_name(ending)
    if suffixed in links.DOCUMENTS and suffixed:
        path = stem
    document(kg, path)
    accept = request.headers.get("accept", "*/*")
    html = prefers_html(accept, _TYPES) and "format" not in request.query_params
    if suffixed and suffixed in links.DOCUMENTS:
        location = links.data(path, suffixed)
    elif html:
        location = links.page(kg, path)
    else:
        location = links.data(path, rdf.wanted(request, links.DOCUMENTS))
    return Response(status_code=303, headers={"location": location, "vary": "Accept", **links.of_resource(kg, path)})


def _write(kg: KnowledgeGraph, found: Document, chosen: Format) -> bytes:
    triples = found.triples()
    if chosen in DATASETS:
        quads = [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples]
        return rdf.write([*quads, *kg.documents.claims(found.iri)], chosen)
    if chosen.name == "jsonld":
        return orjson.dumps(kg.compacted(triples))
    return rdf.write(triples, chosen)
