"""The workers of one event loop: queries go out to them, answers come in, and what takes too long is ended.

Queries that come together go to one worker, which answers them one after the other: waking a process costs as much as a quick
query. Where the first of them turns out not to be quick, the others are taken from behind it within some milliseconds, and
each gets a worker of its own. One timer looks after all queries that run; where none runs, nothing does.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from graph.errors import Busy, QueryTimeout, QueryTooLarge
from graph.sparql.job import Job, Outcome
from graph.sparql.wire import BYE, PIECE

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.sparql.forks import Worker
    from graph.sparql.query import Answer, Query
    from graph.sparql.workers import Workers

TOGETHER = 4
"""Queries that a worker holds at once."""
YOUNG, STUCK = 0.002, 0.005
"""Seconds for which a worker at work is given more queries, and after which they are taken back from it."""
CALM = 1.0
"""Seconds for which each query gets a worker of its own after some had to be taken back."""
TICK = 0.01
"""Seconds between two looks at the queries that run."""
SLOW = 0.5
"""Seconds after which a query is no quick one any more: it yields to the others, and its client is watched for leaving."""
GRACE = 1.0
"""Seconds that a query may run before it can be ended to make room."""
SPARE = 8
"""Idle workers that are kept."""
READ = 1 << 18
"""Bytes that are read at a time."""
LARGE = 1 << 16
"""Bytes of a request from which it gets a worker of its own: the socket may not take it at once."""


class Lane:
    """What one event loop has out to workers. Not safe to use from another."""

    def __init__(self, workers: Workers, loop: asyncio.AbstractEventLoop) -> None:
        """Nothing is out yet."""
        self.workers, self.loop = workers, loop
        self._new: deque[Job] = deque()
        self._idle: deque[Worker] = deque()
        self._busy: list[Worker] = []  # the one that got a query last comes last
        self._watching = False
        self._calm = 0.0
        self._sending: set[asyncio.Task[None]] = set()
        self._view = memoryview(bytearray(READ))

    @property
    def running(self) -> int:
        """How many queries are out or about to go."""
        return len(self._new) + sum(len(worker.jobs) for worker in list(self._busy))

    def ask(self, query: Query, seconds: float, settle: Callable[[Outcome], None], gone: Callable[[], bool] | None = None) -> Job:
        """Send a query when this turn of the event loop is over. `settle` hears of the outcome, never within this call."""
        job = Job(query, seconds, settle, gone)
        if not self._new:
            self.loop.call_soon(self._flush)
        self._new.append(job)
        return job

    async def reply(self, query: Query, seconds: float, gone: Callable[[], bool] | None = None) -> Answer:
        """The answer to a query. Raises the children of QueryError, and UnknownTerm for a format."""
        future: asyncio.Future[Outcome] = self.loop.create_future()
        job = self.ask(query, seconds, lambda outcome: None if future.done() else future.set_result(outcome), gone)
        try:
            outcome = await future
        finally:
            self.drop(job)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def drop(self, job: Job) -> None:
        """Nobody wants the outcome any more: end what works on it."""
        if job.open:
            job.open = False
            for worker in [worker for worker in self._busy if worker.jobs[0] is job]:
                self._end(worker)

    def _flush(self) -> None:
        now = time.monotonic()
        while self._new:
            job = self._new.popleft()
            if not job.open:
                continue
            try:
                while not self._send(self._for(job, now), job, now):
                    pass
            except (Busy, ConnectionError) as error:
                job.end(error)
        if self._busy and not self._watching:
            self._watching = True
            self.loop.call_later(TICK, self._watch)

    def _for(self, job: Job, now: float) -> Worker:
        """A worker for a query: one that has just begun, an idle one, a new one. Raises Busy, ConnectionError."""
        job.alone = job.alone or len(job.request) > LARGE
        together = not job.alone and now > self._calm
        if together and self._busy and self._takes(self._busy[-1], now):
            return self._busy.pop()
        if self._idle:
            return self._idle.pop()
        full = len(self._busy) >= self.workers.limits.running
        if full and not job.alone:
            for worker in self._busy:
                if self._takes(worker, now):
                    self._busy.remove(worker)
                    return worker
        if full and not self._give_way(now - GRACE):
            raise self._crowded()
        worker = self.workers.take()
        self.loop.add_reader(worker.pipe, self._readable, worker)
        return worker

    def _takes(self, worker: Worker, now: float) -> bool:
        return len(worker.jobs) < TOGETHER and now - worker.begun < YOUNG and not (worker.leaving or worker.jobs[-1].alone)

    def _send(self, worker: Worker, job: Job, now: float) -> bool:
        """Whether the worker could take it; one that cannot is dead."""
        sent = 0
        try:
            sent = worker.pipe.send(job.request)
        except BlockingIOError:
            pass
        except OSError:
            self._died(worker)
            return False
        if not worker.jobs:
            worker.begun = now
        worker.jobs.append(job)
        self._busy.append(worker)
        if sent < len(job.request):
            job.alone = True
            task = self.loop.create_task(self._rest(worker, job.request[sent:]))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return True

    async def _rest(self, worker: Worker, request: bytes) -> None:
        with suppress(OSError):
            await self.loop.sock_sendall(worker.pipe, request)

    def _readable(self, worker: Worker) -> None:
        try:
            size = worker.pipe.recv_into(self._view)
        except BlockingIOError:
            return
        except OSError:
            size = 0
        if size == 0:
            self._died(worker)
            return
        for kind, payload in worker.frames.feed(bytes(self._view[:size])):
            if kind == BYE:
                worker.leaving = True
            elif not worker.jobs:
                return
            elif kind == PIECE and not self.workers.room.take(len(payload)):
                self._overflow(worker)
            elif (outcome := worker.jobs[0].take(kind, payload)) is not None:
                self._answered(worker, outcome)

    def _overflow(self, worker: Worker) -> None:
        first, *rest = worker.jobs
        self._end(worker)
        self._again(rest)
        first.end(Busy(f"The answers under way take {self.workers.limits.held:,} bytes together, which is all that they may."))

    def _answered(self, worker: Worker, outcome: Outcome) -> None:
        job = worker.jobs.popleft()
        self.workers.room.free(job.held)
        worker.begun = time.monotonic()
        if worker.leaving:
            rest = list(worker.jobs)
            worker.jobs.clear()
            self._end(worker, killed=False)
            self._again(rest)
        elif not worker.jobs:
            self._busy.remove(worker)
            if worker.slow or len(self._idle) >= SPARE:
                self._put_away(worker)
            else:
                self._idle.append(worker)
        job.end(outcome)

    def _again(self, jobs: list[Job]) -> None:
        """Send queries anew, each to a worker of its own."""
        for job in jobs:
            job.alone = True
        if jobs and not self._new:
            self.loop.call_soon(self._flush)
        self._new.extend(jobs)

    def _died(self, worker: Worker) -> None:
        if worker in self._idle:
            self._idle.remove(worker)
        jobs = list(worker.jobs)
        self.workers.room.free(sum(job.held for job in jobs))
        worker.jobs.clear()
        if worker in self._busy:
            self._busy.remove(worker)
        self._put_away(worker)
        if not jobs:
            return
        if worker.leaving:  # it had said so before it got these
            self._again(jobs)
            return
        self.workers.killed += 1
        self._again(jobs[1:])
        if self.workers.lost():
            jobs[0].end(ConnectionError("The process that holds the dataset has gone."))
        else:
            jobs[0].end(QueryTooLarge("memory", "The query needs more memory or deeper recursion than it may have, and was stopped."))

    def _watch(self) -> None:
        """Look at every query that runs: what stands behind a slow one moves, what is over its time ends."""
        self._watching = False
        now = time.monotonic()
        for worker in list(self._busy):
            age, job = now - worker.begun, worker.jobs[0]
            if len(worker.jobs) > 1 and age > STUCK:
                rest = list(worker.jobs)[1:]
                worker.jobs = deque([job])
                worker.leaving = True
                self._calm = now + CALM
                self._again(rest)
            if not job.open:
                self._end(worker)
            elif age > job.seconds or (worker.slow and job.gone is not None and job.gone()):
                self._end(worker)
                job.end(QueryTimeout(job.seconds))
            elif age > SLOW and not worker.slow:
                worker.slow = True
                self.workers.slow(worker)
        if self._busy:
            self._watching = True
            self.loop.call_later(TICK, self._watch)

    def _give_way(self, since: float) -> bool:
        """End the query that has run longest, if it began before `since`; False where none did."""
        oldest = min(self._busy, key=lambda worker: worker.begun)
        if oldest.begun > since:
            return False
        jobs = list(oldest.jobs)
        self._end(oldest)
        self._again(jobs[1:])
        jobs[0].end(self._crowded())
        return True

    def _crowded(self) -> Busy:
        return Busy(f"{self.workers.limits.running} queries run at once, which is all that may.")

    def _end(self, worker: Worker, killed: bool = True) -> None:
        self._busy.remove(worker)
        self.workers.room.free(sum(job.held for job in worker.jobs))
        worker.jobs.clear()
        self.workers.killed += killed
        self._put_away(worker)

    def _put_away(self, worker: Worker) -> None:
        self.loop.remove_reader(worker.pipe)
        self.workers.end(worker)

    def close(self) -> None:
        """End those at work, and give idle workers back to whoever comes next. Its event loop has ended, or calls this itself."""
        live = not self.loop.is_closed()
        for worker in (*self._busy, *self._idle):
            if live:
                self.loop.remove_reader(worker.pipe)
            if worker.jobs:
                self.workers.end(worker)
            else:
                self.workers.give_back(worker)
        self._busy.clear()
        self._idle.clear()
