"""Requests that came before, byte for byte: what they were answered, without reading them anew.

The same bytes on a connection that waits for a request are the same request, whoever sends it: method, path, headers, body. Where
that was answered out of what is kept, it is answered again by one look-up. Reading a request and making objects of it is half of
what a kept answer costs otherwise.
"""

from __future__ import annotations

from typing import NamedTuple

from api.kept import Shelf

MOST = 1 << 16
"""Bytes of a request, and of its answer, up to which it is remembered."""
OVERHEAD = 500
"""Bytes that the objects take beside them, roughly."""


class Answered(NamedTuple):
    """How a request was answered: status line and headers as bytes, without those of the moment, and the body."""

    method: str
    path: str
    ident: bytes
    """The request's identifier where the client gave one, else empty."""
    status: int
    head: bytes
    body: bytes


class Again:
    """Answers by the bytes of their requests, under a bound of memory. Bodies are those that are kept elsewhere, too, as long as they are."""

    def __init__(self, max_bytes: int) -> None:
        """Nothing is remembered yet; with no bytes, nothing ever is."""
        self._shelf: Shelf[bytes, Answered] = Shelf(max_bytes, share=1)

    @property
    def size(self) -> int:
        """Bytes of what is remembered."""
        return self._shelf.size

    def find(self, request: bytes) -> Answered | None:
        """The answer to a request, if it is remembered."""
        return self._shelf.get(request)

    def put(self, request: bytes, answered: Answered) -> None:
        """Remember an answer, if it is a small one to a small request."""
        if len(request) <= MOST and len(answered.body) <= MOST:
            self._shelf.put(request, answered, len(request) + len(answered.head) + len(answered.body) + OVERHEAD)
