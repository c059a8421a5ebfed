"""A query on a store, as bytes in the wanted format, within its bounds. What a worker does."""

from __future__ import annotations

from dataclasses import dataclass
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
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_NO_XML = (b"<oxprefix: ", "\ufffe".encode(), "\uffff".encode())
"""What XML cannot hold beside control characters: a predicate whose end is no XML name, as the engine writes it, and two code points."""
_PREFIXES = [(f"{name}:", name, iri) for name, iri in PREFIXES.items()]


def evaluate(
    store: Store, query: Query, limits: Limits, begin: Callable[[Form, Format], None], give: Callable[[list[bytes]], None]
) -> None:
    """Answer one query: `begin` is told the form and format, `give` the body, piece by piece, each in parts.

    Raises SyntaxError for a bad query, LookupError with the known names where no accepted format fits, QueryTooLarge.
    """
    text, default, named = query.text, None, None
    if query.default_graphs or query.named_graphs:
        default = [NamedNode(iri) for iri in query.default_graphs]
        named = [NamedNode(iri) for iri in query.named_graphs]
    short = text.count(":") != text.count("://")  # else each colon is one of an IRI
    prefixes = {name: iri for mark, name, iri in _PREFIXES if mark in text} if short else {}  # the engine reads each IRI anew
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


def write(result: Any, chosen: Format, limits: Limits, give: Callable[[list[bytes]], None]) -> None:
    """Hand on a result (solutions, a boolean, or triples) in a format that can hold it, piece by piece, each in parts.

    Raises QueryTooLarge, and LookupError with the other formats for what XML cannot hold.
    """
    if isinstance(chosen.engine, RdfFormat):
        sink = _sink(chosen, "graph", give, limits)
        prefixes = PREFIXES if chosen.engine in (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.JSON_LD) else None
        serialize(result, sink, format=chosen.engine, prefixes=prefixes)  # type: ignore[arg-type]
    else:
        sink = _sink(chosen, "solutions", give, limits)
        result.serialize(sink, format=chosen.engine)
    sink.finish()


def _sink(chosen: Format, form: Form, give: Callable[[list[bytes]], None], limits: Limits) -> Sink:
    others = tuple(f.name for f in for_form(form) if f.name not in _XML)
    return Sink(give, limits, _ROWS.get(chosen.name), others if chosen.name in _XML else ())


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
    """A file for the engine's serialisers, which write some thousand bytes at a time. Bounds the bytes, and the rows where they are counted."""

    __slots__ = ("_before", "_held", "_others", "_quotes", "_rows", "_uncounted", "_unsent", "give", "limits", "size", "total")

    def __init__(self, give: Callable[[list[bytes]], None], limits: Limits, rows: Rows | None, others: tuple[str, ...] = ()) -> None:
        """`give` takes what was written, in parts, whenever there is a piece of it; `rows` tells how the format marks them.

        `others` are the formats that hold what XML cannot, if this is XML.
        """
        self.give, self.limits, self._others = give, limits, others
        self._before = b""
        self.size = self.total = 0
        self._rows = rows
        self._held: list[bytes] = []
        self._uncounted: list[bytes] = []  # until so many bytes are there that they could be too many rows
        self._unsent = self._quotes = 0

    def write(self, data: bytes) -> int:
        """Take what the serialiser wrote. Raises QueryTooLarge, LookupError."""
        length = len(data)
        if self._others:
            data = self._xml(data)
        self._held.append(data)
        self._unsent += len(data)
        self.size += len(data)
        if self.size > self.limits.bytes:
            raise QueryTooLarge("answer", f"The answer is longer than {self.limits.bytes:,} bytes.")
        if self._rows is not None:
            self._uncounted.append(data)
            if self.size > self.limits.rows * self._rows.least:
                self._count(self._rows)
        if self._unsent >= PIECE:
            self.finish()
        return length

    def _xml(self, data: bytes) -> bytes:
        """The same with line ends that survive reading; the engine writes them bare, and what is no XML as well. Raises LookupError."""
        whole = self._before + data
        if len(data.translate(None, _CONTROLS)) < len(data) or any(sign in whole for sign in _NO_XML):
            raise LookupError(*self._others)
        self._before = data[-max(map(len, _NO_XML)) + 1 :]
        return data.replace(b"\r", b"&#xD;")

    def _count(self, rows: Rows) -> None:
        for data in self._uncounted:
            self.total += rows.count(data, self._quotes)
            self._quotes ^= rows.quoted and data.count(b'"') & 1
        self._uncounted.clear()
        if self.total > self.limits.rows:
            raise QueryTooLarge("answer", f"The answer has more than {self.limits.rows:,} rows.")

    def flush(self) -> None:
        """Nothing to do: pieces are handed on when they are large enough."""

    def finish(self) -> None:
        """Hand on what is held."""
        self.give(self._held)
        self._held = []
        self._unsent = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """How the engine marks rows in a format. A mark that two writes share is not seen: the bound is no exact one."""

    count: Callable[[bytes, int], int]
    """How many rows a text ends; its second argument is the parity of quotes before it."""
    least: int
    """Bytes that a row takes at the least."""
    quoted: bool = False
    """Whether that parity matters."""


def _csv(data: bytes, quotes: int) -> int:
    return sum(part.count(b"\r\n") for part in data.split(b'"')[quotes::2])


_ROWS = {
    "tsv": Rows(lambda data, _: data.count(b"\n"), 1),
    "csv": Rows(_csv, 2, quoted=True),
    "json": Rows(lambda data, _: data.count(b'}},{"'), 3),  # a quote within a string has a backslash before it
    "xml": Rows(lambda data, _: data.count(b"</result>"), 17),  # as has < within a text
}
_XML = ("xml", "rdf")
