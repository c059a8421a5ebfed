"""Is that the number? A value held against the limits that the notes give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from graph import names, sentences
from graph.answers import amounts
from graph.answers.amounts import Amount
from graph.answers.verify import Finding
from graph.errors import BadRequest
from graph.terms import key
from graph.words import WORDS, singular

if TYPE_CHECKING:
    from graph.model import Statement
    from graph.store import KnowledgeGraph

ALIKE = 80
"""How alike two wordings of a quantity must be, 0..100."""
_BOUNDS = frozenset({"Maximum", "Minimum", "Default"})
"""Bounds that are not taken for one another: no default is a maximum."""
_SMALL = frozenset(WORDS.findall("a an and are as at by for from in is it of on or over per the to with"))


def verify_value(kg: KnowledgeGraph, subject: str, quantity: str, value: str) -> Finding:
    """Judge "the `quantity` of a thing is `value`", such as `message size`, `256 kB`, by the thing's id. Raises BadRequest.

    Without a quantity, or where the thing has no limit of that name, the limits of its parts and features count as well.
    """
    asked = amounts.read(value)
    if asked is None:
        raise BadRequest(f"“{value}” is no amount. Write a number and a unit, such as “256 kB”, “15 min” or “3 to 63 characters”.")
    claim = f"{kg.label(subject)}: {quantity or 'a limit'} {value}."
    limits = _limits_for(kg, subject, quantity)
    if not limits:
        return Finding("unknown", _nothing(kg, subject, quantity), claim=claim)
    bound = amounts.bound(value) or amounts.bound(quantity) or ""
    judged = [(limit, asked.same(_amount(limit))) for limit in limits if not bound or limit.parts["bound"][0] not in _BOUNDS - {bound}]
    if not judged:
        said = " ".join(dict.fromkeys(limit.sentence for limit in limits if limit.believed))
        return Finding("unknown", f"The notes give no {bound.lower()} of it. {said}", claim=claim)
    for limit, same in judged:
        if same and limit.believed:
            return Finding("supported", limit.sentence, limit.evidence, "limit", claim)
    others = [limit for limit, same in judged if same is False and limit.believed]
    comparable = [limit for limit in others if bound == "Default" or limit.parts["bound"][0] != "Default"]
    if not quantity:
        return _unnamed(kg, subject, claim, [limit for limit, _ in judged])
    if not comparable:
        return Finding("unknown", _silent(limits, others, value), claim=claim)
    former = [limit for limit, same in judged if same and not limit.believed]
    reason = " ".join(dict.fromkeys(limit.sentence for limit in comparable))
    if former:
        reason = f"The notes say so, but the passage is {former[0].status}. {reason}"
    evidence = tuple(dict.fromkeys(e for limit in (*former, *comparable) for e in limit.evidence))
    return Finding("contradicted", reason, evidence, "correction" if former else "limit", claim, tuple(c.sentence for c in comparable))


def quantities(kg: KnowledgeGraph, subject: str) -> list[str]:
    """The quantities that the notes limit of a thing, its parts and features."""
    return list(dict.fromkeys(s.parts["quantity"][0] for s in _limits_of(kg, [subject, *_within(kg, subject)])))


def _unnamed(kg: KnowledgeGraph, subject: str, claim: str, limits: list[Statement]) -> Finding:
    """No limit has the value, and which one was meant was not said."""
    known = sentences.listed(list(dict.fromkeys(limit.parts["quantity"][0] for limit in limits)))
    return Finding("unknown", f"No limit of {kg.label(subject)} has that value; name the quantity: the notes give {known}.", claim=claim)


def _silent(limits: list[Statement], defaults: list[Statement], value: str) -> str:
    """Why limits of that name do not judge a value: they only tell a default, which other values may replace, or are in other units."""
    if defaults:
        return f"The notes only give the default. {' '.join(dict.fromkeys(limit.sentence for limit in defaults))}"
    units = sentences.listed(sorted({limit.parts["unit"][0] for limit in limits if limit.believed}) or ["no unit"], "or")
    return f"The notes give it in {units}, which “{value}” cannot be compared with."


def _nothing(kg: KnowledgeGraph, subject: str, quantity: str) -> str:
    known = quantities(kg, subject)
    rest = f" They give {sentences.listed(known)}." if known else ""
    return (
        f"The notes give no limit “{quantity}” of {kg.label(subject)}.{rest}"
        if quantity
        else f"The notes give no limit of {kg.label(subject)}."
    )


def _limits_for(kg: KnowledgeGraph, subject: str, quantity: str) -> list[Statement]:
    """The limits of a thing that a quantity means; else those of its parts and features."""
    own, within = [subject], _within(kg, subject)
    for things in (own, within) if quantity else ([*own, *within],):
        limits = _limits_of(kg, things)
        found = [limit for limit in limits if not quantity or _means(quantity, limit.parts["quantity"][0])]
        exact = [limit for limit in found if key(limit.parts["quantity"][0]) == key(quantity)]
        if found:
            return exact or found
    return []


def _limits_of(kg: KnowledgeGraph, things: list[str]) -> list[Statement]:
    return [s for thing in things for s in kg.statements_of(thing) if s.kind == "Limit" and thing in s.parts["limits"]]


def _within(kg: KnowledgeGraph, subject: str) -> list[str]:
    """What is called after a thing (“SQS message”), and what these and itself consist of or offer, up to two steps away."""
    families = {name: kind.family for name, kind in kg.content.types.items()}
    called = tuple(names.key(name.text) for name in kg.content.things[subject].names if name.kind in ("preferred", "acronym"))
    after = [thing.id for thing in kg.content.things.values() if names.key(thing.label).startswith(called)]
    found = dict.fromkeys([subject, *after])
    frontier = list(found)
    for _ in range(2):
        open_ones = [thing for thing in frontier if kg.content.things[thing].kind not in kg.content.generic]
        ends = [hop.end for thing in open_ones for hop in kg.network.hops(thing) if families[hop.relation.type] == "structure"]
        frontier = [end for end in dict.fromkeys(ends) if end not in found]
        found.update(dict.fromkeys(frontier))
    del found[subject]
    return list(found)


def _means(asked: str, quantity: str) -> bool:
    """Whether the words asked for are those of a quantity, in any order, or enough of them: `price` is not yet `price of traffic to EC2`."""
    if key(asked) == key(quantity):
        return True
    asked = amounts.unbounded(asked)
    wanted = _telling(asked)
    enough = any(3 * len(wanted & part) >= len(part) > 0 for part in map(_telling, re.split("[()]", quantity)))
    return enough and fuzz.token_set_ratio(asked, quantity, processor=default_process) >= ALIKE


def _telling(text: str) -> set[str]:
    """The words of a quantity, in the singular, without those that every quantity may have."""
    return {singular(word) for word in WORDS.findall(text.casefold())} - _SMALL


def _amount(limit: Statement) -> Amount:
    parts = limit.parts
    low = float(parts["value" if "value" in parts else "lowerValue"][0])
    high = float(parts["value" if "value" in parts else "upperValue"][0])
    return Amount(low, high, parts["unit"][0])
