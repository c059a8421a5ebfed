"""Related things and the hops that say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.present.parts import brief, proof

if TYPE_CHECKING:
    from api.present.parts import Json
    from graph.model import Hop, Related
    from graph.store import KnowledgeGraph


def hop(kg: KnowledgeGraph, step: Hop) -> Json:
    """One relation as it was walked, with its sentence and quotes."""
    kind = kg.content.types[step.relation.type]
    return {
        "relation": kind.id,
        "label": kind.label if step.direction == "out" else kind.inverse_label,
        "family": kind.family,
        "direction": step.direction,
        "start": step.start,
        "end": step.end,
        "sentence": kg.sentence(step.relation, step.start),
        "status": step.relation.status,
        "evidence": proof(kg, step.relation.evidence),
    }


def related(kg: KnowledgeGraph, found: Related) -> Json:
    """A related thing with its score and reasons."""
    score = found.score
    parts = {
        "value": score.value,
        "directness": score.directness,
        "evidence": score.evidence,
        "specificity": score.specificity,
        "proximity": score.proximity,
    }
    return {**brief(kg, found.thing), "score": parts, "hops": found.hops, "because": [hop(kg, step) for step in found.because]}
