"""A piece of the graph for a canvas: the things around some others and the relations among them, bounded, and what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.model import Relation
    from graph.store import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Things with their distance from the focus, best first, and the relations among them; counts of all that was in reach."""

    focus: tuple[str, ...]
    nodes: tuple[tuple[str, int], ...]
    edges: tuple[Relation, ...]
    all_nodes: int
    all_edges: int
    left_out: tuple[tuple[str, int], ...]


def excerpt(kg: KnowledgeGraph, focus: Sequence[str], depth: int, families: Iterable[str], limit: int) -> Excerpt:
    """What lies within `depth` hops of the things named, nearest and strongest first; the best connected of all where none is named.

    `left_out` counts, by class, the things in reach that are not among the `limit` best. Raises AmbiguousName, UnknownName, UnknownTerm.
    """
    start = list(dict.fromkeys(kg.thing(name).id for name in focus))
    chosen = {kg.terms.family(name) for name in families}
    reach = _around(kg, start, depth, sorted(chosen)) if start else _best_connected(kg)
    kept = dict(reach[:limit])
    types = kg.content.types
    edges = [r for r in kg.content.relations if not chosen or types[r.type].family in chosen]
    inside = dict(reach)
    missing = Counter(kg.content.things[ident].kind for ident, _ in reach[limit:])
    return Excerpt(
        tuple(start),
        tuple(kept.items()),
        tuple(r for r in edges if r.subject in kept and r.object in kept),
        len(reach),
        sum(r.subject in inside and r.object in inside for r in edges),
        tuple(sorted(missing.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _around(kg: KnowledgeGraph, start: list[str], depth: int, families: list[str]) -> list[tuple[str, int]]:
    """The things of the focus, then all around any of them: nearest first, then by score."""
    best: dict[str, tuple[int, float]] = dict.fromkeys(start, (0, -1.0))
    if depth:
        only = Filter(families=tuple(families))
        for ident in start:
            for found in kg.related(f"id:{ident}", depth, only):
                rank = (found.hops, -found.score.value)
                best[found.thing] = min(best.get(found.thing, rank), rank)
    return [(ident, hops) for ident, (hops, _) in sorted(best.items(), key=lambda item: (*item[1], item[0]))]


def _best_connected(kg: KnowledgeGraph) -> list[tuple[str, int]]:
    degree = kg.network.degree
    return [(ident, 0) for ident in sorted(kg.content.things, key=lambda ident: (-degree.get(ident, 0), ident))]
