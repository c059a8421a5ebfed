"""Questions about two or more things: connected how, which of them and why, true or not."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import described, pieces, present
from api.deps import Graph
from api.responses import Json
from graph.answers.connections import connect
from graph.errors import BadRequest

router = APIRouter(tags=["answers"])


@router.get("/path", responses=described.answers("Paths", named=True, also=pieces.MEDIA_TYPES))
def path(
    kg: Graph,
    request: Request,
    start: Annotated[str, Query(alias="from", min_length=1, max_length=200, description="Any name of a thing.", examples=["lambda"])],
    to: Annotated[str, Query(min_length=1, max_length=200, description="Any name of a thing.", examples=["redshift"])],
    k: Annotated[int, Query(ge=1, le=10, description="How many connections at the most.")] = 3,
    avoid: Annotated[
        list[str] | None, Query(max_length=20, description="Relations not to walk, by id, CURIE or label.", examples=[["hasComponent"]])
    ] = None,
    without: Annotated[
        list[str] | None, Query(max_length=20, description="Things not to pass, by any of their names.", examples=[["s3"]])
    ] = None,
) -> Response:
    """The best connections of two things; each hop a sentence with its quotes. Hubs cost much and generic things join nothing. In RDF if that is asked for.

    Where nothing connects them, `note` says so, `together` holds what the notes say of both at once, and `shared` what both are related to.
    """
    found = connect(kg, start, to, k, avoid or (), without or ())
    if pieces.asked_for(request):
        return pieces.piece(kg, request, (found.start, found.end), found.paths)
    return Json(present.paths(kg, found), headers=pieces.VARY)


@router.get("/compare", responses=described.answers("CompareResult", named=True))
def compare(
    kg: Graph,
    things: Annotated[
        str, Query(min_length=1, max_length=600, description="Two to five names, with commas between.", examples=["sqs,sns"])
    ],
) -> Json:
    """Things side by side, the most telling rows first, and when to choose which; what is not known is never a no."""
    return Json(present.comparison(kg, [name.strip() for name in things.split(",") if name.strip()]))


@router.get(
    "/verify",
    responses=described.answers("Verdict", named=True),
    openapi_extra={"x-example": "/verify?subject=gateway%20endpoint&relation=givesAccessTo&object=efs"},
)
def verify(
    kg: Graph,
    subject: Annotated[str, Query(min_length=1, max_length=200, description="Any name of a thing.", examples=["gateway endpoint"])],
    relation: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=200,
            description="A relation, its inverse, or a family, by id, CURIE, label or sentence (“is built on”). With `object`.",
            examples=["givesAccessTo"],
        ),
    ] = None,
    object: Annotated[  # noqa: A002
        str | None, Query(min_length=1, max_length=200, description="Any name of another thing.", examples=["efs"])
    ] = None,
    quantity: Annotated[
        str | None, Query(min_length=1, max_length=120, description="What is limited, in words: “message size”. With `value`.")
    ] = None,
    value: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=60,
            description="A number and a unit, instead of relation and object: “256 kB”, “15 min”, “3 to 63 characters”.",
        ),
    ] = None,
) -> Json:
    """Whether a claim holds: supported, contradicted or unknown, with what decided and the quotes.

    Two forms: `subject`, `relation` and `object`; or `subject`, `value` and, to be exact, `quantity`. A no needs a closed list, a plain no,
    a limit with another value, or a correction; what the notes do not say is unknown.
    """
    if (relation is None or object is None) == (value is None):
        raise BadRequest("Give either relation and object, or value (with quantity).")
    if value is not None:
        return Json(present.value_verdict(kg, kg.thing(subject).id, quantity or "", value))
    return Json(present.verdict(kg, kg.thing(subject).id, relation or "", kg.thing(object or "").id))
