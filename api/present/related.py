"""Related things and the hops that say why."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from api import paging
from api.present.parts import brief, first_quote, hit, proof

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.present.parts import Json
    from graph.answers.scores import Explanation
    from graph.filters import Filter
    from graph.model import Hop, Related
from graph.store import KnowledgeGraph


def hop(kg: KnowledgeGraph, step: Hop) -> Json:
    """One relation as it was walked, with its sentence and quotes."""
    kind = kg.content.types[step.relation.type]
    said = first_quote(step.relation)
    return {
        "relation": kind.id,
        "label": kind.label if step.direction == "out" else kind.inverse_label,
        "family": kind.family,
        "direction": step.direction,
        "start": step.start,
        "end": step.end,
        "sentence": kg.sentence(step.relation, step.start),
        "status": step.relation.status,
        "quote": said.quote if said else None,
        "passage": said.id if said else step.relation.evidence[0].id if step.relation.evidence else None,
        "evidence": proof(kg, step.relation.evidence),
    }


def _telling(kg: KnowledgeGraph, found: Related) -> Sequence[Hop]:
    """The relations of direct neighbours, those that explain most first; the hops of a longer way as they are walked."""
    types = kg.content.types
    return found.because if found.hops > 1 else sorted(found.because, key=lambda step: -types[step.relation.type].explains)


def ranked_page(
    kg: KnowledgeGraph, name: str, depth: int, only: Filter, min_score: float, limit: int, offset: int, asked: list[tuple[str, str]]
) -> tuple[Json, list[Related]]:
    """A page of what is related to the thing of a name: what it says of itself, and the related things on it.

    `asked` are the other parameters of the request, for the links. Raises AmbiguousName, UnknownName, UnknownTerm.
    """
    match = kg.resolve(name)
    ranking = kg.related(f"id:{match.thing.id}", depth, only)
    found = [r for r in ranking if r.score.value >= min_score]
    page = paging.page(f"/related/{quote(name, safe='')}", asked, len(found), limit, offset)
    return {"input": name, "resolved": hit(kg, match), **page, "complete": ranking.complete}, found[offset : offset + limit]


def related_page(
    kg: KnowledgeGraph, name: str, depth: int, only: Filter, min_score: float, limit: int, offset: int, asked: list[tuple[str, str]]
) -> Json:
    """The same as plain JSON."""
    page, shown = ranked_page(kg, name, depth, only, min_score, limit, offset, asked)
    return {**page, "related": [related(kg, item) for item in shown]}


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
    return {**brief(kg, found.thing), "score": parts, "hops": found.hops, "because": [hop(kg, step) for step in _telling(kg, found)]}


def explanation(kg: KnowledgeGraph, found: Explanation) -> Json:
    """A score part by part; null parts and score where the things are not within three hops."""
    return {
        "from": brief(kg, found.start),
        "to": brief(kg, found.end),
        "score": found.related.score.value if found.related else None,
        "hops": found.related.hops if found.related else None,
        "parts": [
            {"name": part.name, "weight": part.weight, "value": part.value, "adds": part.adds, "how": part.how} for part in found.parts
        ],
        "because": [hop(kg, step) for step in _telling(kg, found.related)] if found.related else [],
    }
