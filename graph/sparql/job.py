"""One query that a worker is answering: what it is asked, what came back so far, and who wants to know."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import orjson

from graph.errors import BadQuery, NoFormat, QueryTooLarge
from graph.sparql.query import Answer
from graph.sparql.syntax import syntax_error
from graph.sparql.wire import ANSWER, END, FAILURE, PIECE, WHOLE, asked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graph.formats import Form
    from graph.sparql.query import Query

Outcome = Answer | Exception


class Job:
    """A query on its way. `settle` is called once, with the answer or with what there is instead of one."""

    __slots__ = ("_head", "_pieces", "alone", "gone", "held", "open", "request", "seconds", "settle", "text")

    def __init__(self, query: Query, seconds: float, settle: Callable[[Outcome], None], gone: Callable[[], bool] | None) -> None:
        """`gone` is asked now and then, once the query has turned out not to be quick, whether its client has left."""
        self.text, self.seconds, self.settle, self.gone = query.text, seconds, settle, gone
        self.request = asked(query, seconds)
        self.alone = False
        """Whether it must have a worker of its own: it was found behind a query that is not quick."""
        self.held = 0
        """Bytes of the answer that are here."""
        self.open = True
        """Whether its outcome is still wanted."""
        self._head = b""
        self._pieces: list[bytes] = []

    def end(self, outcome: Outcome) -> None:
        """Tell the outcome, if it is wanted."""
        if self.open:
            self.open = False
            self.settle(outcome)

    def take(self, kind: bytes, payload: bytes) -> Outcome | None:
        """Take a frame of the answer; the outcome, where this was the last."""
        if kind == WHOLE:
            head, _, body = payload.partition(b"\n")
            self._head = head
            return self._answer(body)
        if kind == FAILURE:
            return told(orjson.loads(payload), self.text)
        if kind == PIECE:
            self._pieces.append(payload)
            self.held += len(payload)
        elif kind == ANSWER:
            self._head = payload.rstrip()
        elif kind == END:
            return self._answer(*self._pieces)
        return None

    def _answer(self, *pieces: bytes) -> Answer:
        form, _, name = self._head.decode().partition(" ")
        return Answer(cast("Form", form), name, pieces)


class Leaving:
    """Whether a client has left, where that is told by a coroutine that ends then. It is listened to from the first time somebody asks."""

    def __init__(self, gone: Callable[[], Awaitable[None]] | None) -> None:
        """Without `gone`, the client never leaves."""
        self._gone = gone
        self._task: asyncio.Task[None] | None = None

    def __call__(self) -> bool:
        """Whether it has left. Within an event loop only."""
        if self._gone is not None and self._task is None:
            self._task = asyncio.ensure_future(self._listen(self._gone))
        return self._task is not None and self._task.done()

    async def _listen(self, gone: Callable[[], Awaitable[None]]) -> None:
        with suppress(Exception):
            await gone()

    def close(self) -> None:
        """Listen no more."""
        if self._task is not None:
            self._task.cancel()


def told(failure: dict[str, object], text: str) -> Exception:
    """What a worker's failure means to the asker of `text`."""
    message = str(failure["message"])
    if failure["kind"] == "large":
        return QueryTooLarge(str(failure["what"]), message)
    if failure["kind"] == "format":
        return NoFormat(cast("list[str]", failure["known"]))
    if failure["kind"] == "syntax":
        return syntax_error(message, text)
    return BadQuery(message)
