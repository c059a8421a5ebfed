"""Cold start: CPU seconds of `fanout serve` on the built graph until its first answer."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from rich.table import Table

from graph.store import KnowledgeGraph
from tests.bench.rounds import out
from tests.bench.servers import fanout, serve

if TYPE_CHECKING:
    from pathlib import Path

TIMES = 5


def run(cache: Path) -> None:
    """Build the graph if need be; start, ask once, read the clock, stop; five times."""
    KnowledgeGraph.open(cache=cache).close()
    costs = []
    for _ in range(TIMES):
        with serve("fanout", fanout(cache), ready="/related/route53") as server:
            costs.append(server.cpu())
    table = Table("", "CPU s, median", "least", "most", title="Cold start", title_justify="left")
    table.add_row("fanout serve to its first answer", f"{median(costs):.2f}", f"{min(costs):.2f}", f"{max(costs):.2f}")
    out.print(table)
    out.print(f"The dataset is built, the operating system's file cache warm; process and children; {TIMES} starts.\n", soft_wrap=True)
