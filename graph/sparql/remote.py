"""Any SPARQL 1.1 endpoint over HTTP as the engine: the same questions, the same answers, the same fences."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

import orjson
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results, serialize

from graph import queries
from graph.errors import BadQuery, NotBuilt, QueryTimeout, StoreTrouble
from graph.formats import by_name
from graph.namespaces import BASE, DATASET, GRAPHS
from graph.sparql import virtuoso
from graph.sparql.embedded import Embedded
from graph.sparql.evaluate import write
from graph.sparql.fences import inspect
from graph.sparql.limits import Limits
from graph.sparql.query import Answer
from graph.sparql.rewrite import NOTHING, Rewriter
from graph.sparql.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from pyoxigraph import Literal, Triple

    from graph.sparql.endpoint import Answered, Endpoint
    from graph.sparql.engine import Load
    from graph.sparql.query import Query

BELIEF = GRAPHS + "belief"
"""The graph that stands for the default graph in stores that have none of their own."""
AT_ONCE = 16
"""Visitors' queries that are with the store at one time; more wait their turn within their time bound."""
PAGE = 50_000
"""Rows that one of our own questions takes at a time."""
ROUND = 100
"""Stores cap results, some without a word, and at round numbers: a page that ends on another number is the last."""
PATIENCE = (30.0, 300.0)
"""Time bounds, in seconds, of the tries at one page of our own questions. The second goes over another connection: some servers
lose sight of a connection that was kept open."""
MAX_KNOWN = 100_000
"""Names of graphs that are remembered."""
_TABLE = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
_GRAPH = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_ORDER = re.compile(r"ORDER BY((?:\s+\?\w+)+)\s*$")
_LATE = re.compile(r"S1T00|timed? ?out|estimated execution time", re.IGNORECASE)


@dataclass(frozen=True)
class Remote:
    """A dataset that `graph.sparql.publish` put into a store. Implements `graph.sparql.engine.Engine`.

    `belief` is the graph that holds the belief there, None where that is the store's own default graph.
    """

    endpoint: Endpoint
    belief: str | None
    digest: str
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def _reader(self) -> Embedded:
        """An engine over nothing: it refuses and explains bad queries as at home, and chooses the format."""
        return Embedded((), self.limits)

    @classmethod
    def open(cls, endpoint: Endpoint, belief: str = BELIEF, limits: Limits | None = None) -> Remote:
        """The published dataset of a store, in its graph `belief` or its default graph. Raises NotBuilt, StoreTrouble."""
        for place in (belief, None):
            found = [row["digest"].value for row in cls(endpoint, place, "").rows(queries.text("published"), {"dataset": DATASET})]
            if len(found) == 1:
                return cls(endpoint, place, found[0], limits or Limits())
        raise NotBuilt(f"There is no whole dataset at {endpoint.query}. Put it there: fanout publish {endpoint.query}")

    @cached_property
    def _held(self) -> Graphs:
        return Graphs(self)

    @cached_property
    def _turns(self) -> Turns:
        return Turns(AT_ONCE)

    # --- our own questions

    def rows(self, text: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> QuerySolutions:
        """The solutions of one of our own SELECT queries, fetched page by page, in the order that the query asks for."""
        whole: dict[str, Any] = {}
        prologue, question = _split(Rewriter(text).rewritten(self.belief, bindings))
        while True:
            start = len(whole["results"]["bindings"]) if whole else 0
            page = orjson.loads(self._table(f"{prologue} SELECT * WHERE {{ {{ {question}\n}} }} OFFSET {start} LIMIT {PAGE}"))
            if whole:
                whole["results"]["bindings"] += page["results"]["bindings"]
            else:
                whole = page
            if (got := len(page["results"]["bindings"])) % ROUND or not got:
                break
        order = _ORDER.search(text)
        names = [name[1:] for name in order[1].split()] if order else []
        if names:
            whole["results"]["bindings"].sort(key=lambda row: [_rank(row.get(name)) for name in names])
        whole["head"] = {"vars": _projected(text) or whole["head"]["vars"]}
        return cast("QuerySolutions", parse_query_results(orjson.dumps(whole), format=QueryResultsFormat.JSON))

    def triples(self, text: str, bindings: Mapping[str, NamedNode | Literal] | None = None) -> Iterator[Triple]:
        """The triples of one of our own CONSTRUCT or DESCRIBE queries."""
        answered = self.endpoint.ask(Rewriter(text).rewritten(self.belief, bindings), _GRAPH, PATIENCE[-1])
        return _triples(self._accepted(answered, PATIENCE[-1]))

    def _table(self, text: str) -> bytes:
        """The answer to one of our own SELECT queries as JSON."""
        for seconds in PATIENCE:
            with suppress(QueryTimeout):
                answered = self._accepted(self.endpoint.ask(text, "application/sparql-results+json", seconds), seconds)
                return virtuoso.mended(answered.body) if virtuoso.is_virtuoso(answered) else answered.body
        raise StoreTrouble(f"The store at {self.endpoint.query} does not answer within {PATIENCE[-1]:g} s.")

    def nquads(self) -> bytes:
        """The whole dataset as N-Quads, one statement a line, in the order in which the build writes it."""
        quads = [Quad(row["subject"], row["predicate"], row["object"]) for row in self.rows(queries.text("triples"))]
        quads += [Quad(row["subject"], row["predicate"], row["object"], row["graph"]) for row in self.rows(queries.text("quads"))]
        return serialize(sorted(quads, key=str), format=RdfFormat.N_QUADS) or b""

    # --- a visitor's query

    def start(self, fork: bool = False) -> None:
        """Start what reads visitors' queries, so that the first need not wait."""
        self._reader.start(fork)

    def answer(self, query: Query, seconds: float) -> Answer:
        """A visitor's query answered within `seconds`, blocking. Raises the children of QueryError, UnknownTerm, StoreTrouble."""
        with ThreadPoolExecutor(1) as thread:  # an event loop of its own, since a notebook has one running
            return thread.submit(asyncio.run, self.reply(query, seconds)).result()

    def ask(self, query: Query, seconds: float, settle: Callable[[Answer | Exception], None], gone: Callable[[], bool]) -> bool:
        """Never: whoever asks another server waits."""
        del query, seconds, settle, gone
        return False

    async def reply(self, query: Query, seconds: float, gone: Callable[[], Awaitable[None]] | None = None) -> Answer:
        """The same without blocking. `gone` returns when the client has left: then nobody waits for the store any more."""
        end = monotonic() + seconds
        await asyncio.to_thread(inspect, query, self._held)
        empty = await self._reader.workers.reply(query, seconds, gone)
        return await self._turns.take(lambda: self._fetch(query, empty, end), seconds, gone)

    def _fetch(self, query: Query, empty: Answer, end: float) -> Answer:
        """Ask the store for what `empty` is the answer of an empty dataset to, in the same form and format."""
        seconds = end - monotonic()
        if seconds <= 0:
            raise QueryTimeout(0)
        own = query.default_graphs or query.named_graphs
        graphs = {"default-graph-uri": list(query.default_graphs) or [NOTHING], "named-graph-uri": list(query.named_graphs) or [NOTHING]}
        text = Rewriter(query.text).rewritten(None if own else self.belief, base=query.base or BASE)
        answered = self.endpoint.ask(text, _GRAPH if empty.form == "graph" else _TABLE, seconds, graphs if own else None)
        self._accepted(answered, seconds)
        chosen = by_name(empty.format)
        assert chosen
        pieces: list[bytes] = []
        try:
            write(_triples(answered) if empty.form == "graph" else _results(answered), chosen, self.limits, pieces.extend)
        except (SyntaxError, ValueError, KeyError) as error:
            raise StoreTrouble(f"The store's answer of type {answered.media_type} cannot be read: {error}") from error
        return Answer(empty.form, empty.format, tuple(pieces))

    def _accepted(self, answered: Answered, seconds: float) -> Answered:
        """The answer, where it is one and whole. Raises BadQuery, QueryTimeout, StoreTrouble."""
        if answered.status == 200 and not virtuoso.is_partial(answered.headers):
            return answered
        if answered.status in (200, 408, 503, 504) or _LATE.search(answered.text):
            raise QueryTimeout(seconds)
        if answered.status == 400 or (answered.status == 500 and virtuoso.is_virtuoso(answered)):
            said = answered.text.split("SPARQL query:")[0].strip()
            raise BadQuery(
                f"The store behind this server does not take the query: {said}",
                hint="Say it in another way; not every store has all of SPARQL 1.1.",
            )
        raise StoreTrouble(f"The store refuses: {answered.status} {answered.text}")

    @property
    def load(self) -> Load:
        """How busy it is: queries that are with the store, that wait for a place there, that were given up."""
        return self._turns.load

    def close(self) -> None:
        """Give back connections and processes."""
        self._turns.close()
        if "_reader" in self.__dict__:
            self._reader.close()
        self.endpoint.close()


@dataclass(frozen=True)
class Graphs:
    """The names of the graphs that a store holds, each asked for when it is first wanted: there may be very many."""

    remote: Remote
    _known: dict[str, bool] = field(default_factory=dict)

    def __contains__(self, iri: object) -> bool:
        """Whether the store holds something in a graph of that name. Raises StoreTrouble."""
        name = str(iri)
        if name not in self._known and len(self._known) < MAX_KNOWN:
            found = self.remote.rows(queries.text("held"), {"graph": NamedNode(name)})
            self._known[name] = name != self.remote.belief and bool(list(found))
        return self._known.get(name, False)


def _split(text: str) -> tuple[str, str]:
    """A query of ours as prologue and the rest, which can stand inside another."""
    found = Rewriter(text)
    place = found.tokens[found.head].start
    return text[:place], text[place:]


def _projected(text: str) -> list[str]:
    """The variables that one of our own queries selects, in its order."""
    found = Rewriter(text)
    return [t.text[1:] for t in found.tokens[found.head : found.main] if t.kind == "variable"]


def _rank(term: dict[str, str] | None) -> tuple[int, float, str]:
    """Where a term stands in an order: unbound, then numbers, then texts by code point."""
    if term is None:
        return (0, 0.0, "")
    if term.get("datatype", "").endswith(("#integer", "#decimal", "#double")):
        return (1, float(term["value"]), "")
    return (2, 0.0, term["value"])


def _triples(answered: Answered) -> Iterator[Triple]:
    form = RdfFormat.from_media_type(answered.media_type)
    if form is None:
        raise StoreTrouble(f"The store answers with {answered.media_type or 'no media type'} where a graph was asked for.")
    triples = (quad.triple for quad in parse(BytesIO(answered.body), format=form))
    return iter(dict.fromkeys(map(virtuoso.respelt, triples) if virtuoso.is_virtuoso(answered) else triples))


def _results(answered: Answered) -> Any:
    form = QueryResultsFormat.from_media_type(answered.media_type)
    if form is None:
        raise StoreTrouble(f"The store answers with {answered.media_type or 'no media type'} where a table was asked for.")
    body = virtuoso.mended(answered.body) if virtuoso.is_virtuoso(answered) and form == QueryResultsFormat.JSON else answered.body
    return parse_query_results(body, format=form)
