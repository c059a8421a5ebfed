"""Acronyms and what they stand for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api import described, paging, present
from api.deps import Asked, Graph, Limit, Offset
from api.responses import Json

router = APIRouter(tags=["acronyms"])


@router.get("/acronyms", responses=described.answers("AcronymList"))
def acronyms(
    kg: Graph,
    asked: Asked,
    prefix: Annotated[str, Query(max_length=40, description="Only those that begin so; case does not matter.", examples=["E"])] = "",
    limit: Limit = 100,
    offset: Offset = 0,
) -> Json:
    """The acronyms in alphabetical order, each with all its senses and the quotes that say so."""
    found = kg.acronyms.all(prefix)
    page = paging.page("/acronyms", asked, len(found), limit, offset)
    shown = [present.acronym(kg, acronym) for acronym in found[offset : offset + limit]]
    return Json({**page, "acronyms": shown}, headers=paging.links(page["view"]))


@router.get(
    "/acronyms/{acronym:path}", responses=described.answers("AcronymSenses", missing="No thing has that acronym; `known` are spelt alike.")
)
def acronym(
    kg: Graph, acronym: Annotated[str, Path(min_length=1, max_length=40, description="An acronym, in any case.", examples=["SMS"])]
) -> Json:
    """What one acronym can stand for, with the quotes that say so."""
    return Json(present.acronym(kg, kg.acronyms.one(acronym)))
