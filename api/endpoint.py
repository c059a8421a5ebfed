"""The SPARQL endpoint as plain ASGI in front of the framework: a query is answered here, pages and descriptions behind.

What it does not answer itself (a GET without a query, or from a browser) goes on to `api.routes.sparql`.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from api import errors, protocol
from api.cache import HEAD, takes_gzip
from api.kept import Kept, Shelf
from api.middleware import COMMON, plain
from api.negotiation import prefers_html
from api.wire import head
from graph.formats import FORMATS
from graph.sparql.fences import volatile

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from graph.sparql.engine import Engine
    from graph.sparql.query import Answer

PATHS = ("/sparql", "/sparql/")
GZIP_FROM, GZIP_ASIDE = 800, 1 << 17
"""Bytes from which an answer is compressed, and from which that is done in another thread."""
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?")
HEADS = {f.name: [(b"content-type", f.content_type.encode()), (b"vary", b"Accept, Accept-Encoding"), *COMMON] for f in FORMATS}
"""Headers that answers of a format share."""
_CHECK, _NO_STORE = (b"cache-control", b"no-cache"), (b"cache-control", b"no-store")
_END = {"type": "http.response.body", "body": b""}
Key = tuple[bytes | None, bytes, bytes, bytes, bool, str]
_TYPES = tuple(f.media_type for f in FORMATS)


class Endpoint:
    """Answers queries out of what is kept, or out of the engine."""

    def __init__(self, app: ASGIApp, engine: Engine, seconds: float, max_bytes: int, base: str | None = None) -> None:
        """`seconds` bounds a query, `max_bytes` the answers that are kept. Without a `base`, IRIs are relative to the endpoint's address."""
        self.app, self.engine, self.seconds, self.base = app, engine, seconds, base
        self.shelf = Shelf(max_bytes)

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

    def find(self, scope: Scope, body: bytes) -> tuple[Message, Message] | None:
        """The start and body of a kept answer to a GET or POST whose body is whole; None where there is none. Whoever calls sends them."""
        headers = _headers(scope)
        kept = None if b"if-none-match" in headers else self.shelf.find(self._key(scope, headers, body))
        if kept is None or len(kept.pieces) != 1:
            return None
        return kept.message, {"type": "http.response.body", "body": kept.pieces[0]}

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
            await self._answer(scope, receive, send, headers)
        except Exception as error:
            await plain(errors.respond(Request(scope), error))(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, headers: dict[bytes, bytes]) -> None:
        post = scope["method"] == "POST"
        body = await _body(receive) if post else b""
        key = content_type, _, _, accept, packed, base = self._key(scope, headers, body)
        kept = self.shelf.get(key)
        if kept is None:
            tag = b"" if post else _tag(self.engine.digest, key)
            asked = protocol.read(
                scope["query_string"],
                None if content_type is None else content_type.decode("latin-1"),
                body,
                accept.decode("latin-1"),
                base,
            )
            seconds = min(asked.seconds or self.seconds, self.seconds)
            answer = await self.engine.reply(asked.query, seconds, lambda: _gone(receive))
            lasting = not volatile(asked.query.text)
            told, pieces = await _finished(answer, packed, tag, lasting)
            kept = Kept(told, pieces, tag, {"type": "http.response.start", "status": 200, "headers": told, HEAD: head(200, told)})
            if lasting:
                self.shelf.put(key, kept, len(body) + len(scope["query_string"]))
        else:
            scope["cache"] = "hit"
        await _send(scope, send, kept, headers.get(b"if-none-match", b""))


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


async def _body(receive: Receive) -> bytes:
    """The whole body. One that is too long is read and dropped, so that the client can read the answer; then HTTPException."""
    pieces: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise HTTPException(400, "The client left.")
        piece = message.get("body", b"")
        more = message.get("more_body", False)
        size += len(piece)
        if size <= protocol.MAX_BODY:
            pieces.append(piece)
        elif size > 20 * protocol.MAX_BODY:
            break
    if size > protocol.MAX_BODY:
        raise HTTPException(413, f"The body of a query has at most {protocol.MAX_BODY:,} bytes.")
    return b"".join(pieces)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


@lru_cache(maxsize=64)
def _address(scheme: str, host: bytes) -> str:
    """The endpoint's own address, as the client wrote it."""
    name = host.decode("latin-1")
    return f"{scheme}://{name if _HOST.fullmatch(name) else 'localhost'}{PATHS[0]}"


def _tag(digest: str, key: tuple[object, ...]) -> bytes:
    """A weak ETag: the same data asked the same is the same answer, if not in the same order of rows."""
    found = hashlib.blake2b(digest_size=8)
    for part in key:
        found.update(part if isinstance(part, bytes) else str(part).encode())
        found.update(b"\0")
    return f'W/"{digest}-{found.hexdigest()}"'.encode()


async def _finished(answer: Answer, packed: bool, etag: bytes, lasting: bool) -> tuple[list[tuple[bytes, bytes]], tuple[bytes, ...]]:
    """Headers and body as they go out, compressed where that pays."""
    pieces = answer.pieces
    size = sum(map(len, pieces))
    headers = [*HEADS[answer.format], _CHECK if lasting else _NO_STORE]
    if etag and lasting:
        headers.append((b"etag", etag))
    if packed and size >= GZIP_FROM:
        aside = size >= GZIP_ASIDE
        body = await asyncio.to_thread(gzip.compress, answer.body, 2, mtime=0) if aside else gzip.compress(answer.body, 5, mtime=0)
        pieces, size = (body,), len(body)
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", b"%d" % size))
    return headers, pieces


async def _send(scope: Scope, send: Send, kept: Kept, known: bytes) -> None:
    get = scope["method"] != "POST"
    if get and known and (known.strip() == b"*" or kept.etag in [tag.strip() for tag in known.split(b",")]):
        headers = [(n, v) for n, v in kept.headers if n not in (b"content-length", b"content-type", b"content-encoding")]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send(_END)
        return
    await send(kept.message)
    if scope["method"] == "HEAD" or not kept.pieces:
        await send(_END)
    elif len(kept.pieces) == 1:
        await send({"type": "http.response.body", "body": kept.pieces[0]})
    else:
        for piece in kept.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send(_END)
