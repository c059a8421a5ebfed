"""Personalised PageRank from one thing by forward push: touches only what matters, whatever the graph's size.

Andersen, Chung, Lang: Local graph partitioning using PageRank vectors (FOCS 2006). Pushing stops where less than `PUSH_LIMIT` a
relation waits, so the pushed things have at most 1 / (RESTART * PUSH_LIMIT) relations together, 67,000, in any graph; on the notes
graph it is about 5,000, and 96 % of the exact top 20 are found (tests/test_network.py).

Things are numbers here and figures stand in lists, for the innermost line runs thousands of times a request. The lists are as long as
the graph, but made once: a request borrows them and puts back what it changed.
"""

from __future__ import annotations

from collections import Counter
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.model import Hop

RESTART = 0.15
PUSH_LIMIT = 1e-4
_UNTOUCHED = -1.0


class Proximity:
    """How near things are to one thing, over relations walked both ways."""

    def __init__(self, hops: Mapping[str, Sequence[Hop]]) -> None:
        """`hops` are all relations of each thing, told from it."""
        self._hops = hops
        self._names = list(hops)
        self._numbers = {thing: number for number, thing in enumerate(self._names)}
        self._limits = [PUSH_LIMIT * len(of) for of in hops.values()]
        self._onward: list[tuple[float, list[int]] | None] = [None] * len(self._names)
        self._spare: list[_Figures] = []

    def of(self, thing: str) -> dict[str, float]:
        """The rank of each thing that is reached, the thing itself included; together 1. Empty for a thing without relations."""
        start = self._numbers.get(thing)
        if start is None:
            return {}
        try:
            figures = self._spare.pop()  # not shared: another thread takes or makes others
        except IndexError:
            figures = _Figures(len(self._names))
        touched = self._push(start, figures)
        got, sent, bounds = figures.got, figures.sent, figures.bounds
        ranks = {}
        for node in touched:
            ranks[self._names[node]] = got[node] - (1 - RESTART) * sent[node]
            got[node] = sent[node] = 0.0
            bounds[node] = _UNTOUCHED
        self._spare.append(figures)
        return ranks

    def _push(self, start: int, figures: _Figures) -> list[int]:
        """Let all walkers begin at a thing and move on until few wait anywhere. Returns the things that any came to."""
        got, sent, bounds, limits, onward = figures.got, figures.sent, figures.bounds, self._limits, self._onward
        got[start], bounds[start] = 1.0, inf
        touched, waiting = [start], [start]
        for node in waiting:  # which grows meanwhile
            share, ends = onward[node] or self._ends(node)
            here = got[node]
            amount = (here - sent[node]) * share
            sent[node] = here
            bounds[node] = here + limits[node]
            for end in ends:
                got[end] = there = got[end] + amount
                if there > bounds[end]:
                    if bounds[end] == _UNTOUCHED:
                        touched.append(end)
                        if there <= limits[end]:
                            bounds[end] = limits[end]
                            continue
                    bounds[end] = inf  # it waits from now on
                    waiting.append(end)
        return touched

    def _ends(self, node: int) -> tuple[float, list[int]]:
        """How much of what moves on each relation of a thing takes, and where each leads; worked out when first needed."""
        hops = self._hops[self._names[node]]
        ends = [self._numbers[end] for end, count in Counter(hop.end for hop in hops).items() for _ in range(count)]
        found = self._onward[node] = ((1 - RESTART) / len(hops), ends)
        return found


class _Figures:
    """What one question counts, by a thing's number: all that came to it, what of it moved on, and how much must come before it waits to."""

    __slots__ = ("bounds", "got", "sent")

    def __init__(self, things: int) -> None:
        self.got = [0.0] * things
        self.sent = [0.0] * things
        self.bounds = [_UNTOUCHED] * things
