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
SLICES = 10
"""Turns of each contestant in a round."""


@dataclass
class Contestant:
    """A server with what it is asked in each round: the same every time, or from a function of the round's number."""

    name: str
    server: Server
    requests: Sequence[bytes] | Callable[[int], Sequence[bytes]]
    costs: list[float] = field(default_factory=list)
    size: float = 0.0
    slices: list[Sequence[bytes]] = field(default_factory=list)
    count: int = 0
    used: float = 0.0
    bytes: int = 0

    def begin(self, number: int) -> None:
        """Take the requests of a round and cut them into slices."""
        requests = self.requests(number) if callable(self.requests) else self.requests
        step = -(-len(requests) // SLICES)
        self.slices = [requests[at : at + step] for at in range(0, len(requests), step)]
        self.count, self.used, self.bytes = len(requests), 0.0, 0

    def turn(self) -> None:
        """Ask the next slice and add what it took."""
        if self.slices:
            before = self.server.cpu()
            self.bytes += drive(self.server, self.slices.pop(0)).size
            self.used += self.server.cpu() - before

    def end(self, counts: bool) -> None:
        """Note seconds of CPU a request of this round."""
        if counts:
            self.costs.append(self.used / self.count)
        self.size = self.bytes / self.count

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
            for one in everybody:
                one.begin(number)
            for _ in range(SLICES):
                for one in everybody:
                    one.turn()
            for one in everybody:
                one.end(counts=number >= 0)
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
    f"the contestants take {SLICES} turns in every round, after a round that warms up; medians of the rounds. × is requests per CPU second, relative."
)
