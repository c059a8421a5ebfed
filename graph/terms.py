"""Words for relations, families, classes and categories, as people type them, and the terms of the vocabulary that they mean.

A relation is found by its id (`builtOn`), CURIE, IRI, label ("built on") or sentence ("is built on"), and so is its inverse
(`underlies`, "underlies"). Case, spaces, dots and hyphens do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from rapidfuzz import fuzz, process

from graph.errors import UnknownTerm
from graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.load import Content
    from graph.model import Direction, RelationType

T = TypeVar("T")
_PLACES = re.compile(r"\{[so]\}")
_FLIPPED: dict[Direction, Direction] = {"out": "in", "in": "out", "both": "both"}


def key(text: str) -> str:
    """The form in which words are compared: `fo:builtOn`, `built on` and `Built-on` all give `builton`."""
    local = text.strip().removeprefix(PREFIXES["fo"]).removeprefix("fo:")
    return "".join(character for character in local.casefold() if character.isalnum())


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word for a relation means: the relations, and whether it tells them from their object (the word is an inverse's)."""

    relations: frozenset[str]
    inverse: bool = False
    family: str | None = None

    def direction(self, asked: Direction) -> Direction:
        """The direction to walk the relations in, where `asked` was said of the word."""
        return _FLIPPED[asked] if self.inverse else asked


class Terms:
    """The vocabulary's words, indexed once."""

    def __init__(self, content: Content) -> None:
        """Index relations, inverses, families, classes and categories; where a word has several meanings, a relation's own id wins, then its label."""
        self._types = content.types
        self._families = {key(word): name for name, (label, _) in reversed(content.families.items()) for word in (label, name)}
        self._kinds = {key(word): name for name, (label, _) in reversed(content.kinds.items()) for word in (label, name)}
        self._categories = {
            key(word): c.id for c in reversed(content.categories.values()) for word in (c.label, c.id.removeprefix("category-"), c.id)
        }
        self._relations: dict[str, Meaning] = {}
        for family in content.families:
            members = frozenset(t.id for t in content.types.values() if t.family == family)
            for word in (family, content.families[family][0]):
                self._relations[key(word)] = Meaning(members, family=family)
        for words in zip(*(_words(kind) for kind in content.types.values()), strict=True):
            for kind, (word, inverse) in zip(content.types.values(), words, strict=True):
                self._relations[key(word)] = Meaning(frozenset({kind.id}), inverse and not kind.symmetric)

    def relation(self, word: str) -> Meaning:
        """The relations that a word means: one, read from either end, or a whole family. Raises UnknownTerm."""
        return self._known("relation", word, self._relations, sorted(self._types))

    def family(self, word: str) -> str:
        """The family of relations that a word means, by id or label. Raises UnknownTerm."""
        return self._known("family of relations", word, self._families, sorted(set(self._families.values())))

    def kind(self, word: str) -> str:
        """The class of things that a word means, by id or label, plural or not. Raises UnknownTerm."""
        singular = word.strip().removesuffix("s")
        return self._known(
            "class of things", singular if key(singular) in self._kinds else word, self._kinds, sorted(set(self._kinds.values()))
        )

    def category(self, word: str) -> str:
        """The category that a word means, by id or label: `category-compute`, `compute`, “Compute”. Raises UnknownTerm."""
        return self._known("category of things", word, self._categories, sorted(set(self._categories.values())))

    def _known(self, what: str, word: str, words: Mapping[str, T], known: list[str]) -> T:
        if found := words.get(key(word)):
            return found
        close = process.extractOne(key(word), words.keys(), scorer=fuzz.ratio, score_cutoff=70.0) if key(word) else None
        meant = words[close[0]] if close else None
        hint = self._id_of(meant) if close else None
        raise UnknownTerm(what, word, known, hint)

    def _id_of(self, meant: object) -> str:
        if not isinstance(meant, Meaning):
            return str(meant)
        if meant.family:
            return meant.family
        kind = self._types[next(iter(meant.relations))]
        return kind.inverse if meant.inverse else kind.id


def _words(kind: RelationType) -> list[tuple[str, bool]]:
    """All words for a relation, the least binding first, and whether each is told from the object."""
    return [
        (_PLACES.sub("", kind.inverse_sentence), True),
        (_PLACES.sub("", kind.sentence), False),
        (kind.inverse_label, True),
        (kind.label, False),
        (kind.inverse, True),
        (kind.id, False),
    ]
