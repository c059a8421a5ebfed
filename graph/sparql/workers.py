"""The server's side of the worker processes: who runs, who waits, who is ended.

A query never waits for another. It gets an idle worker or a new one; where `Limits.running` queries run already, the one
that has run longest gives way, if it has run for a second; else the new one is turned away at once, to come again.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from graph.errors import Busy, DatasetError, QueryTooLarge
from graph.sparql.limits import Limits
from graph.sparql.run import Run
from graph.sparql.wire import ANSWER, Frames
from graph.sparql.zygote import ORDER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from graph.dataset import DataFile
    from graph.sparql.query import Answer, Query

SPARE = 8
"""Idle workers that are kept."""
GRACE = 1.0
"""Seconds that a query may run before it can be ended to make room."""
_START = "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); from graph.sparql.zygote import main; main()"


@dataclass(slots=True)
class Worker:
    """A forked process, known by its number, and the socket to it."""

    number: int
    pipe: socket.socket

    def alive(self) -> bool:
        """Whether it can be asked: an idle worker says nothing, a dead one is at its end."""
        try:
            self.pipe.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            pass
        self.pipe.close()
        return False


@dataclass
class Workers:
    """Worker processes over one dataset. Safe to use from several threads and event loops."""

    files: Sequence[DataFile]
    limits: Limits = field(default_factory=Limits)
    fences: tuple[str, ...] = ()
    """Which fences of `graph.sparql.sandbox` hold; known once started."""
    graphs: frozenset[str] = frozenset()
    """Names of the graphs that are held; known once started."""
    killed: int = 0
    """Queries that were ended, for whatever reason."""

    def __post_init__(self) -> None:
        """Nothing runs yet; the first query starts the zygote, or `start` does."""
        self._lock = threading.Lock()
        self._starting = threading.Lock()
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._idle: deque[Worker] = deque()
        self._running: dict[int, Run] = {}
        self._numbers = count(1)

    @property
    def started(self) -> bool:
        """Whether the zygote is there."""
        return self._control is not None

    @property
    def running(self) -> int:
        """How many queries run now."""
        return len(self._running)

    def start(self) -> None:
        """Start the zygote and wait until it has loaded the dataset. Raises DatasetError where it cannot be loaded."""
        with self._starting:
            if self._control is not None:
                return
            if self._zygote is not None:
                self._zygote.wait()
            ours, theirs = socket.socketpair()
            kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
            path = orjson.dumps([str(Path(__file__).parents[2]), *filter(None, sys.path)])
            self._zygote = subprocess.Popen(
                [sys.executable, "-c", _START, str(theirs.fileno()), path],
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()], env=kept,
            )  # fmt: skip
            theirs.close()
            assert self._zygote.stdin is not None
            self._zygote.stdin.write(orjson.dumps({"files": [asdict(f) for f in self.files], "limits": asdict(self.limits)}))
            self._zygote.stdin.close()
            kind, payload = _first(ours)
            if kind != ANSWER:
                ours.close()
                self._zygote.wait()
                raise DatasetError(payload.decode() or "The process that holds the dataset did not start.")
            ready = orjson.loads(payload)
            self.fences, self.graphs = tuple(ready["fences"]), frozenset(ready["graphs"])
            self._control = ours

    async def reply(self, query: Query, seconds: float, gone: Callable[[], Awaitable[None]] | None = None) -> Answer:
        """Evaluate, without asking `graph.sparql.fences` first. Raises the children of QueryError, and UnknownTerm for a format."""
        try:
            return await self._once(query, seconds, gone)
        except (ConnectionError, QueryTooLarge):
            if self._zygote is None or self._zygote.poll() is None:
                raise
        self._let_go()  # the process that holds the dataset was ended, and its forks with it: once more with another
        return await self._once(query, seconds, gone)

    async def _once(self, query: Query, seconds: float, gone: Callable[[], Awaitable[None]] | None) -> Answer:
        if not self.started:
            await asyncio.to_thread(self.start)
        run = self._take(seconds)
        worker = run.worker
        try:
            return await run.ask(query, gone)
        finally:
            self._give_back(run, worker)

    def _take(self, seconds: float) -> Run:
        with self._lock:
            if len(self._running) >= self.limits.running:
                self._make_room()
            worker = next((w for w in iter(self._pop, None) if w.alive()), None) or self._fork()
            run = Run(worker, asyncio.get_running_loop(), seconds, self._slow)
            self._running[worker.number] = run
            if not self._idle:
                self._idle.append(self._fork())  # ready for who comes next
        return run

    def _pop(self) -> Worker | None:
        return self._idle.pop() if self._idle else None

    def _make_room(self) -> None:
        oldest = min(self._running.values(), key=lambda run: run.started)
        if time.monotonic() - oldest.started < GRACE:
            raise Busy(self.limits.running)
        del self._running[oldest.worker.number]
        oldest.end(Busy(self.limits.running))

    def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        number = next(self._numbers)
        assert self._control is not None
        try:
            socket.send_fds(self._control, [ORDER.pack(b"F", number)], [theirs.fileno()])
        except OSError:
            ours.close()
            raise ConnectionError("The process that holds the dataset has gone.") from None
        finally:
            theirs.close()
        return Worker(number, ours)

    def _slow(self, number: int) -> None:
        self._order(b"S", number)

    def _order(self, kind: bytes, number: int) -> None:
        with suppress(OSError):
            if self._control is not None:
                self._control.sendall(ORDER.pack(kind, number))

    def _give_back(self, run: Run, worker: Worker) -> None:
        with self._lock:
            self._running.pop(worker.number, None)
            if run.clean and len(self._idle) < SPARE:
                self._idle.append(worker)
                return
            self.killed += not run.answered
            self._order(b"K", worker.number)
        worker.pipe.close()

    def _let_go(self) -> None:
        with self._lock:
            for worker in self._idle:
                worker.pipe.close()
            self._idle.clear()
            control, self._control = self._control, None
        if control is not None:
            control.close()

    def close(self) -> None:
        """End every process."""
        self._let_go()
        if self._zygote is not None:
            try:
                self._zygote.wait(5)
            except subprocess.TimeoutExpired:
                self._zygote.kill()
                self._zygote.wait()
            self._zygote = None


def _first(control: socket.socket) -> tuple[bytes, bytes]:
    frames = Frames()
    while data := control.recv(1 << 16):
        for found in frames.feed(data):
            return found
    return b"", b""
