"""What every answer carries, and what OPTIONS answers: pure ASGI, around the framework, so that its own errors carry it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Match, Mount

from api.requests import acceptable
from api.responses import Problem, instance

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
DOCS_CSP = CSP.replace("; require-trusted-types-for 'script'", "").replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""For /docs only: Swagger UI writes style attributes and builds markup from strings."""

COMMON: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Content-Location, Retry-After"),
    (b"x-content-type-options", b"nosniff"),
]
_PAGE = (b"referrer-policy", b"no-referrer")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_PREFLIGHT: Headers = [
    (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"86400"),
]


def allowed(app: FastAPI, scope: Scope) -> list[str]:
    """The methods that the path of a request takes, HEAD with GET and OPTIONS always; empty where there is no such path."""
    found = [method for method in _METHODS if _takes(app, {**scope, "method": method})]
    return [*found[:1], *(["HEAD"] if "GET" in found else []), *found[1:], "OPTIONS"] if found else []


def _takes(app: FastAPI, scope: Scope) -> bool:
    """Whether a route takes the request; mounted files are only read."""
    return any(
        route.matches(scope)[0] is Match.FULL and (scope["method"] == "GET" or not isinstance(route, Mount)) for route in app.router.routes
    )


class Hygiene:
    """Security and CORS headers on every answer; OPTIONS, preflight or not, tells the methods that the path takes."""

    def __init__(self, app: ASGIApp, routes: FastAPI) -> None:
        """Wrap an application; `routes` knows its paths and their methods."""
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        bare = scope["path"].rstrip("/") or "/"
        methods = allowed(self.routes, {**scope, "path": bare}) if scope["method"] == "OPTIONS" else []
        if methods:
            told = ", ".join(methods).encode()
            headers = [*COMMON, *_PREFLIGHT, (b"allow", told), (b"access-control-allow-methods", told)]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        await self.app(scope, receive, _Answer(scope, receive, send).send)


class _Answer:
    """An answer on its way out: given its headers, or replaced where the client does not take its media type."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.out = scope, receive, send
        self.refused = False

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        if self.refused:
            return
        if message["type"] == "http.response.start":
            headers: Headers = [*message.get("headers", []), *COMMON]
            media_type = next((v for n, v in headers if n == b"content-type"), b"").split(b";")[0].decode("latin-1")
            if message["status"] == 200 and not acceptable(self.scope, media_type):
                self.refused = True
                problem = Problem(
                    406, "Not acceptable", f"This address answers in {media_type}.", instance=instance(self.scope), known=[media_type]
                )
                await plain(problem)(self.scope, self.receive, self.out)
                return
            if media_type == "text/html":
                headers += [_PAGE, (b"content-security-policy", (DOCS_CSP if self.scope["path"] == "/docs" else CSP).encode())]
            message = {**message, "headers": headers}
        await self.out(message)


def plain(response: ASGIApp) -> ASGIApp:
    """A response made outside of the routes, with what every answer carries."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *COMMON]}
            await send(message)

        await response(scope, receive, add)

    return answer
