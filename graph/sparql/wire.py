"""What a worker and its server say to each other: frames of a letter, a length and a payload. Nothing here is unpickled."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import orjson

from graph.sparql.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = struct.Struct("!cI")
QUERY, ANSWER, PIECE, END, WHOLE, FAILURE, BYE = b"Q", b"A", b"P", b"E", b"W", b"F", b"B"
"""To the worker: QUERY, a query as JSON. From it: ANSWER (a line: form and format), then PIECEs and END; or WHOLE, such a line and the body; or FAILURE as JSON.
BYE says that the worker ends after the answer before it."""


def asked(query: Query, seconds: float) -> bytes:
    """A query for a worker."""
    values = (query.text, query.accept, query.default_graphs, query.named_graphs, query.base, seconds)
    return frame(QUERY, orjson.dumps(values))


def understood(payload: bytes) -> tuple[Query, float]:
    """The query of a frame, and how many seconds it may take."""
    text, accept, default, named, base, seconds = orjson.loads(payload)
    return Query(text, accept, default, named, base), seconds


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """One message as bytes."""
    return HEAD.pack(kind, len(payload)) + payload


class Frames:
    """Bytes as they come in, frames as they get whole; a PIECE is handed on in parts as it comes, without copying."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._rest = b""
        self._open = 0

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The frames that are whole with `data`: kind and payload."""
        if self._open:
            if len(data) <= self._open:
                self._open -= len(data)
                yield PIECE, data
                return
            yield PIECE, data[: self._open]
            data, self._open = data[self._open :], 0
        data = self._rest + data if self._rest else data
        at, end = 0, len(data)
        while end - at >= HEAD.size:
            kind, length = HEAD.unpack_from(data, at)
            body = at + HEAD.size
            if end - body < length and kind != PIECE:
                break
            yield kind, data[body : body + length]
            at = min(body + length, end)
            self._open = body + length - at
        self._rest = data[at:]
