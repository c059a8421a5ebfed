"""Contestants measured in turns, so that what else the machine does hits all alike; the median of each round's figure counts."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from tests.bench.client import CONNECTIONS, drive
from tests.bench.servers import separate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tests.bench.servers import Server

out = Console()


@dataclass
class Contestant:
    """A server with what it is asked in each round: the same every time, or from a function of the round's number."""

    name: str
    server: Server
    requests: Sequence[bytes] | Callable[[int], Sequence[bytes]]
    costs: list[float] = field(default_factory=list)
    size: float = 0.0

    def turn(self, number: int) -> None:
        """Ask everything once and note seconds of CPU a request."""
        requests = self.requests(number) if callable(self.requests) else self.requests
        before = self.server.cpu()
        result = drive(self.server, requests)
        self.costs.append((self.server.cpu() - before) / len(requests))
        self.size = result.size / len(requests)

    @property
    def cost(self) -> float:
        """Seconds of the server's CPU a request, the median of the rounds."""
        return median(self.costs)

    def ratio(self, other: Contestant) -> float:
        """How many requests it answers in the CPU time in which the other answers one: the median of the rounds' ratios."""
        return median(theirs / ours for theirs, ours in zip(other.costs, self.costs, strict=True))


def measure(contestants: Iterable[Contestant], rounds: int = 7, warm: int = 1) -> None:
    """Let each take its turn in every round, after `warm` rounds that do not count. The client stays on its own CPU."""
    everybody = list(contestants)
    mine, _ = separate()
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, mine)
    try:
        for number in range(-warm, rounds):
            for contestant in everybody:
                contestant.turn(number)
                if number < 0:
                    contestant.costs.clear()
    finally:
        os.sched_setaffinity(0, before)


def show(title: str, contestants: Sequence[Contestant], method: str, against: Sequence[Contestant] = ()) -> None:
    """Print the costs, the ratios to those in `against`, and how they were measured."""
    table = Table("", "µs CPU a request", "bytes", *(f"× {other.name}" for other in against), title=title, title_justify="left")
    for one in contestants:
        table.add_row(one.name, f"{one.cost * 1e6:,.0f}", f"{one.size:,.0f}", *(f"{one.ratio(other):.2f}" for other in against))
    out.print(table)
    out.print(f"{method}\n", soft_wrap=True)


METHOD = (
    f"CPU seconds of the server process and its children, {CONNECTIONS} keep-alive connections over the loopback interface, the client on a CPU of its own; "
    "the contestants take turns in every round, after one that warms up; medians of the rounds. × is requests per CPU second, relative."
)
