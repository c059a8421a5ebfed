"""Which evidence says a claim best: what is believed, in words that name both things, and to the point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import BELIEVED, Passage
from graph.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.model import Evidence, Thing

SHORT = 4
"""Names up to this length must stand as words of their own: there is no AMI in “dynamic”."""


def telling_first(evidence: Sequence[Evidence], things: Sequence[Thing], relation: str, claims: Mapping[str, int]) -> tuple[Evidence, ...]:
    """Evidence for a claim that things are related by a `relation` (its label), the most telling first; equals stay in their order.

    `claims` says how many claims each passage makes, by its id: one that makes few is about this one.
    """
    return tuple(sorted(evidence, key=lambda item: _rank(item, things, relation, claims)))


def _rank(item: Evidence, things: Sequence[Thing], relation: str, claims: Mapping[str, int]) -> tuple[bool, bool, int, int]:
    doubted = item.status not in BELIEVED
    if not isinstance(item, Passage):
        return doubted, True, 0, 0
    words = [word.casefold() for word in WORDS.findall(item.quote)]
    glued = "".join(words)
    named = sum(any(_stands(name.text, words, glued) for name in thing.names) for thing in things)
    return doubted, False, -named - _stands(relation, words, glued), claims.get(item.id, 0)


def _stands(name: str, words: list[str], glued: str) -> bool:
    parts = [word.casefold() for word in WORDS.findall(name) if word not in ("Amazon", "AWS")]
    whole = "".join(parts)
    return whole in words if len(whole) <= SHORT else whole in glued
