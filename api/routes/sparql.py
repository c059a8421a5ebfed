"""What is at /sparql without a query, or for a browser; and the description of the endpoint that `api.endpoint` is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from starlette.responses import HTMLResponse, Response

from api import description, pages
from api.deps import Graph
from api.negotiation import prefers_html
from api.protocol import DIRECT, FORM
from graph.formats import FORMATS

router = APIRouter(tags=["sparql"])
_RESULTS: dict[str, Any] = {"description": "Results in the negotiated format.", "content": {f.media_type: {} for f in FORMATS}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {**_RESULTS, "content": {**_RESULTS["content"], "text/html": {}}},
    403: {"description": "The query would write, or ask another server."},
    413: {"description": "The query is too long."},
    502: {"description": "The store behind this server did not answer."},
    503: {"description": "The query took too long, or too many run; `Retry-After` says when to come again."},
}
_FORM = {
    "type": "object",
    "required": ["query"],
    "properties": {
        "query": {"type": "string", "maxLength": 2_000_000},
        "default-graph-uri": {"type": "array", "items": {"type": "string", "format": "uri"}},
        "named-graph-uri": {"type": "array", "items": {"type": "string", "format": "uri"}},
        "format": {"type": "string", "enum": [f.name for f in FORMATS]},
        "timeout": {"type": "number", "minimum": 0},
    },
}
BODY = {"required": True, "content": {DIRECT: {"schema": {"type": "string"}}, FORM: {"schema": _FORM}}}
POST = "Answer a query given as a form, or as the body itself with its parameters in the address."
Graphs = Annotated[list[str] | None, Query(description="Graphs of the dataset that is asked; they replace FROM and FROM NAMED.")]


@router.get("/sparql", responses=_ANSWERS, response_class=Response)
def query_by_get(
    request: Request,
    kg: Graph,
    query: Annotated[str | None, Query(description="The query.", examples=["SELECT ?how WHERE { id:athena ?how id:presto }"])] = None,
    default_graph_uri: Annotated[Graphs, Query(alias="default-graph-uri")] = None,
    named_graph_uri: Annotated[Graphs, Query(alias="named-graph-uri")] = None,
    format: Annotated[str | None, Query(description="Short name of a format, instead of an Accept header.", examples=["json"])] = None,  # noqa: A002
    timeout: Annotated[
        float | None, Query(description="Seconds that the query may run at most; less than the server's bound.", ge=0)
    ] = None,
) -> Response:
    """Answer a query given in the address. A browser gets the workbench, and who asks nothing a description of the service."""
    del query, default_graph_uri, named_graph_uri, timeout  # a program's query does not come as far as here
    if format is None and prefers_html(request.headers.get("accept", "*/*"), [f.media_type for f in FORMATS]):
        return HTMLResponse(pages.workbench(kg), headers={"vary": "Accept"})
    return description.respond(request, kg.sizes)


def describe(app: FastAPI) -> None:
    """Add to the OpenAPI description what `api.endpoint` answers in front of the routes: POST."""
    framework = app.openapi

    def openapi() -> dict[str, Any]:
        schema = framework()
        operations = schema["paths"]["/sparql"]
        if "post" not in operations:
            refused = {"415": {"description": f"The body is neither {DIRECT} nor {FORM}."}}
            shared = {"tags": operations["get"]["tags"], "responses": {**operations["get"]["responses"], "200": _RESULTS, **refused}}
            operations["post"] = {
                "summary": "Query By Post",
                "operationId": "query_by_post",
                "description": POST,
                **shared,
                "requestBody": BODY,
            }
        return schema

    app.openapi = openapi  # type: ignore[method-assign]
