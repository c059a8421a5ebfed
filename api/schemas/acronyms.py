"""The shapes of acronyms."""

from __future__ import annotations

from api.schemas.parts import Proof, Shape, ThingRef, View


class Expansion(Shape):
    """One sense of an acronym: the words, the thing that they mean, and the passages that say so."""

    text: str
    thing: ThingRef
    definition: str
    evidence: Proof


class AcronymSenses(Shape):
    """An acronym with all its senses."""

    acronym: str
    ambiguous: bool
    expansions: list[Expansion]


class AcronymList(Shape):
    """A page of acronyms, in alphabetical order."""

    total: int
    limit: int
    max_limit: int
    offset: int
    acronyms: list[AcronymSenses]
    view: View
