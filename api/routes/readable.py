"""Pages to read about things and about all else that has an IRI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import described, links, readable
from api.deps import Graph
from api.negotiation import wants_page
from api.routes.linked import ThingSlug, document, unknown
from graph.errors import NameTrouble
from graph.namespaces import BASE

if TYPE_CHECKING:
    from graph.store import KnowledgeGraph

router = APIRouter(tags=["linked data"])
_ANSWERS = {**described.documents(["text/html"]), 303: {"description": "The page of the thing that the name means."}}


@router.get("/page", responses=_ANSWERS, response_class=Response)
def everything(
    kg: Graph,
    q: Annotated[str, Query(max_length=200, description="Any name of a thing: leads to its page.", examples=["SQS"])] = "",
) -> Response:
    """All things by category, or on to the page of the thing that a name means."""
    if not q.strip():
        return HTMLResponse(readable.everything(kg), headers=links.header((), "/page"))
    try:
        return RedirectResponse(f"/page/{kg.thing(q).id}", 303)
    except NameTrouble as trouble:
        return HTMLResponse(readable.everything(kg, q, str(trouble), tuple(trouble.candidates)), headers=links.header((), "/page"))


@router.get("/page/{name:path}", responses=_ANSWERS, response_class=Response)
def page(kg: Graph, request: Request, name: ThingSlug) -> Response:
    """Everything about one thing to read, or about a statement, a category, a graph, an example. Other names of a thing lead there."""
    path = links.resource(name)
    if not kg.documents.known(BASE + path):
        if meant := _meant(kg, name):
            return RedirectResponse(f"/page/{meant}", 303)
        if not wants_page(request):
            raise unknown(kg, path)
        return HTMLResponse(readable.lost(kg, path.removeprefix("id/"), request.url.path.count("/") - 1), 404, {"vary": "Accept"})
    headers = {"content-location": f"/page/{name}", **links.of_resource(kg, path, f"/page/{name}")}
    found = document(kg, path)
    thing = kg.content.things.get(name)
    example = next((one for one in kg.examples if path == f"examples/{one.id}"), None)
    if thing:
        return HTMLResponse(readable.thing(kg, thing), headers=headers)
    if example:
        return HTMLResponse(readable.example(kg, example), headers=headers)
    return HTMLResponse(readable.resource(kg, path, found), headers=headers)


def _meant(kg: KnowledgeGraph, name: str) -> str | None:
    """The id of the one thing that a name means, if it means one."""
    try:
        return kg.thing(name).id
    except NameTrouble:
        return None
