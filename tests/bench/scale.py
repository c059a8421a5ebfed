"""Cost against the size of the graph: the same degrees in a small and in a large synthetic graph; search among 100,000 things.

First through the library, then `/related` through servers.
"""

from __future__ import annotations

import gc
import random
import time
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from rich.table import Table

from graph.paths import Guide, best_paths
from tests.bench import synthetic
from tests.bench.client import get
from tests.bench.rounds import METHOD, Contestant, measure, out, show
from tests.bench.served import SIZES
from tests.bench.servers import serve, uvicorn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from graph.model import Path as Way
    from graph.network import Network

DEGREES = (10, 100)
SAMPLE, TURNS = 20, 3
REPEATS = 10
"""How often a server is asked for each thing in a round."""


def run(cache: Path) -> None:
    """Make the graphs, print what the questions cost in each. Nothing is read from the cache."""
    del cache
    columns = [f"{edges:,} relations" for _, edges in SIZES.values()]
    table = Table("ms CPU, median", *columns, title="The same question in a larger graph", title_justify="left")
    graphs = [synthetic.graph(*size) for size in SIZES.values()]
    gc.freeze()
    for degree in DEGREES:
        picked = [_of_degree(kg.network, degree) for kg in graphs]
        for depth in (1, 2):
            costs = [_cost(partial(kg.network.related, depth=depth), things) for kg, things in zip(graphs, picked, strict=True)]
            table.add_row(f"related, {degree} neighbours, depth {depth}", *costs)
        costs = [_cost(partial(_paths, kg.network), list(pairwise(things))) for kg, things in zip(graphs, picked, strict=True)]
        table.add_row(f"path, k=3, both ends {degree} neighbours", *costs)
    table.add_row("search, each keystroke", *[_cost(kg.search, _keystrokes(len(kg.content.things))) for kg in graphs])
    table.add_row("search, a letter wrong", *[_cost(kg.search, _typos(len(kg.content.things))) for kg in graphs])
    out.print(table)
    out.print(
        f"In one process; {SAMPLE} things of each degree, the least of {TURNS} turns for each, then their median (and the most). The graphs grow by "
        "preferential attachment, so the larger one has larger hubs.\n",
        soft_wrap=True,
    )
    _served({name: {degree: _of_degree(kg.network, degree) for degree in DEGREES} for name, kg in zip(SIZES, graphs, strict=True)})


def _served(picked: dict[str, dict[int, list[str]]]) -> None:
    """The neighbours of things of each degree, asked of a server over each graph."""
    with ExitStack() as stack:
        contestants = []
        for name, (_, edges) in SIZES.items():
            command = uvicorn(f"tests.bench.served:{name}", "--factory")
            server = stack.enter_context(serve(f"{edges:,} relations", command, ready="/health", seconds=600))
            for degree, things in picked[name].items():
                asked = [get(f"/related/{thing}") for thing in things] * REPEATS
                contestants.append(Contestant(f"/related, {degree} neighbours, {edges:,} relations", server, asked))
        measure(contestants, rounds=5, warm=1)
        show("The same through a server, nothing kept", contestants, METHOD)


def _paths(network: Network, ends: tuple[str, str]) -> list[Way]:
    return best_paths(network, Guide({"uses": 0.7}, frozenset()), *ends, 3, lambda _: True)


def _of_degree(network: Network, degree: int) -> list[str]:
    found = sorted(thing for thing, of in network.degree.items() if abs(of - degree) <= degree * 0.05)
    return random.Random(5).sample(found, min(SAMPLE, len(found)))


def _keystrokes(things: int) -> list[str]:
    labels = [thing.label for thing in random.Random(5).sample(synthetic.names(things), 5)]
    return [label[:length] for label in labels for length in range(1, len(label) + 1)]


def _typos(things: int) -> list[str]:
    return [thing.label[:4] + "x" + thing.label[5:] for thing in random.Random(5).sample(synthetic.names(things), 10)]


def _cost(ask: Callable[[Any], object], questions: Iterable[Any]) -> str:
    costs = []
    for question in questions:
        best = float("inf")
        for _ in range(TURNS):
            start = time.process_time()
            ask(question)
            best = min(best, time.process_time() - start)
        costs.append(best * 1000)
    return f"{median(costs):.2f} ({max(costs):.1f})"
