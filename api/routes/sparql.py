"""The SPARQL 1.1 Protocol, query only: GET, form POST and direct POST."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from api import description, pages
from api.deps import Graph
from api.negotiation import prefers_html, quality
from api.responses import Problem
from graph.errors import BadQuery
from graph.formats import FORMATS, by_name
from graph.namespaces import PREFIXES
from graph.query import Query as GraphQuery
from graph.query import accepted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.store import KnowledgeGraph

router = APIRouter(tags=["sparql"])
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
MAX_BODY = 4_000_000
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "Results in the negotiated format.", "content": {f.media_type: {} for f in FORMATS}}
}


@router.get("/sparql", responses=_ANSWERS, response_class=Response)
async def query_by_get(
    request: Request,
    kg: Graph,
    query: Annotated[str | None, Query(description="The query.", examples=["SELECT ?how WHERE { id:athena ?how id:presto }"])] = None,
    format: Annotated[str | None, Query(description="Short name of a format, instead of an Accept header.", examples=["json"])] = None,  # noqa: A002
) -> Response:
    """Answer a query given in the address."""
    del query  # read below with its repetitions, which the protocol forbids
    if format is None and prefers_html(request.headers.get("accept", "*/*"), [f.media_type for f in FORMATS]):
        return HTMLResponse(pages.workbench(kg), headers={"vary": "Accept"})
    if not set(request.query_params) - {"format"}:
        return description.respond(request, kg.sizes)
    return await _answer(request, kg, request.query_params.multi_items())


@router.post(
    "/sparql",
    responses=_ANSWERS,
    response_class=Response,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                DIRECT: {"schema": {"type": "string"}},
                FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}},
            },
        }
    },
)
async def query_by_post(request: Request, kg: Graph) -> Response:
    """Answer a query given as a form or as the body itself."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type not in (FORM, DIRECT):
        raise HTTPException(415, f"Send {DIRECT} or {FORM}.", {"Accept-Post": f"{DIRECT}, {FORM}"})
    body = await _body(request)
    sent = parse_qsl(body, keep_blank_values=True) if media_type == FORM else [("query", body)]
    return await _answer(request, kg, [*request.query_params.multi_items(), *sent])


async def _body(request: Request) -> str:
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > MAX_BODY:
            raise HTTPException(413, f"A query has at most {MAX_BODY:,} bytes.")
    try:
        return chunks.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadQuery("The body is not UTF-8.") from error


async def _answer(request: Request, kg: KnowledgeGraph, parameters: Iterable[tuple[str, str]]) -> Response:
    sent = list(parameters)
    texts = [value for name, value in sent if name == "query"]
    if len(texts) != 1:
        raise BadQuery(f"There must be exactly one query; there are {len(texts)}.")
    names = [value for name, value in sent if name in ("format", "output")]
    wanted = accepted(tuple(names)) if names else _liked(request.headers.get("accept", "*/*"))
    if not wanted:
        return Problem(406, "Not acceptable", "None of the accepted types can be given.", known=[f.media_type for f in FORMATS])
    defaults = tuple(value for name, value in sent if name == "default-graph-uri")
    named = tuple(value for name, value in sent if name == "named-graph-uri")
    query = GraphQuery(texts[0], wanted, defaults, named)
    answer = await kg.engine.reply(query, request.app.state.settings.query_seconds)
    chosen = by_name(answer.format)
    content_type = chosen.content_type if chosen else "application/octet-stream"
    return Response(answer.body, headers={"content-type": content_type, "vary": "Accept"})


def _liked(accept: str) -> tuple[str, ...]:
    """Short names of the formats that an Accept header takes, best first, ours first among equals."""
    scored = [(max(quality(t, accept) for t in (f.media_type, *f.aliases)), f.name) for f in FORMATS]
    return tuple(name for score, name in sorted(scored, key=lambda pair: -pair[0]) if score > 0)


@router.get("/prefixes")
def prefixes() -> dict[str, str]:
    """The prefixes that queries may use without declaring them."""
    return PREFIXES
