"""The application: the only place where routes, errors, middleware and static files meet."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from api import described, errors
from api.cache import ResponseCache
from api.endpoint import PATHS, Endpoint
from api.journal import Journal
from api.middleware import Hygiene
from api.observe import Observe, Routes
from api.requests import well_formed
from api.routes import (
    acronyms,
    answers,
    canvas,
    documents,
    examples,
    forms,
    linked,
    metrics,
    notes,
    pages,
    problems,
    readable,
    related,
    sparql,
    things,
    view,
    vocabulary,
)
from api.slashes import Slashes
from api.tally import Requests
from graph.namespaces import BASE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from api.settings import Settings
    from graph.store import KnowledgeGraph

DESCRIPTION = """How AWS fits together, as a learner's notes tell it. Every answer leads back to the exact words of the notes.

Names are forgiving: `route53`, `Route 53`, `route.53` and `Amazon Route 53` are one thing. An unknown name is a 404 with candidates,
a name of several things a 409 with them. Errors are `application/problem+json` (RFC 9457), their `type` leads to what helps (/problems):
400 for what cannot be read or is no term of the vocabulary, 406 where `Accept` excludes all that there is, 422 for a parameter that is
missing, out of bounds or given twice though it is no list. Parameters that a route does not know are ignored.

**Scores** say how strongly two things belong together, 0..1: 0.4 directness (1 / hops) + 0.15 evidence (1 - 0.5 ^ passages) + 0.2 specificity
(1 / log2(1 + neighbours of the thing found)) + 0.25 proximity (personalised PageRank, over the highest). /score takes one apart in figures, and
docs/scores.md of the project explains scores, costs of paths, rows of comparisons and verdicts by worked examples."""


ROUTERS = (
    pages.router,
    related.router,
    things.router,
    answers.router,
    acronyms.router,
    vocabulary.router,
    canvas.router,
    view.router,
    notes.router,
    sparql.router,
    examples.router,
    linked.router,
    documents.router,
    readable.router,
    forms.router,
    problems.router,
    pages.service,
)
"""In the order in which they are tried."""


def create_app(kg: KnowledgeGraph, settings: Settings) -> Observe:
    """An application over one open graph, as ASGI. Two of them in one process do not meet."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(kg.engine.start)
        yield
        kg.close()

    app = FastAPI(
        title="Fanout",
        version=version("fanout-kg"),
        description=DESCRIPTION,
        openapi_url=None,  # api.routes.pages answers it, with examples
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
        dependencies=[Depends(well_formed)],
        responses=described.EVERYWHERE,
        middleware=[Middleware(GZipMiddleware, minimum_size=1400, compresslevel=6)],
    )
    app.state.kg = kg
    app.state.settings = settings
    for routes in ROUTERS:
        app.include_router(routes)
    app.mount("/static", StaticFiles(packages=[("web", "static")]), name="static")
    sparql.describe(app)
    described.install(app)
    errors.install(app)
    room = settings.cache_bytes // 2
    cache = app.state.cache = ResponseCache(Hygiene(Slashes(app), app), kg.digest, room)
    endpoint = Endpoint(
        cache, kg.engine, settings.query_seconds, room, settings.query_held, BASE if kg.content.things else settings.base or None
    )
    app.router.routes.append(Route(PATHS[0], endpoint, methods=["POST"]))
    app.state.shelf = endpoint.shelf
    counted = app.state.requests = Requests() if settings.metrics else None
    if counted is not None:
        app.include_router(metrics.router)
    templates = [route.path for routes in (*ROUTERS, metrics.router) for route in routes.routes if isinstance(route, Route)]
    journal = Journal() if settings.log == "json" else None
    told = Routes([*templates, "/static/{path:path}"])
    return Observe(endpoint, cache, told, counted, journal)
