"""What the `type` of a problem points to: what it means and what to do."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import HTMLResponse, Response

from api import described, pages, present, problems
from api.negotiation import wants_page
from api.responses import Json

router = APIRouter(tags=["service"])
_VARY = {"vary": "Accept"}


@router.get("/problems", responses=described.answers("ProblemMeanings", also=described.PAGE))
def every_problem(request: Request) -> Response:
    """All sorts of problems, what they mean and what to do."""
    found = [present.problem(kind) for kind in problems.KINDS.values()]
    if wants_page(request):
        return HTMLResponse(pages.problems(found), headers=_VARY)
    return Json({"total": len(found), "problems": found}, headers=_VARY)


@router.get(
    "/problems/{slug}", responses=described.answers("ProblemMeaning", missing="There is no such sort of problem.", also=described.PAGE)
)
def one_problem(
    request: Request,
    slug: Annotated[str, Path(max_length=80, description="The last part of a problem’s `type`.", examples=["unknown-name"])],
) -> Response:
    """One sort of problem, what it means and what to do."""
    found = present.problem(problems.kind(slug))
    if wants_page(request):
        return HTMLResponse(pages.problem(found), headers=_VARY)
    return Json(found, headers=_VARY)
