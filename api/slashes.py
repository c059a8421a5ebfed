"""Every address with and without a slash at its end: pure ASGI, around the framework, whose own redirects name the host that the client named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.negotiation import prefers_html

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class Slashes:
    """Answers `/relations/` as `/relations`. A browser is sent there instead, since links of a page are relative to its address."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        path = scope["path"] if scope["type"] == "http" else ""
        written = scope.get("raw_path") or path.encode()
        raw = written.rstrip(b"/")  # as written: an escaped slash, %2F, is part of a name
        if raw == written or not raw or not (bare := path[: len(raw) - len(written)]):
            await self.app(scope, receive, send)
            return
        accept = next((value for name, value in scope["headers"] if name == b"accept"), b"*/*").decode("latin-1")
        if scope["method"] in ("GET", "HEAD") and prefers_html(accept, ("application/json",)):
            query = b"?" + scope["query_string"] if scope["query_string"] else b""
            # the address within this server only: two slashes at the start would name another host
            headers = [(b"location", b"/" + raw.lstrip(b"/") + query), (b"vary", b"Accept"), (b"content-length", b"0")]
            await send({"type": "http.response.start", "status": 308, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        await self.app({**scope, "path": bare, "raw_path": raw}, receive, send)
