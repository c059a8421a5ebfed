"""Example queries that teach the data."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from api import described, present, readable
from api.deps import Graph
from api.negotiation import prefers_html
from api.responses import Json

router = APIRouter(tags=["sparql"])


@router.get("/examples", responses=described.answers("ExampleQueries", also=described.PAGE))
def examples(kg: Graph, request: Request) -> Response:
    """Questions to the data as sentences, as SPARQL and as REST calls, in groups from first steps to graphs."""
    if prefers_html(request.headers.get("accept", "*/*"), ("application/json",)):
        return HTMLResponse(readable.examples(kg), headers={"vary": "Accept"})
    return Json({"total": len(kg.examples), "examples": [present.example(found) for found in kg.examples]}, headers={"vary": "Accept"})
