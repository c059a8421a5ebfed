"""What is related to a thing, and because of what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api import described, paging, pieces, present
from api.deps import Asked, Graph, Limit, Offset, ThingName
from api.responses import Json
from graph.answers.scores import explain
from graph.filters import Filter

if TYPE_CHECKING:
    from graph.store import KnowledgeGraph

router = APIRouter(tags=["related"])
FEW = 500
"""Relations of a thing up to which its neighbours are told at once: the way to a thread and back would add an eighth to the work."""


@router.get("/related/{name:path}", responses=described.answers("RelatedThings", named=True, also=pieces.MEDIA_TYPES))
async def related(
    kg: Graph,
    request: Request,
    asked: Asked,
    name: ThingName,
    relation: Annotated[
        list[str] | None,
        Query(max_length=20, description="Only these relations or inverses, by id, CURIE or label.", examples=[["hasFeature"]]),
    ] = None,
    family: Annotated[
        list[str] | None, Query(max_length=20, description="Only relations of these families, by id or label.", examples=[["security"]])
    ] = None,
    direction: Annotated[Literal["out", "in", "both"], Query(description="Relations told from the thing, towards it, or both.")] = "both",
    type: Annotated[  # noqa: A002
        list[str] | None, Query(max_length=20, description="Only things of these classes, by id or label.", examples=[["Service"]])
    ] = None,
    category: Annotated[
        list[str] | None,
        Query(max_length=30, description="Only things of these categories, by id or label.", examples=[["category-integration"]]),
    ] = None,
    depth: Annotated[int, Query(ge=1, le=3, description="How many hops away at the most.")] = 1,
    min_score: Annotated[float, Query(ge=0, le=1, description="Leave out things that score less.")] = 0.0,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Related things, best first, each with its score and the sentences and quotes that say why. In RDF if that is asked for.

    `complete` is false where a deep walk stopped at its bound: more may be related.
    """
    only = Filter(tuple(relation or ()), tuple(family or ()), direction, tuple(type or ()), tuple(category or ()))
    answer = partial(_answer, request, kg, name, depth, only, min_score, limit, offset, asked)
    near = depth == 1 and not pieces.asked_for(request) and len(kg.network.hops(kg.thing(name).id)) <= FEW
    return answer() if near else await run_in_threadpool(answer)


def _answer(request: Request, kg: KnowledgeGraph, *asked: Any) -> Response:
    if pieces.asked_for(request):
        page, shown = present.ranked_page(kg, *asked)
        return pieces.piece(kg, request, [page["resolved"]["id"]], shown, {**pieces.VARY, **paging.links(page["view"])})
    page = present.related_page(kg, *asked)
    return Json(page, headers={**pieces.VARY, **paging.links(page["view"])})


@router.get("/score", responses=described.answers("ScoreExplanation", named=True))
def score(
    kg: Graph,
    start: Annotated[str, Query(alias="from", min_length=1, max_length=200, description="Any name of a thing.", examples=["athena"])],
    to: Annotated[str, Query(min_length=1, max_length=200, description="Any name of a thing related to it.", examples=["presto"])],
    depth: Annotated[int, Query(ge=1, le=3, description="As in /related: how many hops away at the most.")] = 1,
) -> Json:
    """How the score of one related thing comes about, part by part in figures; docs/scores.md tells why."""
    return Json(present.explanation(kg, explain(kg, start, to, depth)))
