"""What every answer carries, and finished answers kept: pure ASGI, no framework in the way of a hit."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    (b"referrer-policy", b"no-referrer"),
]
_PREFLIGHT: Headers = [
    *COMMON,
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Content-Type"),
    (b"access-control-max-age", b"86400"),
    (b"allow", b"GET, HEAD, POST, OPTIONS"),
]


class Hygiene:
    """Security and CORS headers on every answer; preflights answered here."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": _PREFLIGHT})
            await send({"type": "http.response.body", "body": b""})
            return
        csp = DOCS_CSP if scope["path"] == "/docs" else CSP

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers: Headers = [*message.get("headers", []), *COMMON]
                if any(name == b"content-type" and value.startswith(b"text/html") for name, value in headers):
                    headers.append((b"content-security-policy", csp.encode()))
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, add)


class ResponseCache:
    """Finished 200 answers to GET, by path, query, Accept and encoding, under a memory bound; strong ETags; 304.

    The graph does not change while it is served, so an entry never goes stale. HEAD is answered from what GET gives.
    """

    def __init__(self, app: ASGIApp, digest: str, max_bytes: int) -> None:
        """`digest` names the data and goes into each ETag; `max_bytes` bounds all bodies together."""
        self.app = app
        self.digest = digest
        self.max_bytes = max_bytes
        self._entries: OrderedDict[tuple[bytes, ...], tuple[Headers, bytes, bytes]] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"] == "/health":
            await self.app(scope, receive, send)
            return
        wanted = {name: value for name, value in scope["headers"] if name in (b"accept", b"accept-encoding", b"if-none-match")}
        gzip = b"gzip" if b"gzip" in wanted.get(b"accept-encoding", b"") else b""
        key = (scope.get("raw_path") or scope["path"].encode(), scope["query_string"], wanted.get(b"accept", b""), gzip)
        entry = self._entries.get(key)
        if entry is None:
            entry = await self._fetch(scope, receive, send, key)
            if entry is None:
                return
        else:
            self._entries.move_to_end(key)
        headers, body, etag = entry
        if _matches(wanted.get(b"if-none-match", b""), etag):
            kept = [(n, v) for n, v in headers if n not in (b"content-length", b"content-type", b"content-encoding")]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _fetch(self, scope: Scope, receive: Receive, send: Send, key: tuple[bytes, ...]) -> tuple[Headers, bytes, bytes] | None:
        """Ask the application as GET and keep a 200; any other answer is passed on and gives None."""
        start: Message = {}
        chunks: list[bytes] = []
        head = scope["method"] == "HEAD"

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))

        await self.app({**scope, "method": "GET"} if head else scope, receive, collect)
        body = b"".join(chunks)
        if start["status"] != 200:
            await send(start)
            await send({"type": "http.response.body", "body": b"" if head else body})
            return None
        etag = f'"{self.digest}-{hashlib.blake2b(body + key[3], digest_size=8).hexdigest()}"'.encode()
        headers = [(n, v) for n, v in start["headers"] if n not in (b"etag", b"last-modified")]
        headers += [(b"etag", etag), (b"cache-control", b"no-cache")]
        if not any(n == b"content-length" for n, _ in headers):
            headers.append((b"content-length", str(len(body)).encode()))
        self._keep(key, (headers, body, etag))
        return headers, body, etag

    def _keep(self, key: tuple[bytes, ...], entry: tuple[Headers, bytes, bytes]) -> None:
        size = len(entry[1]) + sum(map(len, key)) + 1000
        if size > self.max_bytes // 8:
            return
        self._entries[key] = entry
        self._size += size
        while self._size > self.max_bytes:
            old, (_, body, _) = self._entries.popitem(last=False)
            self._size -= len(body) + sum(map(len, old)) + 1000


def _matches(header: bytes, etag: bytes) -> bool:
    return header.strip() == b"*" or etag in (tag.strip().removeprefix(b"W/") for tag in header.split(b","))
