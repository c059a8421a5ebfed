"""REST: first and repeated answers of the notes graph against a bare ASGI hello and a FastAPI hello."""

from __future__ import annotations

import json
from contextlib import ExitStack
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.store import KnowledgeGraph
from tests.bench.client import get
from tests.bench.rounds import METHOD, Contestant, measure, out, show
from tests.bench.servers import fanout, serve, uvicorn

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.servers import Server

REPEATED = ("/related/route53", "/search?q=gate", "/path?from=lambda&to=redshift", "/compare?things=sqs,sns,kinesis")
REPEATS = 4000


def run(cache: Path) -> None:
    """Build the graph if need be, start the servers, print the tables."""
    kg = KnowledgeGraph.open(cache=cache)
    ids = sorted(kg.content.things)
    kg.close()
    with ExitStack() as stack:
        ours = stack.enter_context(serve("fanout", fanout(cache), ready="/health"))
        uncached = stack.enter_context(serve("fanout", fanout(cache, cache_bytes="0"), ready="/health"))
        bare = stack.enter_context(serve("bare ASGI hello", uvicorn("tests.bench.hello:bare")))
        framework = stack.enter_context(serve("FastAPI hello", uvicorn("tests.bench.hello:framework")))
        repeated(ours, bare, framework)
        first(uncached, bare, ids)


def repeated(ours: Server, bare: Server, framework: Server) -> None:
    """Answers that the server has given before."""
    hellos = [Contestant(server.name, server, [get("/")] * REPEATS) for server in (bare, framework)]
    paths = [Contestant(path, ours, [get(path)] * REPEATS) for path in REPEATED]
    measure([*hellos, *paths])
    show(f"Repeated ({REPEATS} requests a round, 7 rounds)", [*hellos, *paths], METHOD, hellos)


def first(ours: Server, bare: Server, ids: list[str]) -> None:
    """Answers that the server has to compute: nothing is kept (FANOUT_CACHE_BYTES=0), every thing is asked for."""
    some = ids[::5]
    asked = {
        "/related/{name}": [f"/related/{ident}" for ident in some],
        "/related/{name}?depth=2": [f"/related/{ident}?depth=2" for ident in some[::4]],
        "/things/{name}": [f"/things/{ident}" for ident in some],
        "/search?q= (keystrokes)": [f"/search?q={word[:length]}" for word in ids[::40] for length in range(1, len(word) + 1)],
        "/path?from=&to=&k=3": [f"/path?from={a}&to={b}" for a, b in pairwise(some[::3])],
        "/compare?things= (three)": [f"/compare?things={a},{b},{c}" for a, b, c in zip(some, some[1:], some[2:], strict=False)],
    }
    hello = Contestant(bare.name, bare, [get("/")] * REPEATS)
    contestants = [Contestant(name, ours, [get(path) for path in paths]) for name, paths in asked.items()]
    measure([hello, *contestants], rounds=3, warm=0)
    show("First time (mean over many things a round, 3 rounds)", [hello, *contestants], METHOD, [hello])
    out.print_json(json.dumps({one.name: round(one.cost * 1e3, 3) for one in contestants}))
