"""One question in its four forms."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query

from api import described
from api.deps import Graph
from api.forms import forms
from api.responses import Json

router = APIRouter(tags=["answers"])


@router.get("/forms", responses=described.answers("QuestionForms", named=True))
def same(
    kg: Graph,
    of: Annotated[
        str,
        Query(
            min_length=1,
            max_length=20_000,
            description="A sentence, a REST call, a query that was made from a question, or a link to the explorer.",
            examples=["How are SNS and Lambda connected?"],
        ),
    ],
) -> Json:
    """The same question as a sentence, as a REST call, as SPARQL and as a view of the explorer. Each gives the same answer."""
    return Json(asdict(forms(kg, of)))
