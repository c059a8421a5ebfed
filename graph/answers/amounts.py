"""Amounts as people write them: `256 kB`, `1 MiB`, `15 minutes`, `3 to 63 characters`; read, and compared across units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.words import singular

_NUMBER = r"\d[\d,\u202f\u00a0 ]*(?:\.\d+)?|\.\d+"
_AMOUNT = re.compile(rf"^(\D*?)({_NUMBER})(?:\s*(?:-|–|to|and)\s*({_NUMBER}))?\s*([^\d].*)?$", re.IGNORECASE)
_SIZES = {"": 1, "k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15, "e": 1e18}
_BINARY = {"ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40, "pi": 2**50, "ei": 2**60}
_SECONDS = {
    "s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "h": 3600, "hr": 3600, "hour": 3600, "d": 86400, "day": 86400,
    "week": 604_800, "month": 2_629_800, "year": 31_557_600,
}  # fmt: skip
_WORDS = {"byte": "b", "percent": "%", "usd": "us dollar", "$": "us dollar", "us$": "us dollar", "dollar": "us dollar"}
MAX_LENGTH = 60
_MINUS = re.compile(r"(?:^|\s)[-−]$")
_NOT = re.compile(r"\b(?:not|never)\b|n['’]t\b|≠|!=|other than|anything but", re.IGNORECASE)
_BOUNDS = {
    "Maximum": re.compile(
        r"\bmax(?:imum|imal)?\b|at most|up to|(?:no|not) (?:more|longer|larger) than|less than|\bunder\b|\bwithin\b|[<≤]", re.IGNORECASE
    ),
    "Minimum": re.compile(r"\bmin(?:imum|imal)?\b|at least|(?:no|not) less than|(?<!no )(?<!not )more than|\bover\b|[>≥]", re.IGNORECASE),
    "Default": re.compile(r"\bdefaults?\b|\bby default\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """One number, or a range from `low` to `high`; `unit` as written, empty where none was."""

    low: float
    high: float
    unit: str = ""

    def same(self, other: Amount) -> bool | None:
        """Whether both say the same; None where their units cannot be compared.

        A unit that is left out fits any. `kB` and `KiB` of one number are taken for the same, since few people tell them apart.
        """
        mine, theirs = measure(self.unit), measure(other.unit)
        if self.unit and other.unit and mine.dimension != theirs.dimension:
            return None
        if not self.unit or not other.unit or mine.loosely == theirs.loosely:
            return (self.low, self.high) == (other.low, other.high)
        return _near(self.low * mine.factor, other.low * theirs.factor) and _near(self.high * mine.factor, other.high * theirs.factor)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a unit measures, and how many of the base unit it is; `loosely` is one word for kB and KiB."""

    dimension: str
    factor: float
    loosely: str


def read(text: str) -> Amount | None:
    """The amount in a text of at most 60 characters; None where there is none, or only one that is denied: “not 14 days”."""
    found = _AMOUNT.match(text.strip()[:MAX_LENGTH])
    if not found:
        return None
    before, low, high, unit = found.groups()
    if _NOT.search(before) and bound(before) is None:
        return None
    sign = -1 if _MINUS.search(before.rstrip()) else 1
    return Amount(sign * _number(low), sign * _number(high or low), (unit or "").strip(" ."))


def bound(text: str) -> str | None:
    """Which bound words name, as limits call it: `at least 14 days` a Minimum, `default visibility timeout` a Default; None for no or several."""
    words = re.split(r"\d", text[:MAX_LENGTH], maxsplit=1)[0]
    found = [name for name, pattern in _BOUNDS.items() if pattern.search(words)]
    return found[0] if len(found) == 1 else None


def unbounded(text: str) -> str:
    """A text without the words of a bound: `maximum retention` is a retention."""
    for pattern in _BOUNDS.values():
        text = pattern.sub(" ", text)
    return text


def _number(text: str) -> float:
    return float(re.sub(r"[,\s]", "", text))


def measure(unit: str) -> Measure:
    """What a unit measures: data (base byte), data per second, time (base second), or the very thing that is counted."""
    word = unit.strip().casefold()
    word = _WORDS.get(_singular(word), _singular(word))
    if word in _SECONDS:
        return Measure("time", _SECONDS[word], word)
    rate = re.fullmatch(r"([kmgtpe]?)(i?)(?:bps|bit/s|b(?:yte)?/s)", word)
    if rate:
        bits = 1 / 8 if "bps" in word or "bit" in word else 1
        return Measure("data per second", _scale(rate) * bits, rate[1] + ("bit/s" if bits < 1 else "b/s"))
    size = re.fullmatch(r"([kmgtpe]?)(i?)b(?:yte)?", word)
    if size:
        return Measure("data", _scale(size), size[1] + "b")
    return Measure(word, 1, word)


def _scale(found: re.Match[str]) -> float:
    return _BINARY.get(found[1] + "i", 1) if found[2] else _SIZES[found[1]]


def _singular(word: str) -> str:
    return word if word.endswith(("/s", "bps")) else singular(word)


def _near(left: float, right: float) -> bool:
    """Equal but for rounding: within half a percent, so that 24 h is a day and 4 weeks are no month."""
    return abs(left - right) <= 0.005 * max(abs(left), abs(right))
