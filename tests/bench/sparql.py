"""SPARQL: Fanout's endpoint against Oxigraph's own server and rdflib-endpoint, on the notes graph and on a million triples."""

from __future__ import annotations

import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from sys import executable
from typing import TYPE_CHECKING

from graph.store import KnowledgeGraph
from tests.bench.client import post
from tests.bench.rounds import METHOD, Contestant, measure, show
from tests.bench.servers import LOOPBACK, fanout, serve
from tests.bench.triples import THING, triples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.bench.servers import Server

MILLION = 1_000_000
SKOS_LABEL, RDFS_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label"
DIRECT, JSON = "application/sparql-query", "application/sparql-results+json"


def run(cache: Path) -> None:
    """Make the data if need be, start the servers, print the tables."""
    kg = KnowledgeGraph.open(cache=cache)
    notes = cache / "notes.nq"
    notes.write_bytes(kg.engine.nquads())
    things = sorted(thing.iri for thing in kg.content.things.values())
    kg.close()
    compare("the notes graph", cache, notes, things, SKOS_LABEL, with_rdflib=True)
    million = triples(cache, MILLION)
    compare("a million triples", cache, million, [f"{THING}{n * 13}" for n in range(2000)], RDFS_LABEL, with_rdflib=False)


@dataclass(frozen=True)
class Endpoint:
    """A running server and where its endpoint is."""

    server: Server
    path: str

    def ask(self, queries: Sequence[str] | Callable[[int], Sequence[str]]) -> Callable[[int], list[bytes]]:
        """The queries as requests, by the number of the round."""
        return lambda number: [
            post(self.path, query.encode(), DIRECT, {"Accept": JSON}) for query in (queries(number) if callable(queries) else queries)
        ]


def compare(title: str, cache: Path, data: Path, things: Sequence[str], label: str, *, with_rdflib: bool) -> None:
    """All tables for one dataset: first answers with nothing kept, and answers given before."""
    with ExitStack() as stack:
        fresh = Endpoint(stack.enter_context(serve("fanout", ours(cache, data, cache_bytes="0"), ready="/health")), "/sparql")
        kept = Endpoint(stack.enter_context(serve("fanout, kept", ours(cache, data), ready="/health")), "/sparql")
        rivals = [Endpoint(stack.enter_context(oxigraph(data)), "/query")]
        if with_rdflib:
            rivals.append(Endpoint(stack.enter_context(serve("rdflib-endpoint", rdflib(data))), "/"))
        hop = [f"SELECT ?p ?o WHERE {{ <{thing}> ?p ?o }}" for thing in things]

        def different(number: int) -> list[str]:  # rdflib-endpoint keeps what it has parsed: each round asks what was not asked before
            return [query.replace("?p", f"?p{number + 1}") for query in hop]

        table(f"ASK, first time, {title}", [fresh, *rivals[:1]], [query.replace("SELECT ?p ?o WHERE", "ASK") for query in hop])
        table(f"One hop, first time, {title}", [fresh, *rivals[:1]], hop)
        labelled = [query.replace("?o }", f"?o . ?o <{label}> ?label }}") for query in hop]
        table(f"One hop with labels, first time, {title}", [fresh, *rivals[:1]], labelled)
        if with_rdflib:
            table(f"One hop, different queries, {title}", [fresh, *rivals], different, rounds=3)
        many = [f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} OFFSET {n} LIMIT 10000" for n in range(8)]
        table(f"10,000 rows, first time, {title}", [fresh, *rivals[:1]], many)
        table(f"One hop, repeated, {title}", [kept, *rivals[:1]], [hop[0]] * 1000)


def table(title: str, endpoints: Sequence[Endpoint], queries: Sequence[str] | Callable[[int], Sequence[str]], rounds: int = 7) -> None:
    """Ask all endpoints the same and print what it cost."""
    contestants = [Contestant(one.server.name, one.server, one.ask(queries)) for one in endpoints]
    measure(contestants, rounds)
    show(f"{title} ({contestants[0].count} requests a round, {rounds} rounds)", contestants, METHOD, contestants[1:])


def ours(cache: Path, data: Path, **settings: str) -> tuple[list[str], dict[str, str]]:
    """`fanout serve --data FILE`."""
    command, environment = fanout(cache, log="off", **settings)
    return [*command, "--data", str(data)], environment


@contextmanager
def oxigraph(data: Path) -> Iterator[Server]:
    """`oxigraph serve`, its store in memory as ours is, filled with the data."""
    with serve("oxigraph serve", ([script("oxigraph"), "serve", "--bind", f"{LOOPBACK}:{{port}}"], {})) as server:
        request = urllib.request.Request(
            f"http://{LOOPBACK}:{server.port}/store", data.read_bytes(), {"Content-Type": "application/n-quads"}, method="POST"
        )
        with urllib.request.urlopen(request) as answer:
            answer.read()
        yield server


def rdflib(data: Path) -> tuple[list[str], dict[str, str]]:
    """`rdflib-endpoint serve FILE`."""
    return [script("rdflib-endpoint"), "serve", "--host", LOOPBACK, "--port", "{port}", str(data)], {}


def script(name: str) -> str:
    """A command that was installed beside this Python."""
    return str(Path(executable).parent / name)
