"""Finished answers kept, as the outermost layer: a hit is one look-up and two sends, and no framework hears of it.

The graph does not change while it is served, so an entry never goes stale. Measured by `make bench ONLY=rest`.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from api.kept import Shelf
from api.negotiation import quality
from api.wire import head

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]
Key = tuple[bytes, bytes, bytes, bool]

HEAD = "fanout.head"
"""Member of a kept start message: its head as bytes, for servers that can put it out as it is (`api.http`)."""
OVERHEAD = 3000
"""Bytes that an entry takes beside its key and body: headers and the objects themselves, roughly."""
_OF_BODY = (b"content-length", b"content-type", b"content-encoding")
_OWN = (b"etag", b"last-modified", b"cache-control", b"accept-ranges")
_NOT_ASKED = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
"""Request headers that the application does not see: conditions and ranges are of the finished answer, and encodings are decided here."""
_KEYED = {b"accept", b"accept-encoding"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A finished answer as the messages that tell it, and the start of the 304 that stands for it. Only a 200 has an ETag."""

    start: Message
    body: Message
    unchanged: Message
    etag: bytes


@dataclass(slots=True)
class _Fetch:
    """An answer as it comes out of the application: held back until it is whole, or let through once it is clear that it is not kept."""

    limit: int
    receive: Receive
    send: Send
    head: bool
    waiting: asyncio.Future[_Entry | None] | None
    start: Message = field(default_factory=dict)
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0
    through: bool = False
    whole: bool = False
    gone: bool = False

    async def listen(self) -> Message:
        """What the application takes for `receive`; notes that the client has gone."""
        message = await self.receive()
        self.gone = self.gone or message["type"] == "http.disconnect"
        return message

    def let_through(self) -> None:
        """Hold nothing back from now on; who waits for this answer need not."""
        self.through = True
        if self.waiting is not None:
            self.waiting.set_result(None)

    async def collect(self, message: Message) -> None:
        """What the application takes for `send`."""
        if message["type"] == "http.response.start":
            self.start = message
            if not _keepable(message["headers"]):
                self.let_through()
                await self.send(message)
            return
        chunk: bytes = message.get("body", b"")
        self.whole = not message.get("more_body", False)
        self.size += len(chunk)
        if not self.through:
            self.chunks.append(chunk)
            if self.size <= self.limit or (self.whole and len(self.chunks) == 1):  # what came in one piece is in memory anyhow
                return
            self.let_through()
            chunk = b"".join(self.chunks)
            self.chunks.clear()
            await self.send(self.start)
        if self.whole or not self.head:
            await self.send({"type": "http.response.body", "body": b"" if self.head else chunk, "more_body": not self.whole})


class ResponseCache(Shelf[Key, _Entry]):
    """Finished 200 answers to GET, by path, query, Accept and encoding, under a memory bound; strong ETags; 304; HEAD told from GET.

    Requests for an answer that is being made wait for it. Answers in pieces that are larger than an eighth of the bound, those that say
    `Cache-Control: no-store` and those that vary by other headers are passed on as they come; large ones in one piece are not kept,
    but named by an ETag like the others. `hits` and `misses` count.
    """

    def __init__(self, app: ASGIApp, digest: str, max_bytes: int) -> None:
        """`digest` names the data and goes into each ETag; `max_bytes` bounds all entries together, 0 keeps nothing."""
        super().__init__(max_bytes)
        self.app = app
        self.digest = digest
        self._under_way: dict[Key, asyncio.Future[_Entry | None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        kept = self.find(scope)
        if kept is None:
            key, condition = self._asked(scope)
            entry = await self._made(key, scope, receive, send)
            if entry is None:
                return
            kept = _told(entry, condition, scope["method"])
        start, body = kept
        await send(start)
        await send(body)

    def find(self, scope: Scope) -> tuple[Message, Message] | None:
        """The start and body of a kept answer to a request; None where there is none. Whoever calls sends them."""
        if scope["method"] not in ("GET", "HEAD"):
            return None
        key, condition = self._asked(scope)
        entry = self.get(key)
        if entry is None:
            return None
        self.hits += 1
        return _told(entry, condition, scope["method"])

    def _asked(self, scope: Scope) -> tuple[Key, bytes]:
        """Which answer a request is for, and the ETags that the client has."""
        accept = encoding = condition = b""
        for name, value in scope["headers"]:
            if name == b"accept":
                accept = accept + b"," + value if accept else value
            elif name == b"accept-encoding":
                encoding = encoding + b"," + value if encoding else value
            elif name == b"if-none-match":
                condition = condition + b"," + value if condition else value
        return (scope.get("raw_path") or scope["path"].encode(), scope["query_string"], accept, takes_gzip(encoding)), condition

    async def _made(self, key: Key, scope: Scope, receive: Receive, send: Send) -> _Entry | None:
        """The answer from who is making it, or made now. None where it has been sent as it came."""
        self.misses += 1
        waiting = self._under_way.get(key)
        if waiting is not None:
            return await asyncio.shield(waiting) or await self._make(key, scope, receive, send)
        future = self._under_way[key] = asyncio.get_running_loop().create_future()
        entry = None
        try:
            entry = await self._make(key, scope, receive, send, future)
        finally:
            del self._under_way[key]
            if not future.done():
                future.set_result(entry)
        return entry

    async def _make(
        self, key: Key, scope: Scope, receive: Receive, send: Send, waiting: asyncio.Future[_Entry | None] | None = None
    ) -> _Entry | None:
        """Ask the application, as GET, and keep a whole 200. None where the answer has gone through, or nobody listened."""
        headers = [(n, v) for n, v in scope["headers"] if n not in _NOT_ASKED]
        headers.append((b"accept-encoding", b"gzip" if key[3] else b"identity"))
        fetch = _Fetch(self.most, receive, send, scope["method"] == "HEAD", waiting)
        try:
            await self.app({**scope, "method": "GET", "headers": headers}, fetch.listen, fetch.collect)
        except Exception:
            if fetch.whole and not fetch.through:  # the framework tells the client of its error, then raises it
                await send(fetch.start)
                await send({"type": "http.response.body", "body": b"".join(fetch.chunks)})
            raise
        if fetch.through or not fetch.whole:
            return None
        if fetch.gone and fetch.start["status"] != 200:
            return None
        entry = self._entry(fetch.start, b"".join(fetch.chunks))
        if entry.etag:
            self.put(key, entry, len(entry.body["body"]) + sum(map(len, key[:3])) + OVERHEAD)
        return entry

    def _entry(self, start: Message, body: bytes) -> _Entry:
        given, etag = start["headers"], b""
        headers = [(n, v) for n, v in given if n not in _OWN]
        if start["status"] == 200:
            mark = hashlib.blake2b(body, digest_size=8, key=_value(given, b"content-type")[:64])
            etag = f'"{self.digest}-{mark.hexdigest()}"'.encode()
            headers += [(b"etag", etag), (b"cache-control", _value(given, b"cache-control") or b"no-cache")]
        if not _value(headers, b"content-length"):
            headers.append((b"content-length", str(len(body)).encode()))
        unchanged = [(n, v) for n, v in headers if n not in _OF_BODY]
        return _Entry(
            {**start, "headers": headers, HEAD: head(start["status"], headers)},
            {"type": "http.response.body", "body": body},
            {"type": "http.response.start", "status": 304, "headers": unchanged, HEAD: head(304, unchanged)},
            etag,
        )


def _told(entry: _Entry, condition: bytes, method: str) -> tuple[Message, Message]:
    if condition and entry.etag and matches(condition, entry.etag):
        return entry.unchanged, _NOTHING
    return entry.start, entry.body if method == "GET" else _NOTHING


_NOTHING: Message = {"type": "http.response.body", "body": b""}


@lru_cache(maxsize=256)
def takes_gzip(encoding: bytes) -> bool:
    """Whether an Accept-Encoding header takes gzip: named or starred, with a quality above 0."""
    return bool(encoding) and quality("gzip", encoding.decode("latin-1").replace("*", "*/*")) > 0


def _keepable(headers: Headers) -> bool:
    vary = {name.strip().lower() for n, v in headers if n == b"vary" for name in v.split(b",")}
    return vary <= _KEYED and b"no-store" not in _value(headers, b"cache-control")


def _value(headers: Headers, name: bytes) -> bytes:
    return next((v for n, v in headers if n == name), b"")


def matches(header: bytes, etag: bytes) -> bool:
    """Whether an If-None-Match header names an answer by its tag, weak or not (RFC 9110, section 13.1.2)."""
    return header.strip() == b"*" or etag.removeprefix(b"W/") in (tag.strip().removeprefix(b"W/") for tag in header.split(b","))
