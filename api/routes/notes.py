"""The notes and their passages, for readers and for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import HTMLResponse, Response

from api import described, links, pages, pieces, present
from api.deps import Graph
from api.negotiation import prefers_html, wants_page
from api.responses import Json
from api.routes import linked

router = APIRouter(tags=["notes"])
_VARY = {"vary": "Accept"}
PassageId = Annotated[
    str, Path(min_length=1, max_length=120, description="Id of a passage, correction or clarification.", examples=["s17-fan-out"])
]


@router.get("/notes", responses=described.answers("NotesReading", also=described.PAGE))
def notes(kg: Graph, request: Request) -> Response:
    """The notes with their passages marked, and how many words of each section are accounted for."""
    if wants_page(request):
        return HTMLResponse(pages.notes(kg), headers=_VARY)
    return Json(present.notes(kg), headers=_VARY)


@router.get("/passages/{passage}", responses=described.answers("PassageDetails", named=True, also=(*described.PAGE, *pieces.MEDIA_TYPES)))
def passage(kg: Graph, request: Request, passage: PassageId) -> Response:
    """One passage, correction or clarification with all that it claims. In RDF, or as a page, if that is asked for."""
    found = present.passage(kg, kg.evidence(passage))
    headers = _VARY | links.of_resource(kg, f"notes/{passage}")
    if prefers_html(request.headers.get("accept", "*/*"), ("application/json", *pieces.MEDIA_TYPES)):
        return HTMLResponse(pages.passage(found), headers=headers)
    if pieces.asked_for(request):
        return linked.told(kg, request, f"notes/{passage}")
    return Json(found, headers=headers)
