"""Things by any of their names: resolve, search, read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import described, links, paging, pieces, present
from api.deps import Asked, Graph, Limit, Offset, ThingName
from api.responses import Json
from api.routes import linked

router = APIRouter(tags=["things"])


@router.get("/resolve/{name:path}", responses=described.answers("Resolved", named=True))
def resolve(kg: Graph, name: ThingName) -> Json:
    """Which thing a name means, and which of its names matched."""
    match = kg.resolve(name)
    return Json({"input": name, **present.hit(kg, match)})


@router.get("/search", responses=described.answers("SearchResults"))
def search(
    kg: Graph,
    q: Annotated[str, Query(min_length=1, max_length=200, description="What has been typed so far.", examples=["fan-out"])],
    limit: Limit = 10,
) -> Json:
    """Things by what has been typed so far: exact acronym, prefix, word, then typing errors."""
    return Json(present.search(kg, q, limit))


@router.get("/things", responses=described.answers("ThingList"))
def things(
    kg: Graph,
    asked: Asked,
    type: Annotated[list[str] | None, Query(max_length=20, description="Only these classes.", examples=[["Service"]])] = None,  # noqa: A002
    category: Annotated[
        list[str] | None, Query(max_length=30, description="Only these categories.", examples=[["category-compute"]])
    ] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Json:
    """The things there are, by label: the filters of the explorer as a list."""
    found = kg.things(type or (), category or ())
    page = paging.page("/things", asked, len(found), limit, offset)
    shown = [present.brief(kg, thing.id) for thing in found[offset : offset + limit]]
    return Json({**page, "things": shown}, headers=paging.links(page["view"]))


@router.get("/things/{name:path}", responses=described.answers("ThingDetails", named=True, also=pieces.MEDIA_TYPES))
def thing(kg: Graph, request: Request, name: ThingName) -> Response:
    """Everything about one thing: names, definition, relations by family with quotes, limits, rules, comparisons. In RDF if that is asked for."""
    found = kg.thing(name)
    if pieces.asked_for(request):
        return linked.told(kg, request, f"id/{found.id}")
    return Json(present.thing(kg, found), headers={"vary": "Accept", "link": links.CONTEXT})
