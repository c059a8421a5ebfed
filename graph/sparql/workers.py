"""The server's side of the worker processes: who holds the dataset, which workers there are, how they begin and end.

A query never waits for another. It gets an idle worker or a new one; where `Limits.running` queries run already, the one
that has run longest gives way, if it has run for a second; else the new one is turned away at once, to come again.
What is asked, and for how long it may run, is the matter of `graph.sparql.lane`.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
from collections import deque
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from graph.errors import DatasetError
from graph.namespaces import VARIABLE
from graph.sparql.crew import SPARE
from graph.sparql.forks import Fork, Worker
from graph.sparql.job import Leaving
from graph.sparql.lane import Lane
from graph.sparql.limits import Limits, Room
from graph.sparql.wire import ANSWER, Frames
from graph.sparql.zygote import ORDER, forked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from pyoxigraph import Store

    from graph.dataset import DataFile
    from graph.sparql.query import Answer, Query

_START = "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); from graph.sparql.zygote import main; main()"


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
        self._zygote: subprocess.Popen[bytes] | Fork | None = None
        self._control: socket.socket | None = None
        self._idle: deque[Worker] = deque()
        self._lanes: dict[asyncio.AbstractEventLoop, Lane] = {}
        self._numbers = count(1)
        self.room = Room(self.limits.held)

    @property
    def started(self) -> bool:
        """Whether the zygote is there."""
        return self._control is not None

    @property
    def running(self) -> int:
        """How many queries run now."""
        return sum(lane.running for lane in list(self._lanes.values()))

    def start(self, store: Store | None = None) -> None:
        """Start the zygote and wait until it has loaded the dataset. Raises DatasetError where it cannot be loaded.

        With a store that this process has filled with it, the zygote is a fork and shares its memory; only where `can_fork`.
        """
        with self._starting:
            if self._control is not None:
                return
            if self._zygote is not None:
                self._zygote.wait()
                self._let_go()
            ours, theirs = socket.socketpair()
            with ExitStack() as unless_ready:
                unless_ready.callback(ours.close)
                with theirs:
                    self._zygote = self._forked(theirs, store) if store is not None else self._spawned(theirs)
                kind, payload = _first(ours)
                if kind != ANSWER:
                    ours.close()
                    self._zygote.wait()
                    raise DatasetError(payload.decode() or "The process that holds the dataset did not start.")
                ready = orjson.loads(payload)
                self.fences, self.graphs = tuple(ready["fences"]), frozenset(ready["graphs"])
                unless_ready.pop_all()
            self._control = ours

    def _forked(self, theirs: socket.socket, store: Store) -> Fork:
        zygote = Fork(target=forked, args=(theirs, store, self.limits), daemon=True)
        zygote.start()
        return zygote

    def _spawned(self, theirs: socket.socket) -> subprocess.Popen[bytes]:
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", VARIABLE) if name in os.environ}
        path = orjson.dumps([str(Path(__file__).parents[2]), *filter(None, sys.path)])
        zygote = subprocess.Popen(
            [sys.executable, "-c", _START, str(theirs.fileno()), path],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()], env=kept,
        )  # fmt: skip
        assert zygote.stdin is not None
        zygote.stdin.write(orjson.dumps({"files": [asdict(f) for f in self.files], "limits": asdict(self.limits)}))
        zygote.stdin.close()
        return zygote

    async def reply(self, query: Query, seconds: float, gone: Callable[[], Awaitable[None]] | None = None) -> Answer:
        """Evaluate, without asking `graph.sparql.fences` first. Raises the children of QueryError, and UnknownTerm for a format."""
        watch = Leaving(gone)
        try:
            return await self._once(query, seconds, watch)
        except ConnectionError:  # the process that holds the dataset was ended, and its forks with it: once more with another
            if self.lost():
                self._let_go()
            return await self._once(query, seconds, watch)
        finally:
            watch.close()

    async def _once(self, query: Query, seconds: float, watch: Leaving) -> Answer:
        if not self.started:
            await asyncio.to_thread(self.start)
        return await self.lane().reply(query, seconds, watch)

    def lane(self) -> Lane:
        """Where queries of the running event loop go."""
        loop = asyncio.get_running_loop()
        found = self._lanes.get(loop)
        if found is None:
            with self._lock:
                ended = [self._lanes.pop(other) for other in list(self._lanes) if other.is_closed()]
                found = self._lanes[loop] = Lane(self, loop)
            for lane in ended:
                lane.close()
        return found

    def lost(self) -> bool:
        """Whether the process that holds the dataset has ended."""
        return self._zygote is not None and self._zygote.poll() is not None

    def take(self) -> Worker:
        """An idle worker or a new one; another is made ready for who comes next. Raises ConnectionError."""
        with self._lock:
            worker = next((w for w in iter(self._pop, None) if w.alive()), None) or self._fork()
            if not self._idle:
                with suppress(ConnectionError):  # who asked has a worker all the same
                    self._idle.append(self._fork())
        return worker

    def give_back(self, worker: Worker) -> None:
        """Take an idle worker for whoever comes next."""
        with self._lock:
            kept = self.started and len(self._idle) < SPARE
            if kept:
                self._idle.append(worker)
        if not kept:
            self.end(worker)

    def _pop(self) -> Worker | None:
        return self._idle.pop() if self._idle else None

    def _fork(self) -> Worker:
        if self._control is None:
            raise ConnectionError("The process that holds the dataset has gone.")
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        number = next(self._numbers)
        try:
            socket.send_fds(self._control, [ORDER.pack(b"F", number)], [theirs.fileno()])
        except OSError as error:
            ours.close()
            if isinstance(error, ConnectionError):  # it may not have ended yet, but takes no orders any more
                self._control.close()
                self._control = None
            raise ConnectionError("The process that holds the dataset has gone.") from None
        finally:
            theirs.close()
        return Worker(number, ours)

    def slow(self, worker: Worker) -> None:
        """Let a worker yield to the others."""
        self._order(b"S", worker.number)

    def end(self, worker: Worker) -> None:
        """End a worker, whatever it is at."""
        self._order(b"K", worker.number)
        worker.pipe.close()

    def _order(self, kind: bytes, number: int) -> None:
        control = self._control
        if control is not None:
            with suppress(OSError):
                control.sendall(ORDER.pack(kind, number))

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
        for loop, lane in [(loop, self._lanes.pop(loop)) for loop in list(self._lanes)]:
            if loop.is_running() and loop is not asyncio._get_running_loop():
                loop.call_soon_threadsafe(lane.close)
            else:
                lane.close()
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
