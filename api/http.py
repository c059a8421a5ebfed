"""uvicorn's HTTP with two things of ours: bytes that are no HTTP get a problem too, and answers that need no task get none.

uvicorn makes a task for every request, and checks and joins the headers of every answer anew: three quarters of what a kept answer
would cost, and half of what a small query costs. An application that has `at_once` is offered each request before there is a task.
A request that came before, byte for byte, is not even read (`api.again`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.again import Again, Answered
from api.middleware import COMMON
from api.responses import Problem
from api.wire import OF_CYCLE, head

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Scope

    Headers = list[tuple[bytes, bytes]]

MOST_HELD = 1 << 15
"""Bytes of a body up to which a request is held back until it is whole, for its answer may be kept."""

LONGEST = 65_534
"""Bytes of an address, which is all that uvicorn's parser takes."""


class Quick(Protocol):
    """An application that can answer without a task."""

    again: Again
    """What was answered to which bytes."""

    def at_once(self, cycle: Any, task: Callable[[], None]) -> bool | Answered:
        """Answer a request whose body is whole, now or later, or call `task` later; False where a task must be made now.

        How it was answered, where the same bytes would be answered in the same way.
        """
        ...

    def repeat(self, answered: Answered, transport: Any, moment: Headers) -> None:
        """Give an answer again, with the headers of the moment."""
        ...

    def takes_body(self, scope: Scope) -> bool:
        """Whether requests like this one are offered with their body."""
        ...


class Connection(HttpToolsProtocol):
    """uvicorn's HTTP, with our words for what it cannot read, and a short way for what is kept."""

    able: bool | None = None
    """Whether application and uvicorn's cycle are as the short way needs them; found out at the first request of a connection."""
    _new = False
    _held: tuple[Any, Any] | None = None
    _between = True
    """Whether the last request has been read to its end, and no other has begun."""
    _answered: bool | Answered = False
    _begun = 0

    def data_received(self, data: bytes) -> None:
        """Answer bytes that were answered before; read others, and remember what they were answered if they were one request."""
        fresh = self._between and self.able and (self.cycle is None or self.cycle.response_complete)
        if fresh and (known := self.app.again.find(data)) is not None and not (self.flow.write_paused or self.transport.is_closing()):
            self._unset_keepalive_if_required()
            self.app.repeat(known, self.transport, self.server_state.default_headers)
            self.server_state.total_requests += 1
            self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)
            return
        self._begun, self._answered = 0, False
        super().data_received(data)
        if fresh and self._between and self._begun == 1 and isinstance(self._answered, Answered) and self.cycle.keep_alive:
            self.app.again.put(data, self._answered)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._between = False
        self._begun += 1
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Begin to answer. Only here, not behind pipelined requests, is the short way taken: it must not nest."""
        self._new = True
        super().on_headers_complete()
        self._new = False

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        if self.able is None:
            self.able = hasattr(app, "at_once") and all(hasattr(cycle, name) for name in OF_CYCLE)
        if self._new and self.able:
            if cycle.scope["method"] == "GET" and self._offer(cycle, app):
                return
            if cycle.scope["method"] == "POST" and not cycle.waiting_for_100_continue and app.takes_body(cycle.scope):
                self._held = (cycle, app)
                return
        super()._start_asgi_task(cycle, app)

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body; a long one is not waited for."""
        super().on_body(body)
        if self._held and len(self._held[0].body) > MOST_HELD:
            self._let_go()

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._between = True
        super().on_message_complete()
        if self._held:
            (cycle, app), self._held = self._held, None
            if not self._offer(cycle, app):
                super()._start_asgi_task(cycle, app)

    def _offer(self, cycle: Any, app: Any) -> bool:
        """Whether the application answers without a task made now."""
        quick: Quick = app
        self._answered = quick.at_once(cycle, partial(super()._start_asgi_task, cycle, app))
        return bool(self._answered)

    def _let_go(self) -> None:
        if self._held:
            held, self._held = self._held, None
            super()._start_asgi_task(*held)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone; what was held back needs no answer."""
        self._held = None
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer bytes that are no HTTP request, and close the connection."""
        if len(getattr(self, "url", b"")) > LONGEST:
            problem = Problem(414, "URI too long", f"An address has at most {LONGEST:,} bytes. Send a longer query by POST.")
        else:
            problem = Problem(400, "Bad request", f"{msg.rstrip('.')}: escape every character of the address that is no plain ASCII.")
        headers = [*self.server_state.default_headers, *problem.raw_headers, *COMMON, (b"connection", b"close")]
        self.transport.write(head(problem.status_code, headers) + b"\r\n" + bytes(problem.body))
        self.transport.close()
