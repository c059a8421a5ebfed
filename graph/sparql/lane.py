"""What one event loop asks of workers: queries go out to them, answers come in, and what takes too long is ended.

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
from graph.sparql.crew import Crew
from graph.sparql.job import Job, Outcome
from graph.sparql.wire import BYE, PIECE

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.sparql.forks import Worker
    from graph.sparql.query import Answer, Query
    from graph.sparql.workers import Workers

STUCK = 0.005
"""Seconds after which the queries behind the one at work are taken back from a worker."""
CALM = 1.0
"""Seconds for which each query gets a worker of its own after some had to be taken back."""
TICK = 0.01
"""Seconds between two looks at the queries that run."""
SLOW = 0.5
"""Seconds after which a query is no quick one any more: it yields to the others, and its client is watched for leaving."""
GRACE = 1.0
"""Seconds that a query may run before it can be ended to make room."""
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
        self._crew = Crew(workers, loop, self._readable)
        self._watching = False
        self._calm = 0.0
        self._sending: set[asyncio.Task[None]] = set()
        self._view = memoryview(bytearray(READ))

    @property
    def running(self) -> int:
        """How many queries are out or about to go."""
        return len(self._new) + sum(len(worker.jobs) for worker in list(self._crew.busy))

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
            for worker in [worker for worker in self._crew.busy if worker.jobs[0] is job]:
                self._end(worker, QueryTimeout(job.seconds))  # which nobody hears

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
        if self._crew.busy and not self._watching:
            self._watching = True
            self.loop.call_later(TICK, self._watch)

    def _for(self, job: Job, now: float) -> Worker:
        """A worker for a query; where there is none, the query that has run longest gives way. Raises Busy, ConnectionError."""
        job.alone = job.alone or len(job.request) > LARGE
        found = self._crew.find(job, now, together=not job.alone and now > self._calm)
        if found is not None:
            return found
        oldest = self._crew.oldest(now - GRACE)
        if oldest is None:
            raise self._crowded()
        self._end(oldest, self._crowded())
        return self._crew.fresh()

    def _crowded(self) -> Busy:
        return Busy(f"{self.workers.limits.running} queries run at once, which is all that may.")

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
        self._crew.busy.append(worker)
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
        self._end(worker, Busy(f"The answers under way take {self.workers.limits.held:,} bytes together, which is all that they may."))

    def _answered(self, worker: Worker, outcome: Outcome) -> None:
        job = worker.jobs.popleft()
        self.workers.room.free(job.held)
        worker.begun = time.monotonic()
        if worker.leaving:
            self._again(self._crew.end(worker))
        elif not worker.jobs:
            self._crew.done(worker)
        job.end(outcome)

    def _again(self, jobs: list[Job]) -> None:
        """Send queries anew, each to a worker of its own."""
        for job in jobs:
            job.alone = True
        if jobs and not self._new:
            self.loop.call_soon(self._flush)
        self._new.extend(jobs)

    def _died(self, worker: Worker) -> None:
        jobs = self._crew.end(worker)
        if worker.leaving:  # it had said so before it got these
            self._again(jobs)
        elif jobs:
            self.workers.killed += 1
            self._again(jobs[1:])
            if self.workers.lost():
                jobs[0].end(ConnectionError("The process that holds the dataset has gone."))
            else:
                jobs[0].end(QueryTooLarge("memory", "The query needs more memory or deeper recursion than it may have, and was stopped."))

    def _end(self, worker: Worker, outcome: Exception) -> None:
        """End a worker at work: the query that it is at ends with `outcome`, those behind it go elsewhere."""
        first, *others = self._crew.end(worker)
        self.workers.killed += 1
        self._again(others)
        first.end(outcome)

    def _watch(self) -> None:
        """Look at every query that runs: what stands behind a slow one moves, what is over its time ends."""
        self._watching = False
        now = time.monotonic()
        for worker in list(self._crew.busy):
            age, job = now - worker.begun, worker.jobs[0]
            if len(worker.jobs) > 1 and age > STUCK:
                self._alone(worker, now)
            if not job.open or age > job.seconds or (worker.slow and job.gone is not None and job.gone()):
                self._end(worker, QueryTimeout(job.seconds))
            elif age > SLOW and not worker.slow:
                worker.slow = True
                self.workers.slow(worker)
        if self._crew.busy:
            self._watching = True
            self.loop.call_later(TICK, self._watch)

    def _alone(self, worker: Worker, now: float) -> None:
        """Take back what stands behind the query that a worker is at."""
        first, *others = worker.jobs
        worker.jobs = deque([first])
        worker.leaving = True
        self._calm = now + CALM
        self._again(others)

    def close(self) -> None:
        """End those at work, and give idle workers back to whoever comes next. Its event loop has ended, or calls this itself."""
        self._crew.close()
