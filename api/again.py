"""Requests that came before, byte for byte: what they were answered, without reading them anew.

The same bytes on a connection that waits for a request are the same request, whoever sends it: method, path, headers, body. Where
that was answered out of what is kept, it is answered again by one look-up. Reading a request and making objects of it is half of
what a kept answer costs otherwise.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

MOST = 1 << 16
"""Bytes of a request, and of its answer, up to which it is remembered."""


class Answered(NamedTuple):
    """How a request was answered: status line and headers as bytes, without those of the moment, and the body."""

    method: str
    path: str
    ident: bytes
    """The request's identifier where the client gave one, else empty."""
    status: int
    head: bytes
    body: bytes


@dataclass
class Again:
    """Answers by the bytes of their requests, under a bound of memory; the one used longest ago goes first."""

    max_bytes: int
    size: int = 0
    """Bytes of what is remembered. Bodies are those that are kept elsewhere, too, as long as they are."""
    _entries: OrderedDict[bytes, Answered] = field(default_factory=OrderedDict)

    def find(self, request: bytes) -> Answered | None:
        """The answer to a request, if it is remembered."""
        found = self._entries.get(request)
        if found is not None:
            self._entries.move_to_end(request)
        return found

    def put(self, request: bytes, answered: Answered) -> None:
        """Remember an answer, if it is a small one to a small request."""
        if len(request) > MOST or len(answered.body) > MOST or self.max_bytes <= 0 or request in self._entries:
            return
        self._entries[request] = answered
        self.size += _size(request, answered)
        while self.size > self.max_bytes:
            self.size -= _size(*self._entries.popitem(last=False))


def _size(request: bytes, answered: Answered) -> int:
    return len(request) + len(answered.head) + len(answered.body) + 500
