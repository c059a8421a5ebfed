"""What is asked to count, in words as people type them, and whether a hop does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.model import Direction, Hop, RelationType
    from graph.terms import Terms


@dataclass(frozen=True, slots=True)
class Filter:
    """Which hops count: only these relations, of these families (empty means all), in this direction, to things of these classes.

    Words as people type them: ids, CURIEs, IRIs or labels. A direction is meant as seen from the relation's own name: out of an inverse
    (`underlies`) is in of the relation (`builtOn`).
    """

    relations: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    direction: Direction = "both"
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


EVERYTHING = Filter()


def passes(only: Filter, terms: Terms, types: Mapping[str, RelationType]) -> Callable[[Hop], bool]:
    """Whether a hop passes the part of a filter that is about relations. Raises UnknownTerm."""
    ways: dict[str, set[Direction]] = {}
    for meaning in map(terms.relation, only.relations):
        for relation in meaning.relations:
            ways.setdefault(relation, set()).add(meaning.direction(only.direction))
    families = {terms.family(family) for family in only.families}
    if not only.relations and not families and only.direction == "both":
        return lambda _: True
    if not only.relations:
        ways = {relation: {only.direction} for relation in types}

    def keep(hop: Hop) -> bool:
        kind = types[hop.relation.type]
        allowed = ways.get(kind.id)
        return bool(
            allowed and ("both" in allowed or hop.direction in allowed or kind.symmetric) and (not families or kind.family in families)
        )

    return keep
