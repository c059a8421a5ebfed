"""Pages for people: the explorer, the stand-alone export, the API docs; and health."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api import described, links, pages
from api.deps import Graph
from api.openapi import document
from api.responses import Json

router = APIRouter(include_in_schema=False)
service = APIRouter(tags=["service"])


@router.get("/")
def explorer(kg: Graph) -> Response:
    """The map of the whole graph. Where the data is not ours, there is none, and the workbench is what people come for."""
    if not kg.content.things:
        return RedirectResponse("/sparql")
    return HTMLResponse(pages.explorer(kg), headers={"link": links.SERVICE})


@router.get("/export.html")
def snapshot(kg: Graph) -> Response:
    """The map as one file that opens from disk without network."""
    headers = {"content-disposition": 'attachment; filename="fanout.html"'}
    return HTMLResponse(pages.snapshot(kg), headers=headers)


@router.get("/docs")
def docs() -> HTMLResponse:
    """The routes, to read and to try."""
    return HTMLResponse(pages.template("docs.html"))


@router.get("/openapi.json")
async def openapi(request: Request) -> Json:
    """The routes for programs, each with an example of its answer."""
    return Json(await document(request.app))


@service.get("/health", responses={200: described.shape("Health")})
async def health(kg: Graph, request: Request) -> Json:
    """Whether the server answers, and over which data. Answered at once, however many requests are being worked on."""
    content = kg.content
    held: dict[str, int | list[str]] = {
        "things": len(content.things),
        "relations": len(content.relations),
        "statements": len(content.statements),
        "passages": len(content.passages),
        "fences": list(kg.engine.load.fences),
    }
    return Json({"status": "ok", "dataset": kg.digest, "version": request.app.version, **held}, headers={"cache-control": "no-store"})
