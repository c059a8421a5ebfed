"""Oxigraph as the engine: our own questions asked here, visitors' questions in processes that can be killed."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import (
    BlankNode,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse_query_results,
)

from graph import dataset
from graph.errors import DatasetError, QueryTooLarge
from graph.sparql.engine import Load
from graph.sparql.evaluate import evaluate
from graph.sparql.fences import inspect
from graph.sparql.forks import can_fork
from graph.sparql.limits import Limits
from graph.sparql.lookups import Walks, lookup
from graph.sparql.query import Answer, Query
from graph.sparql.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping

    from pyoxigraph import Literal

    from graph.formats import Form

LARGE = 20_000_000
"""Bytes of files from which they are held once, by the workers."""
OWN_SECONDS = 60.0
"""Time for one of our own questions to a large dataset."""
SMALL = Limits(bytes=1 << 16)
"""Bounds of what is looked up in this process."""
LONG = 20_000
"""Characters of a query from which it is read in another thread."""


@dataclass(frozen=True)
class Embedded:
    """RDF files, or a store on disk, opened. Implements `graph.sparql.engine.Engine`."""

    files: tuple[dataset.DataFile, ...]
    limits: Limits = field(default_factory=Limits)
    name: str = ""
    """The digest, where it is known without reading the files."""

    @classmethod
    def of(cls, built: Path, limits: Limits | None = None) -> Embedded:
        """A dataset written by `graph.build`, which is named by its digest."""
        return cls((dataset.DataFile(str(built), built=True),), limits or Limits(), built.stem)

    @cached_property
    def on_disk(self) -> bool:
        """Whether this is a store on disk, which each process opens for itself. Raises ValueError where it goes with other files."""
        return dataset.stored(self.files) is not None

    @cached_property
    def _large(self) -> bool:
        """Whether a copy in this process would cost too much: then our own questions go to the workers too."""
        return not self.on_disk and sum(Path(file.path).stat().st_size for file in self.files) > LARGE

    @cached_property
    def _store(self) -> Store:
        return dataset.opened(self.files)

    @cached_property
    def workers(self) -> Workers:
        """The processes that evaluate; none runs before the first query or `start`."""
        return Workers(self.files, self.limits)

    @cached_property
    def digest(self) -> str:
        """A short name of the data: equal digest, equal answers."""
        return self.name or dataset.digest(self.files)

    def rows(self, text: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> QuerySolutions:
        """The solutions of one of our own SELECT queries."""
        if self._large and not bindings:
            answer = self._run(self.workers.reply(Query(text, ("tsv",)), OWN_SECONDS))
            return cast("QuerySolutions", parse_query_results(answer.body, QueryResultsFormat.TSV))
        return cast("QuerySolutions", self._store.query(text, substitutions=_variables(bindings)))

    def triples(self, text: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> QueryTriples:
        """The triples of one of our own CONSTRUCT or DESCRIBE queries."""
        return cast("QueryTriples", self._store.query(text, substitutions=_variables(bindings)))

    def nquads(self) -> bytes:
        """The whole dataset as N-Quads, one statement a line; a dataset that was built, as it was built."""
        if len(self.files) == 1 and not self.on_disk and self.files[0].format == RdfFormat.N_QUADS:
            return Path(self.files[0].path).read_bytes()
        return self._store.dump(format=RdfFormat.N_QUADS) or b""

    def start(self, fork: bool = False) -> None:
        """Start what answers visitors, so that the first need not wait. Raises DatasetError.

        With `fork`, and where that is sound, the dataset is loaded once, for them and for this process.
        """
        try:
            self.workers.start(self._store if fork and can_fork() and not self.on_disk else None)  # a store on disk has threads
        except (OSError, SyntaxError, ValueError) as error:
            raise DatasetError(str(error)) from error

    def answer(self, query: Query, seconds: float) -> Answer:
        """A visitor's query answered within `seconds`, blocking. Raises the children of QueryError, and UnknownTerm for a format."""
        return self._run(self.reply(query, seconds))

    def _run(self, answering: Coroutine[Any, Any, Answer]) -> Answer:
        with ThreadPoolExecutor(1) as thread:  # an event loop of its own, since a notebook has one running
            return thread.submit(asyncio.run, answering).result()

    def ask(self, query: Query, seconds: float, settle: Callable[[Answer | Exception], None], gone: Callable[[], bool]) -> bool:
        """The same without waiting: `settle` hears of the outcome, a look-up's before this returns. False where it takes `reply`.

        Raises what a query is refused for.
        """
        if not self.workers.started or len(query.text) >= LONG:
            return False
        found = self._look_up(query)
        if found is None:
            inspect(query, self._held)
            self.workers.lane().ask(query, seconds, settle, gone)
        else:
            settle(found)
        return True

    def _look_up(self, query: Query) -> Answer | None:
        """The answer to a look-up, if it is small; None where it is not, where the query is another, or where the dataset is not held here."""
        here = not self.on_disk and ("_store" in self.__dict__ or not self._large)  # nobody waits for a disk here
        asked = lookup(query.text) if here and not query.default_graphs and not query.named_graphs else None
        if asked is None:
            return None
        told: list[tuple[Form, str]] = []
        pieces: list[bytes] = []
        try:
            if not self._walks.few(asked):
                return None
            evaluate(self._store, query, SMALL, lambda form, chosen: told.append((form, chosen.name)), pieces.extend)
        except (QueryTooLarge, LookupError, SyntaxError, ValueError):
            return None  # a worker comes to the same, and tells of it
        return Answer(*told[0], (b"".join(pieces),))

    @cached_property
    def _walks(self) -> Walks:
        return Walks(self._store)

    async def reply(self, query: Query, seconds: float, gone: Callable[[], Awaitable[None]] | None = None) -> Answer:
        """The same without blocking. When `gone` returns, the client has left, and the query is stopped."""
        if not self.workers.started:
            await asyncio.to_thread(self.start)
        if len(query.text) < LONG:
            inspect(query, self._held)
        else:
            await asyncio.to_thread(inspect, query, self._held)
        return await self.workers.reply(query, seconds, gone)

    @property
    def _held(self) -> frozenset[str] | None:
        return self.workers.graphs if self.files else None  # over nothing, it reads for an engine that has graphs of its own

    @property
    def load(self) -> Load:
        """How busy it is. A query never waits: it gets a worker, or is turned away."""
        return Load(self.workers.running, 0, self.workers.killed, self.workers.fences)

    def close(self) -> None:
        """End the worker processes."""
        self.workers.close()


def _variables(bindings: Mapping[str, NamedNode | Literal] | None) -> dict[Variable, NamedNode | BlankNode | Literal | Triple] | None:
    return {Variable(name): value for name, value in bindings.items()} if bindings else None
