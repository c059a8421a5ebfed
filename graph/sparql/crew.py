"""The workers of one event loop: which of them takes a query, and how they come and go."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from graph.sparql.forks import Worker
    from graph.sparql.job import Job
    from graph.sparql.workers import Workers

TOGETHER = 4
"""Queries that a worker holds at once."""
YOUNG = 0.002
"""Seconds for which a worker at work is given more queries."""
SPARE = 8
"""Idle workers that are kept."""


class Crew:
    """Workers that are idle and workers that have queries. Not safe to use from another event loop."""

    def __init__(self, workers: Workers, loop: asyncio.AbstractEventLoop, readable: Callable[[Worker], None]) -> None:
        """`readable` is called when a worker has said something, or has ended."""
        self.workers, self.loop = workers, loop
        self.busy: list[Worker] = []
        """Those at work; the one that got a query last comes last."""
        self._idle: deque[Worker] = deque()
        self._readable = readable

    def find(self, job: Job, now: float, together: bool) -> Worker | None:
        """A worker for a query: one that has just begun (`together`), an idle one, a new one; None where there are as many as may be.

        It is no longer among those at work. Raises ConnectionError.
        """
        if together and self.busy and _takes(self.busy[-1], now):
            return self.busy.pop()
        if self._idle:
            return self._idle.pop()
        if len(self.busy) < self.workers.limits.running:
            return self.fresh()
        begun = None if job.alone else next((worker for worker in self.busy if _takes(worker, now)), None)
        if begun is not None:
            self.busy.remove(begun)
        return begun

    def fresh(self) -> Worker:
        """One that is given back or new. Raises ConnectionError."""
        worker = self.workers.take()
        self.loop.add_reader(worker.pipe, self._readable, worker)
        return worker

    def oldest(self, since: float) -> Worker | None:
        """The one whose query has run longest, if that began before `since`."""
        oldest = min(self.busy, key=lambda worker: worker.begun)
        return None if oldest.begun > since else oldest

    def done(self, worker: Worker) -> None:
        """It has answered all that it was asked."""
        self.busy.remove(worker)
        if worker.slow or len(self._idle) >= SPARE:
            self._put_away(worker)
        else:
            self._idle.append(worker)

    def end(self, worker: Worker) -> list[Job]:
        """End it, whatever it is at, or put away what has ended. Returns what it has not answered."""
        for some in (self.busy, self._idle):
            if worker in some:
                some.remove(worker)
        jobs = list(worker.jobs)
        self.workers.room.free(sum(job.held for job in jobs))
        worker.jobs.clear()
        self._put_away(worker)
        return jobs

    def _put_away(self, worker: Worker) -> None:
        self.loop.remove_reader(worker.pipe)
        self.workers.end(worker)

    def close(self) -> None:
        """End those at work, and give idle workers back to whoever comes next. The event loop has ended, or calls this itself."""
        live = not self.loop.is_closed()
        for worker in (*self.busy, *self._idle):
            if live:
                self.loop.remove_reader(worker.pipe)
            if worker.jobs:
                self.workers.end(worker)
            else:
                self.workers.give_back(worker)
        self.busy.clear()
        self._idle.clear()


def _takes(worker: Worker, now: float) -> bool:
    return len(worker.jobs) < TOGETHER and now - worker.begun < YOUNG and not (worker.leaving or worker.jobs[-1].alone)
