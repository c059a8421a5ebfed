"""Which of several things to take: "choose X if …" sentences out of the rows of a comparison that separate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.answers.compare import Row
    from graph.store import KnowledgeGraph

MOST = 3
"""Rows of one sort that a sentence names at the most."""
_QUESTIONS = ("how ", "what ", "who ", "question", "after ", "at ", "before ", "in ")
"""Aspects that begin so read badly inside a sentence; their rows tell them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """When to take a thing, in one sentence, and the rows that say so."""

    thing: str
    sentence: str
    rows: tuple[Row, ...]


def choices(kg: KnowledgeGraph, things: Sequence[str], rows: Sequence[Row]) -> list[Choice]:
    """A choice for each thing that some row sets apart. Rows come best first, and so do the reasons."""
    found = []
    for place, thing in enumerate(things):
        sorts = [
            ("you care about", _cares(rows, thing, place)),
            ("you need", _needs(kg, things, rows, place)),
            ("it is for", _uses(kg, rows, place)),
            ("you want", _wants(rows, place)),
        ]
        told = [(f"{verb} {sentences.listed([text for _, text in reasons], 'or')}", reasons) for verb, reasons in sorts if reasons]
        if told:
            sentence = f"Choose {kg.label(thing)} if {', or if '.join(text for text, _ in told)}."
            found.append(Choice(thing, sentence, tuple(row for _, reasons in told for row, _ in reasons)))
    return found


Reasons = list[tuple["Row", str]]


def _cares(rows: Iterable[Row], thing: str, place: int) -> Reasons:
    """Aspects in which the notes put the thing ahead, with what it is in them."""
    ahead = [(row, row.cells[place].value) for row in rows if row.favors == thing and row.outcome == "differing"]
    return [(row, row.label + ("" if value in ("ahead", "yes") else f" ({value})")) for row, value in ahead][:MOST]


def _needs(kg: KnowledgeGraph, things: Sequence[str], rows: Iterable[Row], place: int) -> Reasons:
    """What the thing is known to have and another is known not to."""
    lacking: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if row.kind == "relation" and row.way == "out" and row.cells[place].verdict == "yes":
            without = tuple(kg.label(thing) for thing, cell in zip(things, row.cells, strict=True) if cell.verdict == "no")
            if without:
                lacking.setdefault(without, []).append(row)
    return [
        (
            row,
            f"{sentences.listed([_inside(kg, r.objects[0]) for r in found[:MOST]], 'or')}, which {sentences.listed(list(names))} "
            f"{'does' if len(names) == 1 else 'do'} not offer",
        )
        for names, found in lacking.items()
        for row in found[:1]
    ]


def _uses(kg: KnowledgeGraph, rows: Iterable[Row], place: int) -> Reasons:
    """What it suits, and the others are not known to."""
    reasons = []
    for row in rows:
        kind = kg.content.types.get(row.relation or "")
        if kind and kind.family == "choice" and not kind.symmetric and row.way == "out" and row.cells[place].verdict == "value":
            named = row.cells[place].value.split(", ")
            uses = [_inside(kg, other) for other in row.objects if kg.label(other) in named and kind.explains == 0]
            reasons += [(row, sentences.listed(uses[: MOST + 1], "or"))] if uses else []
    return reasons


def _wants(rows: Iterable[Row], place: int) -> Reasons:
    """What it is in the aspects in which neither is ahead."""
    fitting = [
        row
        for row in rows
        if row.kind == "comparison" and row.favors is None and row.outcome == "differing" and row.cells[place].verdict == "value"
        if row.cells[place].value not in ("ahead", "behind") and not row.label.startswith(_QUESTIONS)
    ]
    return [(row, f"{row.label} “{row.cells[place].value}”") for row in fitting][:MOST]


def _inside(kg: KnowledgeGraph, ident: str) -> str:
    """A thing's label inside a sentence: small where it is no name."""
    label = kg.label(ident)
    word = label.split(" ")[0]
    return label[:1].lower() + label[1:] if kg.content.things[ident].kind in kg.content.generic and word[1:].islower() else label
