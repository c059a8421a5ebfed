"""Keys of names that are spelt like what somebody typed: an optimal string alignment, over those keys only that can be near enough."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ALIKE = 0.6
MANY = 20_000
"""From so many keys on, only those are compared that could be what was typed with one slip among the first two letters, or none."""


class Spellings:
    """Keys by their length and first letters."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Index the keys, each of three letters at least."""
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for key in keys:
            self._by_length[len(key)].append(key)
        self._many = sum(map(len, self._by_length.values())) > MANY
        self._by_letters: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for length, of in self._by_length.items() if self._many else ():
            for key in of:
                self._by_letters[length, 0, key[0]].append(key)
                self._by_letters[length, 0, key[:2]].append(key)
                self._by_letters[length, 1, key[1:3]].append(key)

    def alike(self, typed: str, limit: int) -> list[tuple[str, float]]:
        """Keys at least `ALIKE` (0..1) to what was typed, the most alike first."""
        from rapidfuzz import process  # only a name that nothing is called needs it
        from rapidfuzz.distance import OSA

        near = list(chain.from_iterable(self._near(typed)))
        found = process.extract(typed, near, scorer=OSA.normalized_similarity, limit=limit, score_cutoff=ALIKE)
        return [(key, score) for key, score, _ in found]

    def _near(self, typed: str) -> Iterator[list[str]]:
        """Keys whose length allows it: a similarity of s leaves room for (1 - s) of the longer one's letters."""
        places = {(0, typed[:1])}  # the first letter is right
        places |= {(0, typed[1:2] + typed[:1]), (0, typed[1:3])}  # the first two are swapped; the first is too many
        places |= {(1, typed[:2]), (1, typed[1:3])}  # the first is missing, or another
        for length in range(max(3, int(ALIKE * len(typed))), int(len(typed) / ALIKE) + 2):
            if self._many:
                yield from (self._by_letters.get((length, *place), []) for place in sorted(places))
            elif length in self._by_length:
                yield self._by_length[length]
