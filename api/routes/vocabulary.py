"""The vocabulary in plain words, and the figures of the whole."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api import described, present
from api.deps import Graph
from api.responses import Json

router = APIRouter(tags=["vocabulary"])


@router.get("/relations", responses=described.answers("RelationMeanings"))
def relations(
    kg: Graph,
    family: Annotated[
        str | None, Query(max_length=60, description="Only relations of this family, by id or label.", examples=["dataFlow"])
    ] = None,
) -> Json:
    """Each relation's meaning, family, inverse, sentences, number of claims, and an example with its quote."""
    return Json(present.relations(kg, kg.terms.family(family) if family else None))


@router.get(
    "/relations/{relation:path}",
    responses=described.answers("RelationMeaning", missing="There is no such relation; `known` are those there are."),
)
def relation(
    kg: Graph,
    relation: Annotated[
        str,
        Path(
            min_length=1,
            max_length=200,
            description="A relation or its inverse, by id, CURIE, IRI, label or sentence.",
            examples=["builtOn"],
        ),
    ],
) -> Json:
    """One relation with up to ten examples."""
    return Json(present.relation(kg, kg.relation_type(relation), examples=10))


@router.get("/types", responses=described.answers("KindMeanings"))
def types(kg: Graph) -> Json:
    """The classes of things: what each means, how many there are, and the best connected of them."""
    found = present.kinds(kg)
    return Json({"total": len(found), "types": found})


@router.get("/stats", responses=described.answers("Stats"))
def stats(kg: Graph) -> Json:
    """How much there is of everything, how sure it is, and what is connected best."""
    return Json(present.stats(kg))
