"""Answers about two or more things: paths, comparisons, verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.present.parts import brief, statement
from api.present.related import hop

if TYPE_CHECKING:
    from api.present.parts import Json
    from graph.connections import Connections
    from graph.store import KnowledgeGraph


def paths(kg: KnowledgeGraph, found: Connections) -> Json:
    """The connections of two things, what is said of both at once, and what they share where nothing connects them."""
    return {
        "from": brief(kg, found.start),
        "to": brief(kg, found.end),
        "paths": [{"cost": p.cost, "length": len(p.hops), "hops": [hop(kg, step) for step in p.hops]} for p in found.paths],
        "note": found.note,
        "together": [statement(kg, item) for item in found.together],
        "shared": [
            {"thing": brief(kg, first.end), "sentences": [kg.sentence(h.relation, h.start) for h in (first, second)]}
            for first, second in found.shared
        ],
    }
