"""Any name that a person types leads to one thing, to several (ambiguous), or to suggestions (unknown).

Order: CURIE or IRI; an id that is not an acronym of several things; preferred label as written; acronym, expansion, other name, and
preferred label without its "Amazon" or "AWS"; former name; hidden label; another form of a name (plural or singular, with an article,
with "service" at the end); a prefix that ends inside a word, no acronym, and fits one thing only. Typing errors are suggestions, never answers.
Case, spaces, dots, hyphens and a leading "Amazon" or "AWS" do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from heapq import nsmallest
from math import log1p
from typing import TYPE_CHECKING

from graph.errors import AmbiguousName, UnknownName
from graph.model import Match, Name, NameKind, Thing
from graph.namespaces import PREFIXES
from graph.spellings import Spellings
from graph.words import WORDS, form, unfinished

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_LENGTH = 200
"""Characters of a name that are looked at; nothing in the graph is called longer."""

_LEVELS: tuple[frozenset[NameKind], ...] = (
    frozenset({"preferred", "acronym", "expansion", "other"}),
    frozenset({"former"}),
    frozenset({"hidden"}),
)
_WEIGHT: dict[NameKind, float] = {
    "acronym": 1.0,
    "preferred": 0.99,
    "id": 0.97,
    "other": 0.95,
    "expansion": 0.94,
    "former": 0.9,
    "hidden": 0.85,
}
_VENDOR = re.compile(r"^(amazon|amz|aws)\s+(?=\S)", re.IGNORECASE)
_PREFIX_LENGTH = 4


def key(text: str) -> str:
    """The form in which names are compared: `Amazon Route 53`, `route.53` and `route53` all give `route53`."""
    return _whole_key(_VENDOR.sub("", text.strip()[:MAX_LENGTH]))


def _whole_key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.strip()[:MAX_LENGTH]).casefold()
    return "".join(WORDS.findall(folded)) or folded


_Entry = tuple[str, str, Name, bool, int]
"""A word, the thing and its name that holds it, whether the name begins with it, and the length of the name's key."""
CROWD, SHOWN = 300, 100
"""Where more names than the first share a beginning, as many as the second are looked at: the best for that beginning."""


class Names:
    """All names of all things, indexed once. `rank` orders things that match equally well: higher first."""

    def __init__(self, things: Iterable[Thing], rank: Mapping[str, float]) -> None:
        """Index the things; takes milliseconds for a thousand of them."""
        self._things = {thing.id: thing for thing in things}
        self._rank = rank
        self._most = log1p(max(rank.values(), default=0.0)) or 1.0
        self._by_key: dict[str, list[tuple[Name, str]]] = defaultdict(list)
        self._by_form: dict[str, list[tuple[Name, str]]] = defaultdict(list)
        self._holding: dict[str, set[str]] = defaultdict(set)
        words: list[_Entry] = []
        for thing in self._things.values():
            for name in thing.names:
                whole, parts = key(name.text), WORDS.findall(name.text.casefold())
                self._by_key[whole].append((name, thing.id))
                self._by_form[form(name.text)].append((name, thing.id))
                words.append((whole, thing.id, name, True, len(whole)))
                words.extend((word, thing.id, name, False, len(whole)) for word in parts[1:])
                for word in parts:
                    self._holding[word].add(thing.id)
            self._by_key[key(thing.id)].append((Name(thing.id, "id"), thing.id))
        self._words = sorted(words, key=lambda entry: entry[0])
        self._starts = [entry[0] for entry in self._words]
        self._best: dict[str, list[_Entry]] = {}
        self._crowds("", 0, len(self._words))
        self._spellings = Spellings(k for k in self._by_key if len(k) > 2)

    def resolve(self, name: str) -> Match:
        """The one thing that `name` means. Raises AmbiguousName, UnknownName."""
        thing = self._things.get(_slug(name))
        entries = self._by_key.get(key(name), []) if name.strip() else []
        if thing is not None and (_slug(name) != name or self.handle(name) == name):
            return Match(thing, thing.id, "id", 1.0, "exact")
        whole = [(e, i) for e, i in entries if _whole_key(e.text) == _whole_key(name)]
        preferred = {i: e for e, i in whole if e.kind == "preferred"}
        vendor = {i: e for e, i in reversed(whole) if _whole_key(name) != key(name)}
        for level in (preferred, vendor, *({i: e for e, i in reversed(entries) if e.kind in kinds} for kinds in _LEVELS)):
            if level:
                return self._only(name, [self._match(i, e, "exact", 1.0) for i, e in level.items()])
        for entry, ident in entries:
            return self._match(ident, entry, "exact", 1.0)
        alike = self._by_form.get(form(name[:MAX_LENGTH]), [])
        for kinds in _LEVELS:
            if level := {i: e for e, i in reversed(alike) if e.kind in kinds}:
                return self._only(name, [self._match(i, e, "form", 1.0) for i, e in level.items()])
        return self._by_prefix(name)

    def handle(self, ident: str) -> str:
        """The shortest name that leads to a thing by its id: the id, or the CURIE where several things have it as an acronym."""
        senses = {thing for entry, thing in self._by_key.get(key(ident), ()) if entry.kind == "acronym"}
        return ident if len(senses) < 2 else f"id:{ident}"

    def _only(self, name: str, matches: list[Match]) -> Match:
        if len(matches) > 1:
            raise AmbiguousName(name, self._sorted(matches))
        return matches[0]

    def _by_prefix(self, name: str) -> Match:
        start = key(name)
        if len(start) >= _PREFIX_LENGTH:
            begun = {
                m.thing.id: m
                for m in self._prefixed(start)
                if m.how == "prefix" and m.kind != "acronym" and unfinished(name, start, _VENDOR.sub("", m.text))
            }
            if len(begun) == 1:
                return next(iter(begun.values()))
        raise UnknownName(name, self.suggest(name))

    def suggest(self, name: str, limit: int = 5) -> list[Match]:
        """Things that may have been meant, the most likely first: their names are spelt alike, or have words in common with it."""
        start = key(name)
        best: dict[str, Match] = {}
        found = self._spellings.alike(start, limit * 4)
        spelt = [(entry, ident, score) for key_, score in found for entry, ident in self._by_key[key_]]
        for entry, ident, score in [*spelt, *self._sharing(name)]:
            if entry.kind != "id" and (ident not in best or best[ident].score < score):
                best[ident] = self._match(ident, entry, "typo", score)
        return sorted(best.values(), key=lambda m: (-round(m.score, 2), -self._rank.get(m.thing.id, 0.0), m.thing.label))[:limit]

    def _sharing(self, name: str) -> Iterator[tuple[Name, str, float]]:
        """Names that hold some of the typed words, and how alike that makes them, 0.5..1: the more of both, the higher."""
        typed = {form(word) for word in WORDS.findall(name[:MAX_LENGTH]) if len(word) > 1} - {"amazon", "aws", "service", "the"}
        for word in sorted(typed):
            for _, ident, entry, _, _ in self._begun(word):
                shared = sum(len(w) for w in _forms(entry.text) & typed)
                if shared:
                    yield entry, ident, 0.5 + 0.5 * shared / max(len(key(name)), len(key(entry.text)))

    def search(self, text: str, limit: int = 10) -> list[Match]:
        """Things by what has been typed so far: exact acronym, prefix, word, then typing errors; each thing once, by score and then label."""
        start = key(text)
        if not start:
            return []
        best: dict[str, Match] = {}
        entries = [self._match(i, n, "exact", _WEIGHT[n.kind]) for n, i in self._by_key.get(start, ())]
        for match in [*entries, *self._prefixed(start), *self._worded(text)]:
            if match.thing.id not in best or best[match.thing.id].score < match.score:
                best[match.thing.id] = match
        if not best and len(start) > 2:
            best = {match.thing.id: match for match in self.suggest(text, limit)}
        return [replace(match, score=self._told(match)) for match in self._sorted(list(best.values()))[:limit]]

    def _told(self, match: Match) -> float:
        """The score by which a hit stands where it stands: how well its name fits, to a tenth, less up to 0.05 for a thing little connected."""
        return round(round(match.score, 1) - 0.05 * (1 - log1p(self._rank.get(match.thing.id, 0.0)) / self._most), 4)

    def _prefixed(self, start: str) -> list[Match]:
        """Names that begin with `start` (0.6..0.8) and names of which a word does (0.4..0.6); longer ones lower."""
        found = self._begun(start)
        return [
            self._match(i, name, "prefix" if whole else "word", _closeness(start, name, whole, size)) for _, i, name, whole, size in found
        ]

    def _worded(self, text: str) -> list[Match]:
        """Names that hold every typed word, in any order, the last one perhaps unfinished."""
        words = WORDS.findall(_VENDOR.sub("", text).casefold())
        if len(words) < 2:
            return []
        matches = []
        for first in self._with_all(words):
            for name in self._things[first].names:
                have = WORDS.findall(name.text.casefold())
                if all(any(h.startswith(w) for h in have) for w in words):
                    closeness = len("".join(words)) / max(len(key(name.text)), 1)
                    matches.append(self._match(first, name, "word", (0.4 + 0.25 * min(closeness, 1.0)) * _WEIGHT[name.kind]))
        return matches

    def _with_all(self, words: list[str]) -> list[str]:
        """Things that may hold all words, the best connected first; of a word that starts very many, only those that hold it whole."""
        sets = []
        for word in words:
            if word not in self._best:
                sets.append({entry[1] for entry in self._begun(word)})
            elif word in self._holding:
                sets.append(self._holding[word])
        found = set.intersection(*sets) if sets else set()
        if not sets or len(found) > CROWD:
            found = {entry[1] for entry in min((self._begun(word) for word in words), key=len)}
        return sorted(found, key=lambda ident: (-self._rank.get(ident, 0.0), ident))

    def _begun(self, start: str) -> list[_Entry]:
        """Names of which a word begins with `start`; where more than `CROWD` do, the best of them."""
        if start in self._best:
            return self._best[start]
        begin = bisect_left(self._starts, start)
        return self._words[begin : bisect_left(self._starts, start + "\uffff", begin)]

    def _crowds(self, start: str, begin: int, end: int) -> None:
        """Find the best of every beginning that more than `CROWD` names share, so that no search has to."""
        if end - begin <= CROWD:
            return
        if start:
            crowd = (
                (-round(_closeness(start, e[2], e[3], e[4]), 1), -self._rank.get(e[1], 0.0), n)
                for n, e in enumerate(self._words[begin:end])
            )
            self._best[start] = [self._words[begin + n] for _, _, n in nsmallest(SHOWN, crowd)]
        at = bisect_right(self._starts, start, begin, end)
        while at < end:
            longer = self._starts[at][: len(start) + 1]
            last = bisect_left(self._starts, longer + "\uffff", at, end)
            self._crowds(longer, at, last)
            at = last

    def _match(self, ident: str, name: Name, how: str, score: float) -> Match:
        return Match(self._things[ident], name.text, name.kind, round(score, 4), how)  # type: ignore[arg-type]

    def _sorted(self, matches: list[Match]) -> list[Match]:
        return sorted(matches, key=lambda m: (-round(m.score, 1), -self._rank.get(m.thing.id, 0.0), m.thing.label))


@lru_cache(maxsize=1 << 16)
def _forms(text: str) -> frozenset[str]:
    return frozenset(form(word) for word in WORDS.findall(text))


def _closeness(start: str, name: Name, whole: bool, size: int) -> float:
    """How well a beginning fits: 0.6..0.8 where the name begins with it, 0.4..0.6 where a word of it does; `size` is the name's length."""
    return ((0.6 if whole else 0.4) + 0.2 * len(start) / size) * _WEIGHT[name.kind]


def _slug(name: str) -> str:
    """The slug in a CURIE or IRI of a thing, else the name itself."""
    for start in (PREFIXES["id"], "id:"):
        if name.startswith(start):
            return name.removeprefix(start)
    return name
