"""What a worker and its server say to each other: frames of a letter, a length and a payload. Nothing here is unpickled."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = struct.Struct("!cI")
QUERY, ANSWER, PIECE, END, FAILURE = b"Q", b"A", b"P", b"E", b"F"
"""To the worker: QUERY, a query as JSON. From it: ANSWER (form and format as JSON), then PIECEs and END, or FAILURE as JSON."""


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """One message as bytes."""
    return HEAD.pack(kind, len(payload)) + payload


class Frames:
    """Bytes as they come in, frames as they get whole."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The frames that are whole with `data`: kind and payload."""
        self._rest += data
        at = 0
        while len(self._rest) - at >= HEAD.size:
            kind, length = HEAD.unpack_from(self._rest, at)
            if len(self._rest) - at - HEAD.size < length:
                break
            at += HEAD.size
            yield kind, bytes(self._rest[at : at + length])
            at += length
        del self._rest[:at]
