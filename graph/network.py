"""Relations as a network: what is related and how strongly. Pure; ids in, ids out.

A relatedness score is a weighted mean of four parts, each 0..1:

- directness: 1 / hops.
- evidence: 1 - 0.5 ** n, with n the passages and corrections behind the weakest hop, or the best attested relation of direct neighbours.
- specificity: 1 / log2(1 + degree) of the thing found: a hub is related to everything and tells little.
- proximity: personalised PageRank from where one stands (`graph.proximity`), over the highest of any other thing.

No filter changes the score of a direct neighbour.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.model import Hop, Related, Relation, Score
from graph.proximity import Proximity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx

    from graph.load import Content

WEIGHTS = {"directness": 0.4, "evidence": 0.15, "specificity": 0.2, "proximity": 0.25}
MAX_DEPTH = 3
MAX_WALKED = 20_000
"""Relations looked at beyond the first hop: in a graph of millions three hops lead everywhere, and say nothing."""
SURVEYED = 20_000
"""Relations up to which the neighbours of everything are worked out when a dataset is first opened; it takes seconds at the most."""


class Ranking(list[Related]):
    """Related things, best first."""

    def __init__(self, found: Iterable[Related] = (), complete: bool = True) -> None:
        """`complete` is False where the walk stopped at its bound: more things may be within reach."""
        super().__init__(found)
        self.complete = complete


class Network:
    """Believed relations of a graph, walkable both ways."""

    def __init__(self, relations: Iterable[Relation], near: Mapping[str, Mapping[str, float]] | None = None) -> None:
        """Index the relations by both ends; `near` is what `survey` gives for them, if it is known."""
        self._hops: dict[str, list[Hop]] = defaultdict(list)
        for relation in relations:
            self._hops[relation.subject].append(Hop(relation, relation.subject, relation.object))
            self._hops[relation.object].append(Hop(relation, relation.object, relation.subject))
        self.degree: dict[str, int] = {thing: len({hop.end for hop in hops}) for thing, hops in self._hops.items()}
        self._proximity = Proximity(self._hops)
        self._near = near or {}

    @classmethod
    def of(cls, content: Content) -> Network:
        """The network of what a dataset holds true."""
        return cls((relation for relation in content.relations if relation.believed), content.near)

    def hops(self, thing: str) -> list[Hop]:
        """All relations of a thing, told from it, in a fixed order."""
        return self._hops.get(thing, [])

    def specificity(self, thing: str) -> float:
        """1 for a thing with one neighbour, falling with the logarithm of its degree."""
        return 1 / math.log2(1 + max(self.degree.get(thing, 1), 1))

    def related(self, thing: str, depth: int = 1, keep: Callable[[Hop], bool] = lambda _: True) -> Ranking:
        """Things within `depth` hops (1..3) over hops that `keep` lets pass, best first; ties in order of id."""
        reached, complete = self._reach(thing, min(depth, MAX_DEPTH), keep)
        known = self._near.get(thing) if depth == 1 else None
        near = known if known is not None else self._proximity.among(thing, reached)
        direct: dict[str, list[Hop]] = defaultdict(list)
        attested: dict[str, int] = defaultdict(int)
        for hop in self.hops(thing):
            attested[hop.end] = max(attested[hop.end], len(hop.relation.evidence))
            if keep(hop):
                direct[hop.end].append(hop)
        results = []
        for found, way in reached.items():
            passages = attested[found] if len(way) == 1 else min(len(hop.relation.evidence) for hop in way)
            results.append(Related(found, self._score(way, passages, near[found]), len(way), tuple(direct.get(found, way))))
        return Ranking(sorted(results, key=lambda r: (-r.score.value, r.thing)), complete)

    def survey(self) -> dict[str, dict[str, float]]:
        """How near its neighbours are to each thing (the part `proximity` of their scores); nothing for more than `SURVEYED` relations."""
        if sum(map(len, self._hops.values())) > 2 * SURVEYED:
            return {}
        return {thing: self._proximity.among(thing, sorted({hop.end for hop in hops})) for thing, hops in self._hops.items()}

    def _reach(self, thing: str, depth: int, keep: Callable[[Hop], bool]) -> tuple[dict[str, tuple[Hop, ...]], bool]:
        """The best way to each thing within depth: fewest hops, then through the least busy things; and whether that is all of them."""
        ways: dict[str, tuple[Hop, ...]] = {thing: ()}
        frontier, walked = [thing], 0
        for _ in range(depth):
            found: dict[str, tuple[float, tuple[Hop, ...]]] = {}
            for start in frontier:
                hops = self.hops(start)
                walked += len(hops) if start != thing else 0
                if walked > MAX_WALKED:
                    break
                for hop in filter(keep, hops):
                    if hop.end not in ways:
                        way = (*ways[start], hop)
                        cost = self._cost(way)
                        if hop.end not in found or cost < found[hop.end][0]:
                            found[hop.end] = cost, way
            ways.update((end, way) for end, (_, way) in found.items())
            frontier = sorted(found, key=lambda end: (self.degree[end], end))
        del ways[thing]
        return ways, walked <= MAX_WALKED

    def _cost(self, way: tuple[Hop, ...]) -> float:
        return sum(math.log2(1 + self.degree[hop.start]) for hop in way[1:]) - 1e-3 * min(len(hop.relation.evidence) for hop in way)

    def _score(self, way: tuple[Hop, ...], passages: int, proximity: float) -> Score:
        parts = {
            "directness": 1 / len(way),
            "evidence": 1 - 0.5 ** max(passages, 1),
            "specificity": self.specificity(way[-1].end),
            "proximity": proximity,
        }
        value = sum(WEIGHTS[part] * worth for part, worth in parts.items())
        return Score(round(value, 4), **{part: round(worth, 4) for part, worth in parts.items()})

    def proximity(self, thing: str) -> dict[str, float]:
        """Personalised PageRank from a thing, 0..1 for each thing that it reaches."""
        return self._proximity.of(thing)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The relations as a networkx graph: one edge a claim, keyed by relation, with its number of quotes."""
        import networkx as nx  # takes long to import, and a server does without

        result: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for thing in sorted(self._hops):
            for hop in self._hops[thing]:
                if hop.direction == "out":
                    result.add_edge(
                        hop.start, hop.end, key=hop.relation.type, relation=hop.relation.type, evidence=len(hop.relation.evidence)
                    )
        return result


def surveyed(content: Content) -> Content:
    """The content with what the first question about each thing would have to work out."""
    return replace(content, near=Network.of(content).survey())
