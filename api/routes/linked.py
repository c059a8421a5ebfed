"""Linked data: each IRI of the data leads to a page for people and to data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import orjson
from fastapi import APIRouter, Path, Request
from pyoxigraph import DefaultGraph, Quad
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from api import described, links, rdf, readable
from api.deps import NEGOTIATED, FormatName, Graph
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
_TYPES = [one.media_type for one in links.DOCUMENTS]
_LEADS: dict[str, Any] = {
    "status_code": 303,
    "responses": described.documents((), status=303, description="Where it is told of: a page for a browser, data for others."),
    "response_class": Response,
    "dependencies": NEGOTIATED,
}


@router.get("/id/{slug:path}", **_LEADS)
def thing(kg: Graph, request: Request, slug: ThingSlug) -> Response:
    """A thing, or a statement about one, by its IRI."""
    return _see_other(kg, request, f"id/{slug}")


@router.get("/notes/{name:path}", **_LEADS)
def note(kg: Graph, request: Request, name: NoteName) -> Response:
    """A passage, correction, clarification or section by its IRI."""
    return _see_other(kg, request, f"notes/{name}")


@router.get("/graphs/{name:path}", **_LEADS)
def graph(kg: Graph, request: Request, name: GraphName) -> Response:
    """A named graph that is no passage by its IRI."""
    return _see_other(kg, request, f"graphs/{name}")


@router.get("/examples/{name:path}", **_LEADS)
def example(kg: Graph, request: Request, name: ExampleName) -> Response:
    """An example query, or a group of them, by its IRI."""
    return _see_other(kg, request, f"examples/{name}")


@router.get("/data/{name:path}", responses=described.documents(_TYPES), response_class=Response)
def data(kg: Graph, request: Request, name: DocumentName, format: FormatName = None) -> Response:  # noqa: A002
    """Everything that the data says of a resource, with what leads to it and with labels: `/data/s3.ttl`, or `/data/s3` negotiated."""
    stem, _, ending = name.rpartition(".")
    suffixed = by_name(ending) if stem and not format else None
    if suffixed is None or suffixed not in links.DOCUMENTS:
        return told(kg, request, links.resource(name))
    return _told(kg, links.resource(stem), suffixed, {})


def told(kg: KnowledgeGraph, request: Request, path: str) -> Response:
    """What the data says of the resource at a path, in the format that the client likes best. Raises UnknownName, HTTPException 404, 406."""
    return _told(kg, path, rdf.wanted(request, links.DOCUMENTS), {"vary": "Accept"})


def _told(kg: KnowledgeGraph, path: str, chosen: Format, more: dict[str, str]) -> Response:
    address = links.data(path, chosen)
    headers = {"content-type": chosen.content_type, "content-location": address, **links.of_resource(kg, path, address), **more}
    return Response(_written(kg, document(kg, path), chosen), headers=headers)


def document(kg: KnowledgeGraph, path: str) -> Document:
    """The document about the resource at a path. Raises UnknownName with suggestions for things, HTTPException 404 for others."""
    found = kg.documents.find(BASE + path, BASE + links.data(path).lstrip("/"))
    if found is None:
        raise unknown(kg, path)
    return found


def unknown(kg: KnowledgeGraph, path: str) -> Exception:
    """What to raise for a path that the data says nothing of: with candidates for a thing, with a suggestion for others."""
    space, _, name = path.partition("/")
    if space == "id":
        return UnknownName(name, kg.search(name.replace("-", " "), 5))
    return HTTPException(404, f"Nothing is said of {BASE}{path[:200]}.{kg.documents.suggestion(BASE + path)}")


def _see_other(kg: KnowledgeGraph, request: Request, path: str) -> Response:
    """On to the page or to the data, as the ending, `format=` or the Accept header has it."""
    stem, _, ending = path.rpartition(".")
    suffixed = by_name(ending)
    if suffixed in links.DOCUMENTS and suffixed:
        path = stem
    accept = request.headers.get("accept", "*/*")
    html = prefers_html(accept, _TYPES) and "format" not in request.query_params
    if not kg.documents.known(BASE + path):
        if html:
            return HTMLResponse(readable.lost(kg, path.removeprefix("id/"), request.url.path.count("/") - 1), 404, {"vary": "Accept"})
        raise unknown(kg, path)
    if suffixed and suffixed in links.DOCUMENTS:
        location = links.data(path, suffixed)
    elif html:
        location = links.page(kg, path)
    else:
        location = links.data(path, rdf.wanted(request, links.DOCUMENTS))
    return Response(status_code=303, headers={"location": location, "vary": "Accept", **links.of_resource(kg, path)})


def _written(kg: KnowledgeGraph, found: Document, chosen: Format) -> bytes:
    """A document in a format; one for datasets holds the claims in the graphs of their passages as well."""
    triples = found.triples()
    if chosen in DATASETS:
        quads = [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples]
        return rdf.write([*quads, *kg.documents.claims(found.iri)], chosen)
    if chosen.name == "jsonld":
        return orjson.dumps(kg.compacted(triples))
    return rdf.write(triples, chosen)
