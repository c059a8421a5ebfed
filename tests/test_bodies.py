"""Bodies of requests: what is being read, or answered, is bounded together, and gives its room back however it ends."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from starlette.exceptions import HTTPException

from api.bodies import Bodies
from graph.errors import Busy
from tests.conftest import awaited

if TYPE_CHECKING:
    from starlette.types import Message


def piece(size: int, *, more: bool = False) -> Message:
    return {"type": "http.request", "body": b"x" * size, "more_body": more}


async def read(bodies: Bodies, *messages: Message) -> bytes:
    """One body, whose pieces are there already."""
    waiting = iter(messages)

    async def receive() -> Message:
        return next(waiting)

    async with bodies.read(receive) as body:
        assert bodies.room.used == len(body)
        return body


def test_bodies_that_are_being_sent_take_no_more_room_together_than_there_is() -> None:
    async def play() -> None:
        bodies = Bodies(1000, 1500)
        sent: asyncio.Queue[Message] = asyncio.Queue()

        async def slow() -> int:
            async with bodies.read(sent.get) as body:
                return len(body)

        reading = asyncio.create_task(slow())
        await sent.put(piece(900, more=True))
        while bodies.room.used < 900:
            await asyncio.sleep(0)
        with pytest.raises(Busy):
            await read(bodies, piece(400, more=True), piece(300))
        assert bodies.room.used == 900
        await sent.put(piece(50))
        assert (await reading, bodies.room.used) == (950, 0)
        assert len(await read(bodies, piece(700))) == 700

    awaited(play())


@pytest.mark.parametrize(
    ("messages", "status"),
    [
        ([piece(900, more=True), piece(900, more=True), piece(5)], 413),
        ([piece(900, more=True), piece(30_000, more=True)], 413),  # the rest is not waited for
        ([piece(900, more=True), {"type": "http.disconnect"}], 400),
    ],
)
def test_a_body_that_is_none_gives_its_room_back(messages: list[Message], status: int) -> None:
    bodies = Bodies(1000, 1500)
    with pytest.raises(HTTPException) as told:
        awaited(read(bodies, *messages))
    assert (told.value.status_code, bodies.room.used) == (status, 0)
