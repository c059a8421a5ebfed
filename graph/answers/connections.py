"""How two things hang together: the ways between them, what is said of both at once, and what they merely share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.paths import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.model import Hop, Path, Statement
    from graph.store import KnowledgeGraph

MOST = 5
"""Statements, and shared things, at the most."""


@dataclass(frozen=True, slots=True)
class Connections:
    """The answer to "how are they connected?". `note` says it in a sentence; `shared` pairs a hop of each to one thing."""

    start: str
    end: str
    paths: tuple[Path, ...]
    note: str
    together: tuple[Statement, ...] = ()
    shared: tuple[tuple[Hop, Hop], ...] = ()


def connect(kg: KnowledgeGraph, start: str, end: str, k: int = 3, avoid: Iterable[str] = (), without: Iterable[str] = ()) -> Connections:
    """The k best connections of two things by any names of them. Raises AmbiguousName, UnknownName, UnknownTerm."""
    shunned, closed = list(avoid), list(without)
    found = tuple(kg.paths(start, end, k, shunned, closed))
    first, last = kg.thing(start).id, kg.thing(end).id
    together = tuple(s for s in kg.statements_of(first) if last in s.about and s.believed)[:MOST] if first != last else ()
    shared = () if found or first == last else tuple(_shared(kg, first, last))[:MOST]
    return Connections(first, last, found, _note(kg, first, last, found, bool(shunned or closed), together, shared), together, shared)


def _shared(kg: KnowledgeGraph, first: str, last: str) -> list[tuple[Hop, Hop]]:
    """What both are related to, the most specific first; the choice family would only say what is mixed up with what."""
    families = {name: kind.family for name, kind in kg.content.types.items()}
    mine = {h.end: h for h in kg.network.hops(first) if families[h.relation.type] != "choice"}
    theirs = {h.end: h for h in kg.network.hops(last) if families[h.relation.type] != "choice"}
    both = sorted(mine.keys() & theirs.keys(), key=lambda thing: (-kg.network.specificity(thing), thing))
    return [(mine[thing], theirs[thing]) for thing in both]


def _note(
    kg: KnowledgeGraph,
    first: str,
    last: str,
    found: tuple[Path, ...],
    narrowed: bool,
    together: tuple[Statement, ...],
    shared: tuple[tuple[Hop, Hop], ...],
) -> str:
    one, other = kg.label(first), kg.label(last)
    if first == last:
        return f"Both names mean {one}."
    if found:
        direct = sum(len(path.hops) == 1 for path in found)
        return f"{one} and {other} are directly related." if direct else f"{one} and {other} are connected by way of other things."
    text = f"No claim of the notes connects {one} and {other} within {LONGEST} hops that explain anything."
    if narrowed:
        text += " Ask again with less to avoid."
    if together:
        text += " But something is said of both at once, see “together”."
    if shared:
        text += f" They share {kg.label(shared[0][0].end)}, which sorts them but does not connect them."
    if together or shared or narrowed:
        return text
    return f"{text} See /related/{kg.names.handle(first)} and /related/{kg.names.handle(last)} for what each has to do with."
