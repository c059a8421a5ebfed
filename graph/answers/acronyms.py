"""Acronyms and what they stand for, each sense with the thing it means and the passages that say so."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.errors import UnknownTerm
from graph.model import BELIEVED
from graph.names import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Evidence, NameClaim, Thing
    from graph.store import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of an acronym: the words it stands for, the thing it means, and what the notes say of either name."""

    words: str
    thing: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form as it is written, and its senses; more than one makes it ambiguous."""

    text: str
    senses: tuple[Sense, ...]


class Acronyms:
    """All acronyms, in alphabetical order."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        """Collect them from the names of the things."""
        senses: dict[str, list[Sense]] = defaultdict(list)
        spelling: dict[str, str] = {}
        for thing in kg.content.things.values():
            for text in thing.named("acronym"):
                folded = key(text)
                if not any(sense.thing == thing.id for sense in senses[folded]):
                    spelling.setdefault(folded, text)
                    senses[folded].append(_sense(thing, folded, kg.name_claims_of(thing.id)))
        found = (Acronym(spelling[folded], tuple(senses[folded])) for folded in senses)
        self._by_key = {key(acronym.text): acronym for acronym in sorted(found, key=lambda a: (a.text.casefold(), a.text))}

    def all(self, prefix: str = "") -> list[Acronym]:
        """Those that begin with a prefix, in alphabetical order; case and punctuation do not matter."""
        start = key(prefix) if prefix.strip() else ""
        return [acronym for folded, acronym in self._by_key.items() if folded.startswith(start)]

    def one(self, text: str) -> Acronym:
        """An acronym by how it is written. Raises UnknownTerm with those that are spelt alike."""
        folded = key(text)
        if found := self._by_key.get(folded):
            return found
        from rapidfuzz import fuzz, process  # only an acronym that there is not needs it

        close = process.extract(
            folded, self._by_key, scorer=fuzz.ratio, processor=lambda c: c if isinstance(c, str) else key(c.text), limit=6
        )
        alike = [acronym.text for acronym, score, _ in close if score >= 50]
        raise UnknownTerm("acronym", text, alike, alike[0] if alike else None)


def _sense(thing: Thing, folded: str, claims: Iterable[NameClaim]) -> Sense:
    """The thing's expansion, else its label; evidence is what is said of the acronym and of any expansion, what is believed first."""
    words = next(iter(thing.named("expansion")), thing.label)
    fits = [c for c in claims if (c.name.kind == "acronym" and key(c.name.text) == folded) or c.name.kind == "expansion"]
    said = dict.fromkeys(item for claim in fits for item in claim.evidence)
    return Sense(words, thing.id, tuple(sorted(said, key=lambda item: item.status not in BELIEVED)))
