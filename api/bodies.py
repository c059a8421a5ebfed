"""Bodies of requests as they come in: bounded one by one, and all together."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from graph.errors import Busy
from graph.sparql.limits import Room

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Receive

STALLED = 60.0
"""Seconds after which a client that neither sends nor takes anything any more loses its request."""


class Bodies:
    """Reads bodies of `most` bytes at the most, and of `together` bytes among those that are being read or answered."""

    def __init__(self, most: int, together: int) -> None:
        """None is being read."""
        self.most = most
        self.room = Room(together)

    @asynccontextmanager
    async def read(self, receive: Receive) -> AsyncIterator[bytes]:
        """A whole body, which has its room for as long as this lasts. One that is too long is read and dropped, so that the client can read
        the answer. Raises HTTPException 400 where the client left, 408 where it stalled, 413 where it sends too much; Busy.
        """
        pieces: list[bytes] = []
        size, more = 0, True
        try:
            while more:
                piece, more = await _next(receive)
                size += len(piece)
                if size > 20 * self.most:
                    break
                if size <= self.most:
                    if not self.room.take(len(piece)):
                        raise Busy(f"The requests that are being read take {self.room.size:,} bytes together, which is all that they may.")
                    pieces.append(piece)
            if size > self.most:
                raise HTTPException(413, f"The body of a query has at most {self.most:,} bytes.")
            yield b"".join(pieces)
        finally:
            self.room.free(sum(map(len, pieces)))


async def _next(receive: Receive) -> tuple[bytes, bool]:
    """The next piece of a body, and whether there are more."""
    try:
        message = await asyncio.wait_for(receive(), STALLED)
    except TimeoutError:
        raise HTTPException(408, f"Nothing of the body came for {STALLED:.0f} seconds.", {"Connection": "close"}) from None
    if message["type"] == "http.disconnect":
        raise HTTPException(400, "The client left.")
    return message.get("body", b""), message.get("more_body", False)
