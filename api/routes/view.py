"""What a person sees on the explorer's canvas, as RDF to take away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api import exports
from api.deps import Graph

router = APIRouter(tags=["graph"])
MANY = 40_000
"""Characters of ids: more than all things of the notes have together."""


@router.get(
    "/view.{format}",
    response_class=Response,
    responses={
        200: {"description": "The file.", "content": {"text/turtle": {}, "application/ld+json": {}}},
        404: {"description": "No such format, or a thing, family or status that there is not."},
    },
)
def view(
    kg: Graph,
    format: Annotated[str, Path(max_length=20, description="ttl or jsonld.", examples=["ttl"])],  # noqa: A002
    things: Annotated[
        str, Query(max_length=MANY, description="Names, with commas between; all things where there is none.", examples=["sqs,sns"])
    ] = "",
    claims: Annotated[
        str, Query(max_length=MANY, description="Only these relations, as subject|relation|object with spaces between.", examples=[""])
    ] = "",
    without_family: Annotated[list[str] | None, Query(max_length=20, description="No relations of these families.")] = None,
    without_status: Annotated[list[str] | None, Query(max_length=20, description="No relations of these statuses.")] = None,
) -> Response:
    """Some things and the relations among them with their evidence: named graphs in JSON-LD, described statements in Turtle."""
    headers = {"content-type": exports.media_type(format), "content-disposition": f'attachment; filename="fanout-view.{format}"'}
    names = [name for name in things.split(",") if name.strip()]
    data = exports.view(kg, format, names, claims.split(), (without_family or (), without_status or ()))
    return Response(data, headers=headers)
