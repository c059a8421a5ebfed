"""Pieces of the graph for a canvas, and the whole as a file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from api import described, exports, pieces, present
from api.deps import Graph
from api.responses import Json
from graph.answers.excerpt import excerpt

router = APIRouter(tags=["graph"])
MAX_NODES = 1000


@router.get("/graph", responses=described.answers("GraphExcerpt", named=True, also=pieces.MEDIA_TYPES))
def graph(
    kg: Graph,
    request: Request,
    focus: Annotated[
        list[str] | None, Query(max_length=10, description="Things in the middle, by any of their names.", examples=[["sqs"]])
    ] = None,
    depth: Annotated[int, Query(ge=0, le=3, description="How many hops around them.")] = 1,
    family: Annotated[
        list[str] | None, Query(max_length=20, description="Only relations of these families, by id or label.", examples=[["dataFlow"]])
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_NODES, description=f"How many things at the most; {MAX_NODES} is the cap.")] = 60,
) -> Response:
    """Nodes and edges around some things, nearest and strongest first; without a focus the best connected things of all. In RDF if that is asked for."""
    found = excerpt(kg, focus or (), depth, family or (), limit)
    if pieces.asked_for(request):
        return pieces.piece(kg, request, [ident for ident, _ in found.nodes], found.edges)
    return Json({"depth": depth, "limit": limit, "max_limit": MAX_NODES, **present.excerpt(kg, found)}, headers=pieces.VARY)


@router.get(
    "/export.{format}",
    response_class=Response,
    responses={
        200: {"description": "The file.", "content": {media_type: {} for media_type in exports.MEDIA_TYPES.values()}},
        404: {"description": "There is no such format; `known` are those there are."},
    },
)
def export(
    kg: Graph,
    format: Annotated[  # noqa: A002
        str,
        Path(
            max_length=20,
            description="trig and nq: everything; ttl and jsonld: what is believed, jsonld with the context of /context.jsonld; graphml: the relations.",
            examples=["ttl"],
        ),
    ],
) -> Response:
    """The graph as a file to take away."""
    headers = {"content-type": exports.media_type(format), "content-disposition": f'attachment; filename="fanout.{format}"'}
    return Response(exports.dataset(kg, format), headers=headers)
