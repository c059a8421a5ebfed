"""Every request is counted and told of: the outermost layer, a few microseconds a request."""

from __future__ import annotations

import itertools
import re
import secrets
from time import perf_counter
from typing import TYPE_CHECKING, Any

from starlette.routing import compile_path

from api.again import Again, Answered
from api.cache import HEAD
from api.endpoint import PATHS
from api.wire import lines, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import Message, Receive, Scope, Send

    Headers = list[tuple[bytes, bytes]]

    from api.cache import ResponseCache
    from api.endpoint import Endpoint, Told
    from api.journal import Journal
    from api.tally import Requests

UNROUTED = "(none)"
"""What stands for the route where a path has none."""
START = "fanout.start"
"""Member of a scope: when its request came, where that is not now."""
GONE = 499
"""The status noted where the client left before there was an answer."""
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"))
_ID = re.compile(rb"[\w.-]{1,64}")
_KNOWN_PATHS = 4096


class Routes:
    """Path -> template of its route (`/related/{name}`), never a text that a visitor made."""

    def __init__(self, templates: Iterable[str]) -> None:
        """`templates` in the order in which the application tries them."""
        self._patterns = [(compile_path(template)[0], template) for template in dict.fromkeys(templates)]
        self._known: dict[str, str] = {}

    def template(self, path: str) -> str:
        """The template of a path's route, by whatever method it is asked."""
        found = self._known.get(path)
        if found is None:
            bare = path.rstrip("/") or "/"
            found = next((template for pattern, template in self._patterns if pattern.match(bare)), UNROUTED)
            if len(self._known) >= _KNOWN_PATHS:
                self._known.clear()
            if len(path) <= 200:
                self._known[path] = found
        return found


class Observe:
    """Counts each request and its time, writes its line, gives it an `X-Request-Id` (the client's own where it sent a plain one)."""

    def __init__(self, app: Endpoint, cache: ResponseCache, routes: Routes, requests: Requests | None, journal: Journal | None) -> None:
        """Wrap a whole application and its kept answers. Without `requests` nothing is counted, without `journal` nothing is written."""
        self.app, self.cache, self.routes, self.requests, self.journal = app, cache, routes, requests, journal
        self.again = Again((cache.max_bytes + app.shelf.max_bytes) // 8)
        self._prefix = secrets.token_hex(4)
        self._number = itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            if self.journal:
                self.journal.flush()
            return
        start = scope.get(START) or perf_counter()
        ident = self._given(scope) or self._next()
        header = (b"x-request-id", ident)
        kept = self.cache.find(scope)
        if kept is not None:
            head, body = kept
            await send({**head, "headers": [*head["headers"], header]})
            await send(body)
            self._note(scope["method"], scope["path"], ident, "hit", head["status"], len(body["body"]), perf_counter() - start)
            return
        scope["request_id"] = ident.decode()
        status, size = GONE, 0

        async def watch(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message.get("headers", ()), header]}
            else:
                size += len(message.get("body", b""))
            await send(message)

        if self.requests:
            self.requests.running += 1
        try:
            await self.app(scope, receive, watch)
        finally:
            if self.requests:
                self.requests.running -= 1
            self._note(scope["method"], scope["path"], ident, scope.get("cache", "miss"), status, size, perf_counter() - start)

    def takes_body(self, scope: Scope) -> bool:
        """Whether a request is for the engine, which can be asked once the body is whole."""
        return scope["path"] in PATHS

    def at_once(self, cycle: Any, task: Callable[[], None]) -> bool | Answered:
        """Answer a request of uvicorn's in one write, out of what is kept or when the engine has answered: this is all that most cost.

        False where it must be handled as any other; where that turns out later, `task` is called. What was kept is given back.
        """
        start, scope = perf_counter(), cycle.scope
        if scope["path"] in PATHS:
            return self._ask(cycle, start, task)
        kept = self.cache.find(scope)
        return self._write(cycle, kept, "hit", start) if kept else False

    def repeat(self, answered: Answered, transport: Any, moment: Headers) -> None:
        """Give an answer again to the same bytes."""
        start = perf_counter()
        ident = answered.ident or self._next()
        transport.write(b"".join([answered.head, lines([*moment, (b"x-request-id", ident)]), b"\r\n", answered.body]))
        (self.app.shelf if answered.path in PATHS else self.cache).hits += 1
        self._note(answered.method, answered.path, ident, "hit", answered.status, len(answered.body), perf_counter() - start)

    def _ask(self, cycle: Any, start: float, task: Callable[[], None]) -> bool | Answered:
        requests, scope = self.requests, cycle.scope
        written: bool | Answered = False

        def settle(told: Told | None, cache: str) -> None:
            nonlocal written
            if requests:
                requests.running -= 1
            written = self._write(cycle, told, cache, start) if told else False
            if not written:
                scope[START] = start
                task()

        if requests:
            requests.running += 1
        begun = self.app.at_once(scope, bytes(cycle.body), lambda: bool(cycle.disconnected), settle)
        if requests and not begun:
            requests.running -= 1
        return written or begun

    def _write(self, cycle: Any, told: Told, cache: str, start: float) -> bool | Answered:
        """Put an answer out and note it; False where it cannot be written now. How the same bytes can be answered, where that is known."""
        (head, body), scope = told, cycle.scope
        given, content = self._given(scope), body["body"]
        ident = given or self._next()
        if not write(cycle, head[HEAD], (b"x-request-id", ident), content):
            return False
        method, path = scope["method"], scope["path"]
        status, size = (GONE, 0) if cycle.disconnected else (head["status"], len(content))
        self._note(method, path, ident, cache, status, size, perf_counter() - start)
        return Answered(method, path, given, status, head[HEAD], content) if cache == "hit" and status != GONE else True

    def _given(self, scope: Scope) -> bytes:
        for name, value in scope["headers"]:
            if name == b"x-request-id" and _ID.fullmatch(value):
                return bytes(value)
        return b""

    def _next(self) -> bytes:
        return f"{self._prefix}-{next(self._number):x}".encode()

    def _note(self, method: str, path: str, ident: bytes, cache: str, status: int, size: int, seconds: float) -> None:
        method = method if method in _METHODS else "(other)"
        route = self.routes.template(path)
        if self.requests:
            self.requests.add((route, method, status), seconds, size)
        if self.journal:
            self.journal.request(ident.decode(), method, path[:200], route, status, size, seconds, cache)
