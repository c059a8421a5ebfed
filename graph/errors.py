"""What can go wrong in the knowledge graph, as a small tree.

GraphError
├── BuildError          the ontology has problems; carries them
├── NotBuilt            no dataset where one was expected
├── StoreTrouble        a store of somebody else's does not answer, or refuses
├── DatasetError        RDF files that cannot be served; says which and why
├── NameTrouble          a name that does not lead to one thing
│   ├── UnknownName     nothing of that name; carries suggestions
│   └── AmbiguousName   several things of that name; carries them
├── UnknownTerm         a relation, family, class or passage that does not exist; carries the known ones
│   └── NoFormat        no accepted format holds the result of a query
├── BadRequest          a question that cannot be asked so: too few things, two values where one fits
└── QueryError          a SPARQL query that is not answered
    ├── BadQuery        it does not parse; carries line, column and hint
    ├── RefusedQuery    it parses but asks for what a visitor may not do
    ├── QueryTimeout    it took longer than its time bound
    ├── QueryTooLarge   its text, its answer or the memory that it needs is beyond a bound; says which
    └── Busy            too many queries run; this one may come again
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Match, Problem


class GraphError(Exception):
    """Anything that this package raises on purpose."""


class BuildError(GraphError):
    """The ontology cannot become a dataset; `problems` says why, with file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, most severe first."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class NotBuilt(GraphError):
    """There is no whole dataset where one was expected."""


class StoreTrouble(GraphError):
    """A SPARQL server that Fanout stands on does not answer, or refuses what it is asked."""


class NameTrouble(GraphError):
    """A name that does not lead to exactly one thing."""

    def __init__(self, name: str, candidates: Sequence[Match]) -> None:
        """Keep the name as it was typed and the things it may mean, best first."""
        self.name = name
        self.candidates = tuple(candidates)
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """What to tell the person who typed the name."""
        return f"“{shorten(self.name)}” does not lead to one thing."


class UnknownName(NameTrouble):
    """Nothing has that name; the candidates are spelt alike."""

    def sentence(self) -> str:
        """Say that nothing is called so, and what was perhaps meant."""
        hint = f" Did you mean {self.candidates[0].thing.label}?" if self.candidates else ""
        return f"Nothing in the graph is called “{shorten(self.name)}”.{hint}"


class AmbiguousName(NameTrouble):
    """Several things have that name; each candidate is one of them."""

    def sentence(self) -> str:
        """Say which things share the name."""
        labels = " or ".join(match.thing.label for match in self.candidates)
        return f"“{shorten(self.name)}” can mean {labels}. Ask for one of them by its id, as in id:{self.candidates[0].thing.id}."


class UnknownTerm(GraphError):
    """No relation, family, class, section or passage has that name."""

    def __init__(self, kind: str, name: str, known: Sequence[str] = (), meant: str | None = None) -> None:
        """`kind` says what was looked for; `known` lists what there is, where that is short enough to help; `meant` is spelt alike."""
        super().__init__(f"There is no {kind} “{shorten(name)}”.{f' Did you mean {meant}?' if meant else ''}")
        self.kind, self.name, self.known, self.meant = kind, name, tuple(known), meant


class BadRequest(GraphError):
    """A question that cannot be asked so; the message says what to change."""


class NoFormat(UnknownTerm):
    """None of the accepted formats holds the result that a query has; `known` lists those that would."""

    def __init__(self, known: Sequence[str]) -> None:
        """Keep the formats that hold it."""
        super().__init__("format", "", known)
        self.args = (f"The result of this query comes as {' or '.join(known)}, and none of these is accepted.",)


class QueryError(GraphError):
    """A SPARQL query that is not answered."""


class BadQuery(QueryError):
    """The query does not parse."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None, hint: str | None = None) -> None:
        """Line and column count from 1."""
        super().__init__(message)
        self.line, self.column, self.hint = line, column, hint


class RefusedQuery(QueryError):
    """The query asks for what a visitor may not do: SERVICE, LOAD, updates, graphs that are not held."""


class QueryTimeout(QueryError):
    """The query took longer than `seconds`."""

    def __init__(self, seconds: float) -> None:
        """Keep the time bound that was passed."""
        super().__init__(f"The query took longer than {seconds:g} s and was stopped.")
        self.seconds = seconds


class QueryTooLarge(QueryError):
    """Text, answer or memory is beyond its bound; `what` says which: text, answer or memory."""

    def __init__(self, what: str, message: str) -> None:
        """Keep what is too large."""
        super().__init__(message)
        self.what = what


class Busy(QueryError):
    """As much is under way as may be at once, and this query gives way."""


class DatasetError(GraphError):
    """RDF files that cannot be read; says which and why."""


def shorten(text: str, length: int = 80) -> str:
    """The text, cut with an ellipsis where it is longer than `length` characters."""
    return text if len(text) <= length else text[: length - 1] + "…"
