"""How a relatedness score comes about: each part with its weight, its value and the count that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.network import MAX_DEPTH, WEIGHTS

if TYPE_CHECKING:
    from graph.model import Related
    from graph.store import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score: `adds` is weight times value, `how` the sum in figures."""

    name: str
    weight: float
    value: float
    adds: float
    how: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The score of one thing as seen from another, part by part; `related` is None where it is not within three hops."""

    start: str
    end: str
    related: Related | None
    parts: tuple[Part, ...] = ()


def explain(kg: KnowledgeGraph, start: str, end: str, depth: int = MAX_DEPTH) -> Explanation:
    """Take apart the score that `kg.related(start, depth)` gives to `end`, both by any name. Raises AmbiguousName, UnknownName."""
    first, last = kg.thing(start).id, kg.thing(end).id
    reached = kg.related(f"id:{first}", depth)
    found = next((related for related in reached if related.thing == last), None)
    if found is None:
        return Explanation(first, last, None)
    near = kg.network.proximity(first)
    nearest = max((thing for thing in near if thing != first), key=lambda thing: (near[thing], thing))
    passages = max(len(hop.relation.evidence) for hop in found.because)
    if found.hops > 1:
        passages = min(len(hop.relation.evidence) for hop in found.because)
    degree = kg.network.degree[last]
    how = {
        "directness": f"1 / {found.hops} {'hop' if found.hops == 1 else 'hops'}",
        "evidence": f"1 - 0.5 ^ {passages}, the passages and corrections behind the {'best attested relation' if found.hops == 1 else 'weakest hop'}",
        "specificity": f"1 / log2(1 + {degree}), the things that {kg.label(last)} is related to",
        "proximity": f"{near.get(last, 0.0):.5f} / {near.get(nearest, 0.0):.5f}, its personalised PageRank over that of {kg.label(nearest)}",
    }
    values = {name: getattr(found.score, name) for name in WEIGHTS}
    parts = tuple(Part(name, weight, values[name], round(weight * values[name], 4), how[name]) for name, weight in WEIGHTS.items())
    return Explanation(first, last, found, parts)
