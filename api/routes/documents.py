"""What the data is made of, at addresses that are documents themselves: vocabulary, dataset, prefixes, JSON-LD context."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from api import described, links, rdf, readable
from api.deps import NEGOTIATED, FormatName, Graph
from api.negotiation import prefers_html
from api.responses import Json
from graph.context import THING
from graph.formats import for_form
from graph.metadata import prefix_table
from graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from graph.store import KnowledgeGraph

router = APIRouter(tags=["linked data"])
_TYPES = [one.media_type for one in for_form("graph")]
_ANSWERS = described.documents(["text/html", *_TYPES])


@router.get("/vocabulary", responses=_ANSWERS, response_class=Response, dependencies=NEGOTIATED)
def vocabulary(kg: Graph, request: Request) -> Response:
    """The classes and relations, with what they mean."""
    if _is_page(request) and kg.content.types:
        return HTMLResponse(readable.vocabulary(kg), headers={"vary": "Accept", **links.of_document("/vocabulary", "/vocabulary")})
    return _document(kg, request, "/vocabulary", kg.documents.vocabulary())


@router.get(links.VOID, responses=_ANSWERS, response_class=Response, dependencies=NEGOTIATED)
@router.get("/dataset", responses=_ANSWERS, response_class=Response, dependencies=NEGOTIATED)
def dataset(kg: Graph, request: Request) -> Response:
    """What the dataset says of itself (VoID): licence, sizes, partitions by class and property."""
    told = kg.documents.dataset()
    if _is_page(request) and told:
        return HTMLResponse(readable.dataset(kg), headers={"vary": "Accept", **links.of_document("/dataset", "/dataset")})
    return _document(kg, request, "/dataset", told)


@router.get("/prefixes", responses=described.documents(["application/json", *_TYPES]), response_class=Response)
def prefixes(kg: Graph, request: Request, format: FormatName = None) -> Response:  # noqa: A002
    """The prefixes that queries may use without declaring them: as JSON, or in RDF as `sh:declare`."""
    accept = request.headers.get("accept", "*/*")
    if format == "json" or (format is None and rdf.prefers_json(accept)):
        return Json(PREFIXES, headers={"vary": "Accept", **links.of_document("/prefixes", "/prefixes", html=False)})
    return _document(kg, request, "/prefixes", list(prefix_table()))


@router.get("/context.jsonld", responses={200: {"content": {"application/ld+json": {}}}}, response_class=Response)
def context(kg: Graph) -> Response:
    """The JSON-LD context of the data: a key for each property, with what its values are."""
    headers = {"content-type": "application/ld+json", **links.header((), "/context.jsonld")}
    return Response(orjson.dumps({"@context": kg.context}, option=orjson.OPT_INDENT_2), headers=headers)


@router.get(links.THING_CONTEXT, responses={200: {"content": {"application/ld+json": {}}}}, response_class=Response)
def thing_context() -> Response:
    """The JSON-LD context that the plain JSON of /things/{name} names in its Link header."""
    body = orjson.dumps({"@context": THING}, option=orjson.OPT_INDENT_2)
    return Response(body, headers={"content-type": "application/ld+json", **links.header((), links.THING_CONTEXT)})


def _is_page(request: Request) -> bool:
    return "format" not in request.query_params and prefers_html(request.headers.get("accept", "*/*"), _TYPES)


def _document(kg: KnowledgeGraph, request: Request, address: str, triples: list[Triple]) -> Response:
    if not triples:
        raise HTTPException(404, "The data that is served here says nothing of this.")
    chosen = rdf.wanted(request)
    own = f"{address}?format={chosen.name}"
    body = orjson.dumps(kg.compacted(triples)) if chosen.name == "jsonld" else rdf.write(triples, chosen)
    headers = {"content-type": chosen.content_type, "content-location": own, "vary": "Accept"}
    return Response(body, headers={**headers, **links.of_document(address, own, html=address != "/prefixes")})
