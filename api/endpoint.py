"""The SPARQL endpoint as plain ASGI in front of the framework: a query is answered here, pages and descriptions behind.

What it does not answer itself (a GET without a query, or from a browser) goes on to `api.routes.sparql`.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.requests import Request

from api import errors, protocol
from api.bodies import STALLED, Bodies
from api.cache import matches, takes_gzip
from api.finished import GZIP_ASIDE, finished, tag
from api.kept import Kept, Shelf
from api.middleware import plain
from api.negotiation import prefers_html
from graph.errors import Busy
from graph.formats import FORMATS
from graph.sparql.fences import volatile
from graph.sparql.limits import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from graph.sparql.engine import Engine
    from graph.sparql.query import Answer, Query

PATHS = ("/sparql", "/sparql/")
LONG, PART = 1 << 18, 1 << 18
"""Bytes from which an answer is sent in parts as the client takes them, and of such a part."""
OVERHEAD = 1000
"""Bytes that a kept answer takes beside its body and key: headers and the objects themselves, roughly."""
OUTCOME = "fanout.outcome"
"""Member of a scope: what the engine answered already, or why it did not."""
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?")
_END = {"type": "http.response.body", "body": b""}
Told = tuple["Message", "Message"]
"""An answer in ASGI's messages: its start, and its body as one."""
Key = tuple[bytes | None, bytes, bytes, bytes, bool, str]
_TYPES = tuple(f.media_type for f in FORMATS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request understood: its key on the shelf, what the engine is asked, and whether the answer would be the same the next time."""

    key: Key
    query: Query
    seconds: float
    etag: bytes
    lasting: bool


class Endpoint:
    """Answers queries out of what is kept, or out of the engine."""

    def __init__(self, app: ASGIApp, engine: Engine, seconds: float, max_bytes: int, held: int, base: str | None = None) -> None:
        """`seconds` bounds a query, `max_bytes` the answers that are kept, `held` those on their way out, and bodies on their way in.

        Without a `base`, IRIs are relative to the endpoint's address.
        """
        self.app, self.engine, self.seconds, self.base = app, engine, seconds, base
        self.room = Room(held)
        self.bodies = Bodies(protocol.MAX_BODY, held)
        self.shelf: Shelf[Key, Kept] = Shelf(max_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"] not in PATHS:
            await self.app(scope, receive, send)
            return
        headers = _headers(scope)
        if scope["method"] == "POST" or (scope["method"] in ("GET", "HEAD") and _is_query(scope, headers)):
            await self._guarded(scope, receive, send, headers)
        else:
            await self.app({**scope, "path": PATHS[0], "raw_path": PATHS[0].encode()}, receive, send)

    def at_once(self, scope: Scope, body: bytes, gone: Callable[[], bool], settle: Callable[[Told | None, str], None]) -> bool:
        """Answer a GET or POST whose body is whole, now out of what is kept, or later: then the engine is asked, without a task.

        `settle` hears of the answer and of where it is from ("hit", "miss"), or of None where the request must be handled as any other,
        be it to tell of an error. False where that is known now; then it hears nothing.
        """
        headers = _headers(scope)
        if b"if-none-match" in headers:
            return False
        key = self._key(scope, headers, body)
        kept = self.shelf.get(key)
        if kept is not None:
            if len(kept.pieces) != 1:
                return False
            self.shelf.hits += 1
            settle(_whole(kept), "hit")
            return True

        def done(outcome: Answer | Exception) -> None:
            told = None
            if not isinstance(outcome, Exception) and len(outcome.pieces) == 1 and len(outcome.pieces[0]) <= GZIP_ASIDE:
                with suppress(Exception):
                    told = _whole(self._keep(asked, outcome, len(body) + len(scope["query_string"])))
            if told is None and not isinstance(outcome, ConnectionError):
                scope[OUTCOME] = outcome
            self.shelf.misses += told is not None
            settle(told, "miss")

        try:
            if scope["method"] == "GET" and not _is_query(scope, headers):
                return False
            asked = self._asked(scope, key)
            return self.engine.ask(asked.query, asked.seconds, done, gone)
        except Exception:
            return False  # the long way comes to the same, and tells of it

    def _key(self, scope: Scope, headers: dict[bytes, bytes], body: bytes) -> Key:
        return (
            headers.get(b"content-type", b"") if scope["method"] == "POST" else None,
            scope["query_string"],
            body,
            headers.get(b"accept", b"*/*"),
            takes_gzip(headers.get(b"accept-encoding", b"")),
            self.base or _address(scope["scheme"], headers.get(b"host", b"")),
        )

    async def _guarded(self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes]) -> None:
        try:
            if scope["method"] == "POST":
                async with self.bodies.read(receive) as body:
                    await self._answer(scope, receive, send, headers, body)
            else:
                await self._answer(scope, receive, send, headers)
        except Exception as error:
            await plain(errors.respond(Request(scope), error))(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes], body: bytes = b"") -> None:
        key = self._key(scope, headers, body)
        kept = self.shelf.get(key)
        if kept is None:
            self.shelf.misses += 1
            asked = await asyncio.to_thread(self._asked, scope, key) if len(body) > LONG else self._asked(scope, key)
            outcome = scope.get(OUTCOME) or await self.engine.reply(asked.query, asked.seconds, lambda: _gone(receive))
            if isinstance(outcome, Exception):
                raise outcome
            size = len(body) + len(scope["query_string"])
            if asked.key[4] and sum(map(len, outcome.pieces)) > GZIP_ASIDE:
                kept = await asyncio.to_thread(self._keep, asked, outcome, size)
            else:
                kept = self._keep(asked, outcome, size)
        else:
            self.shelf.hits += 1
            scope["cache"] = "hit"
        await self._send(scope, send, kept, headers.get(b"if-none-match", b""))

    async def _send(self, scope: Scope, send: Send, kept: Kept, known: bytes) -> None:
        """Put an answer out; a long one only where there is room for it. Raises Busy."""
        if scope["method"] != "POST" and known and matches(known, kept.etag):
            headers = [(n, v) for n, v in kept.headers if n not in (b"content-length", b"content-type", b"content-encoding")]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send(_END)
            return
        size = 0 if scope["method"] == "HEAD" else sum(map(len, kept.pieces))
        if size <= LONG:
            await send(kept.message)
            await send({"type": "http.response.body", "body": b"".join(kept.pieces)} if size else _END)
            return
        if not self.room.take(size):
            raise Busy(f"The answers on their way out take {self.room.size:,} bytes together, which is all that they may.")
        try:
            await send(kept.message)
            for piece in _parts(kept.pieces):
                await asyncio.wait_for(send({"type": "http.response.body", "body": piece, "more_body": True}), STALLED)
            await send(_END)
        finally:
            self.room.free(size)

    def _asked(self, scope: Scope, key: Key) -> _Asked:
        content_type, query_string, body, accept, _, base = key
        asked = protocol.read(
            query_string, None if content_type is None else content_type.decode("latin-1"), body, accept.decode("latin-1"), base
        )
        etag = b"" if scope["method"] == "POST" else tag(self.engine.digest, key)
        return _Asked(key, asked.query, min(asked.seconds or self.seconds, self.seconds), etag, not volatile(asked.query.text))

    def _keep(self, asked: _Asked, answer: Answer, key_size: int) -> Kept:
        kept = finished(answer, asked.key[4], asked.etag, asked.lasting)
        if asked.lasting:
            self.shelf.put(asked.key, kept, sum(map(len, kept.pieces)) + key_size + OVERHEAD)
        return kept


def _whole(kept: Kept) -> Told:
    return kept.message, {"type": "http.response.body", "body": kept.pieces[0]}


def _headers(scope: Scope) -> dict[bytes, bytes]:
    """The headers of a request by name, those that come several times joined."""
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return headers


def _is_query(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    """Whether a GET is for the engine: it asks something, and not from a browser's address line."""
    query_string: bytes = scope["query_string"]
    if b"query=" not in query_string and not {name for name, _ in parse_qsl(query_string.decode("latin-1"), keep_blank_values=True)} - {
        "format"
    }:
        return False
    accept = headers.get(b"accept", b"*/*")
    return b"text/html" not in accept or b"format=" in query_string or not prefers_html(accept.decode("latin-1"), _TYPES)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@lru_cache(maxsize=64)
def _address(scheme: str, host: bytes) -> str:
    """The endpoint's own address, as the client wrote it."""
    name = host.decode("latin-1")
    return f"{scheme}://{name if _HOST.fullmatch(name) else 'localhost'}{PATHS[0]}"


def _parts(pieces: tuple[bytes, ...]) -> Iterator[bytes]:
    for piece in pieces:
        yield from (piece[at : at + PART] for at in range(0, len(piece), PART))
