"""Questions about two or more things: connected how, which of them and why, true or not."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException

from api import present, schemas
from api.deps import Graph
from api.responses import Json
from graph.compare import compare as compare_things
from graph.connections import connect
from graph.verify import verify as verify_claim

router = APIRouter(tags=["answers"])


@router.get("/path", responses=schemas.answers(schemas.Paths, named=True))
def path(
    kg: Graph,
    start: Annotated[str, Query(alias="from", min_length=1, max_length=200, description="Any name of a thing.", examples=["lambda"])],
    to: Annotated[str, Query(min_length=1, max_length=200, description="Any name of a thing.", examples=["redshift"])],
    k: Annotated[int, Query(ge=1, le=10, description="How many connections at the most.")] = 3,
    avoid: Annotated[
        list[str] | None, Query(max_length=20, description="Relations not to walk, by id, CURIE or label.", examples=[["hasComponent"]])
    ] = None,
    without: Annotated[
        list[str] | None, Query(max_length=20, description="Things not to pass, by any of their names.", examples=[["s3"]])
    ] = None,
) -> Json:
    """The best connections of two things; each hop a sentence with its quotes. Hubs cost much and generic things join nothing.

    Where nothing connects them, `note` says so, `together` holds what the notes say of both at once, and `shared` what both are related to.
    """
    return Json(present.paths(kg, connect(kg, start, to, k, avoid or (), without or ())))


@router.get("/compare", responses=schemas.answers(schemas.CompareResult, named=True))
def compare(
    kg: Graph,
    things: Annotated[
        str, Query(min_length=1, max_length=600, description="Two to five names, with commas between.", examples=["sqs,sns"])
    ],
) -> Json:
    """Things side by side, the most telling rows first; what is not known is never a no."""
    ids = list(dict.fromkeys(kg.thing(name.strip()).id for name in things.split(",") if name.strip()))
    if not 2 <= len(ids) <= 5:
        raise HTTPException(400, f"Name two to five different things, with commas between; there are {len(ids)}.")
    rows, choose = compare_things(kg, ids)
    shown = [
        {
            "label": r.label,
            "kind": r.kind,
            "weight": round(r.weight, 3),
            "cells": [{"verdict": c.verdict, "value": c.value, "evidence": present.proof(kg, c.evidence)} for c in r.cells],
        }
        for r in rows
    ]
    return Json({"things": [present.brief(kg, ident) for ident in ids], "choose": choose, "rows": shown})


@router.get("/verify", responses=schemas.answers(schemas.Verdict, named=True))
def verify(
    kg: Graph,
    subject: Annotated[str, Query(min_length=1, max_length=200, examples=["gateway endpoint"])],
    relation: Annotated[
        str, Query(min_length=1, max_length=60, description="A relation, its inverse, or a family, by id.", examples=["givesAccessTo"])
    ],
    object: Annotated[str, Query(min_length=1, max_length=200, examples=["efs"])],  # noqa: A002
) -> Json:
    """Supported, contradicted or unknown, with the quotes that decide."""
    left, right = kg.thing(subject).id, kg.thing(object).id
    found = verify_claim(kg, left, relation, right)
    return Json(
        {
            "subject": present.brief(kg, left),
            "relation": relation,
            "object": present.brief(kg, right),
            "verdict": found.verdict,
            "reason": found.reason,
            "evidence": present.proof(kg, found.evidence),
        }
    )
