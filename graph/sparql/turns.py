"""A number of places where work is done, and a queue before them; who waited too long leaves it."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import QueryTimeout
from graph.sparql.engine import Load

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")


@dataclass
class Turns:
    """Threads for work that waits for another server, and how they are doing. Used from several threads and event loops."""

    places: int
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _running: int = 0
    _waiting: int = 0
    _killed: int = 0

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.places, thread_name_prefix="store")

    @property
    def load(self) -> Load:
        """What is at work, what waits, and how many gave up."""
        return Load(self._running, self._waiting, self._killed)

    def _count(self, running: int = 0, waiting: int = 0, killed: int = 0) -> None:
        with self._lock:
            self._running += running
            self._waiting += waiting
            self._killed += killed

    def run(self, work: Callable[[], T]) -> T:
        """Do work here and now. A QueryTimeout that it raises is counted."""
        self._count(running=1)
        try:
            return work()
        except QueryTimeout:
            self._count(killed=1)
            raise
        finally:
            self._count(running=-1)

    async def take(self, work: Callable[[], T], seconds: float, gone: Callable[[], Awaitable[None]] | None) -> T:
        """Do work in a place of its own. Raises QueryTimeout after `seconds`, or when `gone` returns; work that runs by then ends by itself."""
        self._count(waiting=1)
        job = self._pool.submit(self._begin, work)
        waited: set[asyncio.Future[Any]] = {asyncio.wrap_future(job)}
        left = {asyncio.ensure_future(gone())} if gone else set()
        try:
            await asyncio.wait(waited | left, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in left:
                task.cancel()
            if job.cancel():
                self._count(waiting=-1, killed=1)
        if not job.done() or job.cancelled():
            raise QueryTimeout(seconds)
        return job.result()

    def _begin(self, work: Callable[[], T]) -> T:
        self._count(waiting=-1)
        return self.run(work)

    def close(self) -> None:
        """Take no more work, and wait for none."""
        if "_pool" in self.__dict__:
            self._pool.shutdown(wait=False, cancel_futures=True)
