"""How the server does, for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Requests, latencies, queries, kept answers, in the Prometheus text format or OpenMetrics."""
    from api.metrics import exposition  # a server starts without

    state = request.app.state
    caches = {"pages": state.cache, "queries": state.shelf}
    body, content_type = exposition(state.kg, state.requests, caches, request.app.version, request.headers.get("accept", ""))
    return Response(body, headers={"content-type": content_type, "cache-control": "no-store"})
