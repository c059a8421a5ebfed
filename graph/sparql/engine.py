"""What answers SPARQL: one interface, several engines behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

    from graph.sparql.query import Answer, Query


@dataclass(frozen=True, slots=True)
class Load:
    """What an engine is busy with: visitors' queries that run, that wait for their turn, and how many were ended unanswered so far."""

    running: int = 0
    waiting: int = 0
    killed: int = 0
    fences: tuple[str, ...] = ()
    """What keeps the processes of its queries from network and files (`graph.sparql.sandbox`)."""


class Engine(Protocol):
    """A dataset that can be asked. Two kinds of questions: our own, trusted and unbounded, and a visitor's.

    `graph.sparql.embedded.Embedded` is Oxigraph in processes of our own. Whatever comes from a visitor goes through `answer` or
    `reply`, which refuse what `graph.sparql.fences` refuses, before anything runs.
    """

    @property
    def digest(self) -> str:
        """A short name of the data: equal digest, equal answers."""
        ...

    def rows(self, text: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> QuerySolutions:
        """The solutions of one of our own SELECT queries; `bindings` are values of its variables by name, never pasted into the text.

        An engine that gets results as bytes reads them with `pyoxigraph.parse_query_results`, which gives the same class.
        """
        ...

    def triples(self, text: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> Iterable[Triple]:
        """The triples of one of our own CONSTRUCT or DESCRIBE queries."""
        ...

    def nquads(self) -> bytes:
        """The whole dataset as N-Quads, one statement a line."""
        ...

    def start(self, fork: bool = False) -> None:
        """Get ready for visitors; with `fork` by forks of this process, where it can. Raises DatasetError where that cannot be."""
        ...

    def answer(self, query: Query, seconds: float) -> Answer:
        """A visitor's query answered within `seconds`, blocking. Raises the children of QueryError, and UnknownTerm for a format."""
        ...

    def ask(self, query: Query, seconds: float, settle: Callable[[Answer | Exception], None], gone: Callable[[], bool]) -> bool:
        """The same from within an event loop and without a task: `settle` is called later with the outcome, `gone` asks whether the client left.

        False where it takes `reply`. Raises what the query is refused for.
        """
        ...

    async def reply(self, query: Query, seconds: float, gone: Callable[[], Awaitable[None]] | None = None) -> Answer:
        """The same without blocking. `gone` returns when the client has left: then the query is stopped and QueryTimeout is raised."""
        ...

    @property
    def load(self) -> Load:
        """How busy it is with visitors' queries now."""
        ...

    def close(self) -> None:
        """Give back processes and connections. A closed engine answers nothing more."""
        ...
