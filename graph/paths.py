"""What connects two things: the best ways between them, each hop a claim. Pure; ids in, hops out.

A way is good when each hop explains something and no station is a crossroads that everything passes. Its cost is

- for each hop 1 / explains, with `fo:explains` of its relation out of the vocabulary (1: the hop tells how the two work
  together; 0: it sorts them only, so it counts as an answer where it joins the two things asked for, never as a step);
- for each station between 0.45 · log2(degree): a thing with 50 neighbours costs as much as two good hops, so a hub is passed
  only where nothing more telling is there;
- for each turn 0.75 where a station is left by the relation it was reached by (two features of one service, two components of one
  architecture), 0.25 where the direction turns otherwise; a chain in one direction (a sends to b, b sends to c) costs nothing.

Two rules keep out what explains nothing. A generic thing (`fo:generic` classes: concepts, protocols, documents) never joins two
things that both point at it, or that it points at: that both are "in a region" or "for high availability" is no connection. And
what two things share (the same relation to one station) counts only as a whole answer, never as a part of a longer way.

Ways have at most four hops and cost at most 10, and none costs more than 1.7 times the best and 1 on top: the rest would only
fill the page. All figures were set by reading the ways between some sixty pairs of things that learners ask about; tests/test_paths.py
keeps what was learnt.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import Hop, Path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Set

    from graph.network import Network

LONGEST = 4
"""Hops of a way at the most; further away nothing is explained."""
RADIUS = LONGEST // 2
BUSIEST = 1000
"""A thing with more neighbours is no station, whatever it costs: this bounds the search in any graph."""
HUB_PENALTY = 0.45
SIBLINGS, TURN = 0.75, 0.25
SORTING = 3.0
"""Cost of a hop that explains nothing, where it is the whole answer."""
DETOUR, SLACK, DEAREST = 1.7, 1.0, 10.0
FIGURES = {
    "longest": LONGEST,
    "radius": RADIUS,
    "busiest": BUSIEST,
    "hubPenalty": HUB_PENALTY,
    "siblings": SIBLINGS,
    "turn": TURN,
    "sorting": SORTING,
    "detour": DETOUR,
    "slack": SLACK,
    "dearest": DEAREST,
}
"""The figures by name, for the explorer: web/static/js/paths.js is the same search, and a test holds both to the same ways."""
_Way = tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """What the vocabulary says of hops and stations: relation -> 0..1, and the ids of generic things."""

    explains: Mapping[str, float]
    generic: Set[str]


def best_paths(network: Network, guide: Guide, start: str, end: str, k: int, keep: Callable[[Hop], bool]) -> list[Path]:
    """The k best simple ways from start to end, cheapest first; ties in order of ids. Empty where nothing explains.

    Looks from the less busy end only at what lies within four hops of both, so its cost does not grow with the graph.
    """
    if start == end or not network.hops(start) or not network.hops(end):
        return []
    if network.degree[start] > network.degree[end]:
        turned = best_paths(network, guide, end, start, k, lambda hop: keep(_back(hop)))
        return [Path(tuple(_back(hop) for hop in reversed(path.hops)), path.cost) for path in turned]
    search = _Search(network, guide, start, end, keep)
    found: list[Path] = []
    for cost, way in search.ways(visits=4 * k + 8):
        if found and (cost > found[0].cost * DETOUR + SLACK or len(found) == k):
            break
        found.append(Path(way, round(cost, 4)))
    return found


def _back(hop: Hop) -> Hop:
    return Hop(hop.relation, hop.end, hop.start)


class _Search:
    """One uniform-cost search; the state is the whole way, so that turns can be judged."""

    def __init__(self, network: Network, guide: Guide, start: str, end: str, keep: Callable[[Hop], bool]) -> None:
        self.network, self.guide, self.start, self.end, self.keep = network, guide, start, end, keep
        self.near = self._distances(RADIUS)

    def ways(self, visits: int) -> Iterator[tuple[float, _Way]]:
        """Ways in order of cost, each sequence of things once; no thing is left more than `visits` times."""
        waiting: list[tuple[float, tuple[str, ...], int, _Way]] = [(0.0, (self.start,), 0, ())]
        left: Counter[str] = Counter()
        told: set[tuple[str, ...]] = set()
        serial = 0
        while waiting:
            cost, nodes, _, way = heapq.heappop(waiting)
            if cost > DEAREST:
                return
            if nodes[-1] == self.end:
                if nodes not in told:
                    told.add(nodes)
                    yield cost, way
                continue
            left[nodes[-1]] += 1
            if left[nodes[-1]] > visits:
                continue
            for hop in self.network.hops(nodes[-1]):
                price = self._price(nodes, way, hop)
                if price is not None:
                    serial += 1
                    heapq.heappush(waiting, (cost + price, (*nodes, hop.end), serial, (*way, hop)))

    def _price(self, nodes: tuple[str, ...], way: _Way, hop: Hop) -> float | None:
        """What one more hop costs; None where it leads nowhere or says nothing."""
        last = hop.end == self.end
        remaining = LONGEST - len(way) - 1
        too_far = remaining <= RADIUS and self.near.get(hop.end, LONGEST) > remaining
        if hop.end in nodes or too_far:
            return None
        explains = self.guide.explains.get(hop.relation.type, 0.5)
        if explains == 0:
            return SORTING if last and not way and self.keep(hop) else None
        if not last and self.network.degree[hop.end] > BUSIEST:
            return None
        shares = bool(way) and way[-1].relation.type == hop.relation.type and way[-1].direction != hop.direction
        if shares and not (last and len(way) == 1):
            return None
        turn = self._turn(way[-1], hop) if way else 0.0
        if turn is None or not self.keep(hop):
            return None
        return 1 / explains + turn

    def _turn(self, reached: Hop, leaving: Hop) -> float | None:
        """What passing a station costs; None where it is generic and both hops point at it or away from it."""
        station = leaving.start
        busy = HUB_PENALTY * math.log2(max(self.network.degree[station], 1))
        if reached.direction == leaving.direction:
            return busy
        if station in self.guide.generic:
            return None
        return busy + (SIBLINGS if reached.relation.type == leaving.relation.type else TURN)

    def _distances(self, radius: int) -> dict[str, int]:
        """How far from the end things are, up to a radius; what is further is not in it."""
        found = {self.end: 0}
        frontier = [self.end]
        for distance in range(1, radius + 1):
            following = []
            for node in frontier:
                if node != self.end and self.network.degree[node] > BUSIEST:
                    continue
                for hop in self.network.hops(node):
                    if hop.end not in found:
                        found[hop.end] = distance
                        following.append(hop.end)
            frontier = following
        return found
