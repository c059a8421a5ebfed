"""Cold start: CPU seconds of `fanout serve` on the built graph until its first answer; the FastAPI hello for comparison."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from rich.table import Table

from graph.store import KnowledgeGraph
from tests.bench.rounds import out
from tests.bench.servers import fanout, serve, uvicorn

if TYPE_CHECKING:
    from pathlib import Path

TIMES = 5


def run(cache: Path) -> None:
    """Build the graph if need be; start, ask once, read the clock, stop; five times."""
    KnowledgeGraph.open(cache=cache).close()
    contestants = {
        "fanout serve, /related/route53": (fanout(cache), "/related/route53"),
        "fanout serve, /": (fanout(cache), "/"),
        "FastAPI hello": (uvicorn("tests.bench.hello:framework"), "/"),
    }
    costs: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(TIMES):
        for name, (command, path) in contestants.items():
            with serve(name, command, ready=path) as server:
                costs[name].append(server.cpu())
    table = Table("to the first answer", "CPU s, median", "least", "most", title="Cold start", title_justify="left")
    for name, found in costs.items():
        table.add_row(name, f"{median(found):.2f}", f"{min(found):.2f}", f"{max(found):.2f}")
    out.print(table)
    out.print(
        f"The dataset is built, the operating system's file cache warm; process and children; {TIMES} starts in turns.\n", soft_wrap=True
    )
