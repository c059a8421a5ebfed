"""Statements as English sentences. A label stands for each thing; the words come from the vocabulary and the notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Label = Callable[[str], str]
Parts = Mapping[str, tuple[str, ...]]

_BOUND = {"Maximum": "at most ", "Minimum": "at least ", "Default": "", "Exactly": "", "Approximately": "about ", "Between": "from "}


def relation(template: str, subject: str, obj: str) -> str:
    """`{s} is built on {o}` with the two labels put in."""
    return f"{template.replace('{s}', subject).replace('{o}', obj)}."


def statement(kind: str, parts: Parts, label: Label) -> str:
    """One sentence for a statement of a class: Limit, Rule, Comparison, ClosedList, Role, Flow or Step."""
    return _WRITERS[kind](parts, label)


def _one(parts: Parts, name: str) -> str:
    return parts.get(name, ("",))[0]


def listed(labels: list[str], word: str = "and") -> str:
    """Labels as people list them: `a, b and c`."""
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} {word} {labels[-1]}"


def amount(parts: Parts) -> str:
    """The number of a limit with its bound and unit: `at most 256 kB`, `from 3 to 63 characters`."""
    bound, unit = _one(parts, "bound"), _one(parts, "unit")
    if "value" in parts:
        value = number(_one(parts, "value"))
        unit = _single(unit) if value == "1" else unit
        tail = " by default" if bound == "Default" else ""
        return f"{_BOUND.get(bound, '')}{value} {unit}{tail}".replace(" %", "\u202f%")
    return f"from {number(_one(parts, 'lowerValue'))} to {number(_one(parts, 'upperValue'))} {unit}"


def _single(unit: str) -> str:
    """The unit of one: `1 week`, `1 copy`, `1 Gbps`."""
    if len(unit) < 4 or not unit.endswith("s") or "/" in unit or unit.endswith("bps"):
        return unit
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit[:-1]


def number(text: str) -> str:
    """A number as people write it: 1000000 becomes 1,000,000; 18.50 becomes 18.5; very large ones get a power of ten."""
    value = float(text)
    if abs(value) >= 1e15:
        digits, _, power = f"{value:.6g}".partition("e")
        return f"{digits} × 10^{int(power)}" if power else text
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def _limit(parts: Parts, label: Label) -> str:
    scope = f" ({_one(parts, 'scope')})" if "scope" in parts else ""
    return f"{listed([label(i) for i in parts['limits']])}: {_one(parts, 'quantity')} {amount(parts)}{scope}."


def _rule(parts: Parts, label: Label) -> str:
    del label
    return _one(parts, "text")


def _comparison(parts: Parts, label: Label) -> str:
    left, right, aspect = label(_one(parts, "left")), label(_one(parts, "right")), _one(parts, "aspect")
    text = f"{aspect[:1].upper()}{aspect[1:]}: "
    if "leftValue" in parts and "rightValue" in parts:
        text += f"{left} – {_one(parts, 'leftValue')}; {right} – {_one(parts, 'rightValue')}"
    if "favors" in parts:
        sides = parts["favors"]
        ahead = "both are even" if len(sides) > 1 else f"{label(sides[0])} is ahead of {right if label(sides[0]) == left else left}"
        text += f" ({ahead})" if "leftValue" in parts else ahead
    return f"{text}."


def _closed_list(parts: Parts, label: Label) -> str:
    return f"{label(_one(parts, 'listOf'))} {label(_one(parts, 'closes'))} {listed([label(i) for i in parts['member']])}, and nothing else."


def _role(parts: Parts, label: Label) -> str:
    return f"In {label(_one(parts, 'roleIn'))}, {label(_one(parts, 'player'))} {_one(parts, 'role')}."


def _flow(parts: Parts, label: Label) -> str:
    carried = f": {_one(parts, 'carries')}" if "carries" in parts else ""
    return f"Step {_one(parts, 'position')} of {label(_one(parts, 'flowOf'))}: {label(_one(parts, 'source'))} → {label(_one(parts, 'target'))}{carried}."


def _step(parts: Parts, label: Label) -> str:
    return f"{label(_one(parts, 'stepOf'))}, step {_one(parts, 'position')}: {_one(parts, 'text')}"


_WRITERS: dict[str, Callable[[Parts, Label], str]] = {
    "Limit": _limit,
    "Rule": _rule,
    "Comparison": _comparison,
    "ClosedList": _closed_list,
    "Role": _role,
    "Flow": _flow,
    "Step": _step,
}
