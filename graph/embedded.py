"""Oxigraph as the engine: our own questions asked here, visitors' questions in processes that can be killed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from pyoxigraph import BlankNode, QuerySolutions, QueryTriples, RdfFormat, Store, Triple, Variable

from graph.workers import Evaluator

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    from pyoxigraph import Literal, NamedNode

    from graph.query import Answer, Query


@dataclass(frozen=True)
class Embedded:
    """An N-Quads file, opened. Implements `graph.engine.Engine`."""

    dataset: Path

    @cached_property
    def _store(self) -> Store:
        store = Store()
        store.load(path=str(self.dataset), format=RdfFormat.N_QUADS)
        return store

    @cached_property
    def _workers(self) -> Evaluator:
        return Evaluator(str(self.dataset))

    @property
    def digest(self) -> str:
        """A short name of the data: equal digest, equal answers."""
        return self.dataset.stem

    def rows(self, text: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> QuerySolutions:
        """The solutions of one of our own SELECT queries."""
        return cast("QuerySolutions", self._store.query(text, substitutions=_variables(bindings)))

    def triples(self, text: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> QueryTriples:
        """The triples of one of our own CONSTRUCT or DESCRIBE queries."""
        return cast("QueryTriples", self._store.query(text, substitutions=_variables(bindings)))

    def nquads(self) -> bytes:
        """The whole dataset as N-Quads, one statement a line."""
        return self.dataset.read_bytes()

    def answer(self, query: Query, seconds: float) -> Answer:
        """A visitor's query answered within `seconds`. Raises the children of QueryError, and UnknownTerm for a format."""
        return self._workers.answer(query, seconds)

    async def reply(self, query: Query, seconds: float, gone: Callable[[], Awaitable[None]] | None = None) -> Answer:
        """The same without blocking."""
        del gone
        return await asyncio.to_thread(self._workers.answer, query, seconds)

    def close(self) -> None:
        """Stop the worker processes."""
        self._workers.close()


def _variables(bindings: Mapping[str, NamedNode | Literal] | None) -> dict[Variable, NamedNode | BlankNode | Literal | Triple] | None:
    return {Variable(name): value for name, value in bindings.items()} if bindings else None
