"""A query on a store, as bytes in the wanted format, within its bounds. What a worker does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, serialize

from graph.errors import QueryTooLarge
from graph.formats import Form, Format, for_form
from graph.namespaces import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

    from graph.sparql.limits import Limits
    from graph.sparql.query import Query

PIECE = 1 << 18
"""Bytes that are gathered before they are sent on."""


@dataclass
class Evaluation:
    """One query being answered: `begin` is told the form and format, `give` each piece of the body."""

    store: Store
    limits: Limits
    begin: Callable[[Form, Format], None]
    give: Callable[[bytes], None]

    def run(self, query: Query) -> None:
        """Evaluate and write. Raises SyntaxError for a bad query, LookupError with the known names where no accepted format fits, QueryTooLarge."""
        default: list[NamedNode | BlankNode | DefaultGraph] | None = [NamedNode(iri) for iri in query.default_graphs]
        named: list[NamedNode | BlankNode] | None = [NamedNode(iri) for iri in query.named_graphs]
        if not (default or named):
            default = named = None
        prefixes = {name: iri for name, iri in PREFIXES.items() if f"{name}:" in query.text}  # the engine reads each IRI anew
        result = self.store.query(query.text, base_iri=query.base or BASE, prefixes=prefixes, default_graph=default, named_graphs=named)
        form: Form = "solutions" if isinstance(result, QuerySolutions) else "boolean" if isinstance(result, QueryBoolean) else "graph"
        chosen = choose(form, query.accept)
        self.begin(form, chosen)
        write(result, chosen, self.limits, self.give)


def write(result: Any, chosen: Format, limits: Limits, give: Callable[[bytes], None]) -> None:
    """Hand on a result (solutions, a boolean, or triples) in a format that can hold it, piece by piece. Raises QueryTooLarge."""
    if isinstance(chosen.engine, RdfFormat):
        sink = Sink(give, limits, _nothing)
        prefixes = PREFIXES if chosen.engine in (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.JSON_LD) else None
        serialize(result, sink, format=chosen.engine, prefixes=prefixes)  # type: ignore[arg-type]
    else:
        sink = Sink(give, limits, _COUNTS.get(chosen.name, _nothing))
        result.serialize(sink, format=chosen.engine)
    sink.finish()


def choose(form: Form, accept: tuple[str, ...]) -> Format:
    """The first accepted format that holds this form of result. Raises LookupError with those that would."""
    offered = {f.name: f for f in for_form(form)}
    if not accept:
        return next(iter(offered.values()))
    for name in accept:
        if name in offered:
            return offered[name]
    raise LookupError(*offered)


@dataclass
class Sink:
    """A file for the engine's serialisers, which write some thousand bytes at a time."""

    give: Callable[[bytes], None]
    limits: Limits
    count: Callable[[bytes, int], int]
    """How many rows a piece ends; its second argument is the parity of quotes before it."""
    size: int = 0
    total: int = 0
    _held: list[bytes] = field(default_factory=list)
    _quotes: int = 0

    def write(self, data: bytes) -> int:
        """Take what the serialiser wrote."""
        if self.count is not _nothing:
            self.total += self.count(data, self._quotes)
            self._quotes ^= data.count(b'"') & 1
        self.keep(data)
        return len(data)

    def flush(self) -> None:
        """Nothing to do: pieces are sent when they are large enough."""

    def keep(self, data: bytes) -> None:
        """Hold data back until there is a piece of it. Raises QueryTooLarge."""
        self._held.append(data)
        self.size += len(data)
        if self.size > self.limits.bytes:
            raise QueryTooLarge("answer", f"The answer is longer than {self.limits.bytes:,} bytes.")
        if self.total > self.limits.rows:
            raise QueryTooLarge("answer", f"The answer has more than {self.limits.rows:,} rows.")
        if self.size - self._given >= PIECE:
            self._send()

    _given: int = 0

    def _send(self) -> None:
        self.give(b"".join(self._held))
        self._held.clear()
        self._given = self.size

    def finish(self) -> None:
        """Send the rest."""
        self._send()


def _nothing(data: bytes, quotes: int) -> int:
    return 0


def _csv(data: bytes, quotes: int) -> int:
    return sum(part.count(b"\r\n") for part in data.split(b'"')[quotes::2])


_COUNTS: dict[str, Callable[[bytes, int], int]] = {
    "tsv": lambda data, quotes: data.count(b"\n"),
    "csv": _csv,
    "json": lambda data, quotes: data.count(b'}},{"'),  # a quote within a string has a backslash before it
    "xml": lambda data, quotes: data.count(b"</result>"),  # as has < within a text
}
"""How many rows end in what the engine writes at a time. A mark that two writes share is not seen: the bound is no exact one."""
