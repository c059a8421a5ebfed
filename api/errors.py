"""Every error as one JSON shape: what the graph raises, what FastAPI and Starlette raise, and what nobody expected."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api import present
from api.middleware import allowed
from api.responses import Problem, instance
from graph.errors import (
    AmbiguousName,
    BadQuery,
    BadRequest,
    Busy,
    NameTrouble,
    QueryTimeout,
    QueryTooLarge,
    RefusedQuery,
    StoreTrouble,
    UnknownTerm,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

log = logging.getLogger("fanout")

_TITLES = {
    400: "Bad request",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    413: "Too large",
    415: "Unsupported media type",
}


def install(app: FastAPI) -> None:
    """Register the handlers."""
    for kind, handler in _handlers().items():
        app.add_exception_handler(kind, handler)


def respond(request: Request, error: Exception) -> Response:
    """The answer to an error, where no framework stands between."""
    handlers = _handlers()
    return next(handlers[kind] for kind in type(error).__mro__ if kind in handlers)(request, error)


def _handlers() -> dict[type[Exception], Callable[[Request, Exception], Response]]:
    return {
        NameTrouble: _name,
        UnknownTerm: _term,
        BadRequest: _bad_request,
        BadQuery: _query,
        RefusedQuery: _refused,
        QueryTimeout: _timeout,
        QueryTooLarge: _too_large,
        Busy: _busy,
        StoreTrouble: _store,
        RequestValidationError: _invalid,
        HTTPException: _http,
        Exception: _unexpected,
    }


def _name(request: Request, error: Exception) -> Response:
    assert isinstance(error, NameTrouble)
    candidates = [present.candidate(match) for match in error.candidates]
    if isinstance(error, AmbiguousName):
        return Problem(409, "Ambiguous name", str(error), instance=instance(request.scope), candidates=candidates)
    hint = None if candidates else "Look for a part of the name at /search?q=, or pick one of /things."
    return Problem(404, "Unknown name", str(error), instance=instance(request.scope), candidates=candidates, hint=hint)


def _term(request: Request, error: Exception) -> Response:
    assert isinstance(error, UnknownTerm)
    if error.kind.startswith("format"):
        return Problem(406, "Not acceptable", str(error), instance=instance(request.scope), known=error.known)
    status = 404 if error.name in request.path_params.values() else 400
    return Problem(status, f"Unknown {error.kind.split(' ')[0]}", str(error), instance=instance(request.scope), known=error.known)


def _bad_request(request: Request, error: Exception) -> Response:
    return Problem(400, "Bad request", str(error), instance=instance(request.scope))


def _query(request: Request, error: Exception) -> Response:
    assert isinstance(error, BadQuery)
    return Problem(400, "Bad query", str(error), instance=instance(request.scope), line=error.line, column=error.column, hint=error.hint)


def _refused(request: Request, error: Exception) -> Response:
    return Problem(403, "Refused query", str(error), instance=instance(request.scope))


def _timeout(request: Request, error: Exception) -> Response:
    hint = "Ask for less: a LIMIT, a more specific pattern, no unconnected patterns."
    return Problem(503, "Query timeout", str(error), instance=instance(request.scope), hint=hint, headers={"Retry-After": "5"})


def _too_large(request: Request, error: Exception) -> Response:
    assert isinstance(error, QueryTooLarge)
    if error.what == "text":
        return Problem(413, "Query too large", str(error), instance=instance(request.scope), hint="Send a shorter query.")
    hint = "Ask for less: a LIMIT with OFFSET, fewer variables, a more specific pattern."
    return Problem(
        422, f"{'Answer' if error.what == 'answer' else 'Query'} too large", str(error), instance=instance(request.scope), hint=hint
    )


def _busy(request: Request, error: Exception) -> Response:
    hint = "Come again in a moment; a query that has run for long gives way first."
    return Problem(503, "Busy", str(error), instance=instance(request.scope), hint=hint, headers={"Retry-After": "2"})


def _store(request: Request, error: Exception) -> Response:
    log.error("%s At %s, request %s.", error, request.url.path, request.scope.get("request_id"))
    detail = "The store behind this server did not answer as it should; the log of the server says more."
    return Problem(502, "Store trouble", detail, instance=instance(request.scope), headers={"Retry-After": "30"})


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [{"where": ".".join(str(part) for part in e["loc"]), "message": e["msg"]} for e in error.errors()]
    detail = "; ".join(f"{e['where']}: {e['message']}" for e in errors)
    return Problem(422, "Invalid parameters", detail, instance=instance(request.scope), errors=errors)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = _TITLES.get(error.status_code, "Error")
    known = error.detail if error.detail != title and error.detail.lower() != title.lower() else ""
    detail = known or {404: "There is no such page. See /docs for the routes.", 405: "This address does not take that method."}.get(
        error.status_code, title
    )
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    if error.status_code == 405:
        headers["allow"] = ", ".join(allowed(request.app, request.scope))
        detail = f"This address takes {headers['allow']}."
    return Problem(error.status_code, title, detail, instance=instance(request.scope), headers=headers)


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected error at %s, request %s", request.url.path, request.scope.get("request_id"), exc_info=error)
    return Problem(
        500, "Internal error", "Something went wrong on our side; the log of the server says more.", instance=instance(request.scope)
    )
