"""One query that a worker is answering: what it is asked, what came back so far, and how it ends."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import orjson

from graph.errors import BadQuery, NoFormat, QueryError, QueryTimeout, QueryTooLarge
from graph.sparql.query import Answer
from graph.sparql.syntax import syntax_error
from graph.sparql.wire import ANSWER, END, FAILURE, PIECE, WHOLE, Frames, asked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from graph.formats import Form
    from graph.sparql.query import Query
    from graph.sparql.workers import Worker

SLOW = 0.5
"""Seconds after which a query is no quick one any more: it yields to the others, and its client is watched for leaving."""


class Run:
    """A query on its way. `clean` says afterwards whether the worker can take another."""

    def __init__(self, worker: Worker, loop: asyncio.AbstractEventLoop, seconds: float, slow: Callable[[int], None]) -> None:
        """`slow` is told the worker's number when the query turns out not to be quick."""
        self.worker, self.loop, self.seconds, self._slow = worker, loop, seconds, slow
        self.started = time.monotonic()
        self.clean = False
        self.answered = False
        """Whether the worker came to an end of it, be it an error; `clean` says that it can take the next query, too."""
        self._future: asyncio.Future[Answer] = loop.create_future()
        self._frames = Frames()
        self._head: tuple[Form, str] | None = None
        self._pieces: list[bytes] = []
        self._was_slow = False
        self._text = ""
        self._watch: asyncio.Task[None] | None = None

    async def ask(self, query: Query, gone: Callable[[], Awaitable[None]] | None) -> Answer:
        """Send and wait for the whole answer. Raises the children of QueryError, and UnknownTerm for a format."""
        self._text = query.text
        request = asked(query, self.seconds)
        pipe = self.worker.pipe
        self._timer = self.loop.call_later(min(SLOW, self.seconds), self._slower, gone)
        try:
            self.loop.add_reader(pipe, self._readable)
            try:
                sent = pipe.send(request)
            except BlockingIOError:
                sent = 0
            if sent < len(request):
                await asyncio.wait_for(self.loop.sock_sendall(pipe, request[sent:]), self.seconds)
            return await self._future
        except (OSError, TimeoutError) as error:
            raise QueryTimeout(self.seconds) if isinstance(error, TimeoutError) else _died() from error
        finally:
            self.loop.remove_reader(pipe)
            self._timer.cancel()
            if self._watch is not None:
                self._watch.cancel()
            self.answered = self.clean
            self.clean = self.clean and not self._was_slow

    def end(self, error: QueryError) -> None:
        """Give up, from whatever thread."""
        self.loop.call_soon_threadsafe(self._fail, error)

    def _fail(self, error: Exception) -> None:
        if not self._future.done():
            self._future.set_exception(error)

    def _late(self) -> None:
        self._fail(QueryTimeout(self.seconds))

    def _slower(self, gone: Callable[[], Awaitable[None]] | None) -> None:
        if self.seconds <= SLOW:
            self._late()
            return
        self._timer = self.loop.call_later(self.seconds - SLOW, self._late)
        self._was_slow = True
        self._slow(self.worker.number)
        if gone is not None:
            self._watch = self.loop.create_task(self._until(gone))

    async def _until(self, gone: Callable[[], Awaitable[None]]) -> None:
        with suppress(Exception):
            await gone()
        self._fail(QueryTimeout(self.seconds))

    def _readable(self) -> None:
        try:
            data = self.worker.pipe.recv(1 << 20)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._fail(_died())
            self.loop.remove_reader(self.worker.pipe)
            return
        for kind, payload in self._frames.feed(data):
            self._frame(kind, payload)

    def _frame(self, kind: bytes, payload: bytes) -> None:
        if kind == WHOLE:
            head, _, body = payload.partition(b"\n")
            form, _, name = head.decode().partition(" ")
            self.clean = True
            if not self._future.done():
                self._future.set_result(Answer(cast("Form", form), name, (body,)))
        elif kind == PIECE:
            self._pieces.append(payload)
        elif kind == ANSWER:
            form, name = orjson.loads(payload)
            self._head = (cast("Form", form), name)
        elif kind == END and self._head is not None:
            self.clean = True
            if not self._future.done():
                self._future.set_result(Answer(*self._head, tuple(self._pieces)))
        elif kind == FAILURE:
            self.clean = True
            self._fail(told(orjson.loads(payload), self._text))


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


def _died() -> QueryTooLarge:
    return QueryTooLarge("memory", "The query needs more memory or deeper recursion than it may have, and was stopped.")
