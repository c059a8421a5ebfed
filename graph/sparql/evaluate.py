"""A query on a store, as bytes in the wanted format, within its bounds. What a worker does."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, RdfFormat, serialize

from graph.errors import QueryTooLarge
from graph.formats import Form, Format, for_form
from graph.namespaces import BASE, PREFIXES
from graph.sparql.tokens import resolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

    from graph.sparql.limits import Limits
    from graph.sparql.query import Query

PIECE = 1 << 18
"""Bytes that are gathered before they are sent on."""
LEAST = 2
"""Bytes that a row takes at the least."""
_PREFIXES = [(f"{name}:", name, iri) for name, iri in PREFIXES.items()]


def evaluate(store: Store, query: Query, limits: Limits, begin: Callable[[Form, Format], None], give: Callable[[bytes], None]) -> None:
    """Answer one query: `begin` is told the form and format, `give` each piece of the body.

    Raises SyntaxError for a bad query, LookupError with the known names where no accepted format fits, QueryTooLarge.
    """
    text, default, named = query.text, None, None
    if query.default_graphs or query.named_graphs:
        default = [NamedNode(iri) for iri in query.default_graphs]
        named = [NamedNode(iri) for iri in query.named_graphs]
    prefixes = {name: iri for mark, name, iri in _PREFIXES if mark in text}  # the engine reads each IRI anew
    given = {"base_iri": query.base or BASE, "prefixes": prefixes, "default_graph": default, "named_graphs": named}
    try:
        result = store.query(text, **given)  # type: ignore[arg-type]
    except SyntaxError as error:
        result = _again(store, text, given, error)
    form: Form = "solutions" if isinstance(result, QuerySolutions) else "boolean" if isinstance(result, QueryBoolean) else "graph"
    chosen = choose(form, tuple(query.accept))
    begin(form, chosen)
    write(result, chosen, limits, give)


def _again(store: Store, text: str, given: dict[str, Any], error: SyntaxError) -> Any:
    r"""The same query with its \uXXXX resolved, which the engine's parser does only in strings and IRIs; `error` again where that is no cure."""
    plain = resolved(text)
    if plain == text:
        raise error
    try:
        return store.query(plain, **given)
    except SyntaxError:
        raise error from None


def write(result: Any, chosen: Format, limits: Limits, give: Callable[[bytes], None]) -> None:
    """Hand on a result (solutions, a boolean, or triples) in a format that can hold it, piece by piece. Raises QueryTooLarge."""
    if isinstance(chosen.engine, RdfFormat):
        sink = Sink(give, limits, None)
        prefixes = PREFIXES if chosen.engine in (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.JSON_LD) else None
        serialize(result, sink, format=chosen.engine, prefixes=prefixes)  # type: ignore[arg-type]
    else:
        few = limits.bytes <= LEAST * limits.rows  # more rows do not fit into an answer of so few bytes
        sink = Sink(give, limits, None if few else _COUNTS.get(chosen.name))
        result.serialize(sink, format=chosen.engine)
    sink.finish()


@lru_cache(maxsize=256)
def choose(form: Form, accept: tuple[str, ...]) -> Format:
    """The first accepted format that holds this form of result. Raises LookupError with those that would."""
    offered = {f.name: f for f in for_form(form)}
    if not accept:
        return next(iter(offered.values()))
    for name in accept:
        if name in offered:
            return offered[name]
    raise LookupError(*offered)


class Sink:
    """A file for the engine's serialisers, which write some thousand bytes at a time."""

    __slots__ = ("_held", "_quotes", "_unsent", "count", "give", "limits", "size", "total")

    def __init__(self, give: Callable[[bytes], None], limits: Limits, count: Callable[[bytes, int], int] | None) -> None:
        """`count` tells how many rows a piece ends; its second argument is the parity of quotes before it."""
        self.give, self.limits, self.count = give, limits, count
        self.size = self.total = 0
        self._held: list[bytes] = []
        self._unsent = self._quotes = 0

    def write(self, data: bytes) -> int:
        """Take what the serialiser wrote. Raises QueryTooLarge."""
        length = len(data)
        self._held.append(data)
        self._unsent += length
        self.size += length
        if self.size > self.limits.bytes:
            raise QueryTooLarge("answer", f"The answer is longer than {self.limits.bytes:,} bytes.")
        if self.count is not None:
            self.total += self.count(data, self._quotes)
            if self.count is _csv:
                self._quotes ^= data.count(b'"') & 1
            if self.total > self.limits.rows:
                raise QueryTooLarge("answer", f"The answer has more than {self.limits.rows:,} rows.")
        if self._unsent >= PIECE:
            self.finish()
        return length

    def flush(self) -> None:
        """Nothing to do: pieces are sent when they are large enough."""

    def finish(self) -> None:
        """Send what is held."""
        self.give(b"".join(self._held))
        self._held.clear()
        self._unsent = 0


def _csv(data: bytes, quotes: int) -> int:
    return sum(part.count(b"\r\n") for part in data.split(b'"')[quotes::2])


_COUNTS: dict[str, Callable[[bytes, int], int]] = {
    "tsv": lambda data, quotes: data.count(b"\n"),
    "csv": _csv,
    "json": lambda data, quotes: data.count(b'}},{"'),  # a quote within a string has a backslash before it
    "xml": lambda data, quotes: data.count(b"</result>"),  # as has < within a text
}
"""How many rows end in what the engine writes at a time. A mark that two writes share is not seen: the bound is no exact one."""
