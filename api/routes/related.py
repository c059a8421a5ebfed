"""What is related to a thing, and because of what."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request

from api import paging, present, schemas
from api.deps import Graph, Limit, Offset, ThingName
from api.responses import Json
from graph.store import Filter

router = APIRouter(tags=["related"])


@router.get("/related/{name:path}", responses=schemas.answers(schemas.RelatedThings, named=True))
def related(
    request: Request,
    kg: Graph,
    name: ThingName,
    relation: Annotated[list[str] | None, Query(description="Only these relations, by id.", examples=[["hasFeature"]])] = None,
    family: Annotated[list[str] | None, Query(description="Only relations of these families.", examples=[["security"]])] = None,
    direction: Annotated[Literal["out", "in", "both"], Query(description="Relations told from the thing, towards it, or both.")] = "both",
    type: Annotated[list[str] | None, Query(description="Only things of these classes.", examples=[["Service"]])] = None,  # noqa: A002
    category: Annotated[list[str] | None, Query(description="Only things of these categories.", examples=[["category-compute"]])] = None,
    depth: Annotated[int, Query(ge=1, le=3, description="How many hops away at the most.")] = 1,
    min_score: Annotated[float, Query(ge=0, le=1, description="Leave out things that score less.")] = 0.0,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Json:
    """Related things, best first, each with its score and the sentences and quotes that say why."""
    match = kg.resolve(name)
    only = Filter(tuple(relation or ()), tuple(family or ()), direction, tuple(type or ()), tuple(category or ()))
    found = [r for r in kg.related(f"id:{match.thing.id}", depth, only) if r.score.value >= min_score]
    page = found[offset : offset + limit]
    return Json(
        {
            "input": name,
            "resolved": present.hit(kg, match),
            "total": len(found),
            "limit": limit,
            "offset": offset,
            "related": [present.related(kg, r) for r in page],
            "view": paging.view(request.url, len(found), limit, offset),
        }
    )
