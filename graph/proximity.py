"""Personalised PageRank from one thing by forward push: touches only what matters, whatever the graph's size.

Andersen, Chung, Lang: Local graph partitioning using PageRank vectors (FOCS 2006). Pushing stops where less than `PUSH_LIMIT` a
relation waits, so the pushed things have at most 1 / (RESTART * PUSH_LIMIT) relations together, 67,000, in any graph; on the notes
graph it is about 5,000, and 96 % of the exact top 20 are found (tests/test_network.py).

The innermost line runs thousands of times a question. So what is counted at a thing stands with the thing, in one small object that
leads to the objects of its neighbours: in a graph of millions it is memory, not arithmetic, that would be waited for.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from math import inf
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.model import Hop

RESTART = 0.15
PUSH_LIMIT = 1e-4
_MOVES = 1 - RESTART
_UNTOUCHED = -1.0


class _Stop:
    """A thing, and what one walk counts there: the walkers that came, those that moved on, and how many must come before it is its turn."""

    __slots__ = ("bound", "ends", "got", "limit", "name", "sent", "share")

    def __init__(self, name: str, limit: float) -> None:
        self.name, self.limit = name, limit
        self.got = self.sent = 0.0
        self.bound = _UNTOUCHED
        self.share, self.ends = 0.0, list[_Stop]()


class Proximity:
    """How near things are to one thing, over relations walked both ways."""

    def __init__(self, hops: Mapping[str, Sequence[Hop]]) -> None:
        """`hops` are all relations of each thing, told from it."""
        self._hops = hops
        self._stops = {thing: _Stop(thing, PUSH_LIMIT * len(of)) for thing, of in hops.items()}
        self._lock = Lock()

    def of(self, thing: str) -> dict[str, float]:
        """The rank of each thing that is reached, the thing itself included; together 1. Empty for a thing without relations."""
        with self._walked(thing) as touched:
            return {stop.name: stop.got - _MOVES * stop.sent for stop in touched}

    def among(self, thing: str, others: Iterable[str]) -> dict[str, float]:
        """The rank of other things over the highest of any thing but the one that is stood at: 0..1."""
        with self._walked(thing) as touched:
            highest = max([stop.got - _MOVES * stop.sent for stop in touched[1:]], default=0.0) or 1.0
            return {other: (stop.got - _MOVES * stop.sent) / highest for other in others if (stop := self._stops.get(other))}

    @contextmanager
    def _walked(self, thing: str) -> Iterator[list[_Stop]]:
        """The things that a walk from a thing comes to, the thing first, with what it counted there; forgotten afterwards. One walk at a time."""
        start = self._stops.get(thing)
        with self._lock:
            touched = [start] if start else []
            try:
                self._push(touched)
                yield touched
            finally:
                for stop in touched:
                    stop.got = stop.sent = 0.0
                    stop.bound = _UNTOUCHED

    def _push(self, touched: list[_Stop]) -> None:
        """Let all walkers begin at the one thing that is touched, and move on until few wait anywhere; adds what any came to."""
        for start in touched:
            start.got, start.bound = 1.0, inf
        waiting = touched.copy()
        for stop in waiting:  # which grows meanwhile
            ends = stop.ends or self._ends(stop)
            here = stop.got
            amount = (here - stop.sent) * stop.share
            stop.sent = here
            stop.bound = here + stop.limit
            for end in ends:
                end.got = there = end.got + amount
                if there > end.bound:
                    if end.bound == _UNTOUCHED:
                        touched.append(end)
                        if there <= end.limit:
                            end.bound = end.limit
                            continue
                    end.bound = inf  # it waits from now on
                    waiting.append(end)

    def _ends(self, stop: _Stop) -> list[_Stop]:
        """Where each relation of a thing leads, and how much of what moves takes each; worked out when first needed."""
        hops = self._hops[stop.name]
        stop.share = _MOVES / len(hops)
        stop.ends = [self._stops[end] for end, count in Counter(hop.end for hop in hops).items() for _ in range(count)]
        return stop.ends
