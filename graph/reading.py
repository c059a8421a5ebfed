"""The notes as they stand, cut where passages begin and end: what a reader sees marked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graph.notes import RULER, Notes, Span

if TYPE_CHECKING:
    from graph.load import Content
    from graph.model import Passage, Section


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the notes: the shortest passage it lies in, or none; `furniture` claims nothing."""

    text: str
    start: int
    passage: Passage | None
    furniture: bool


@dataclass(frozen=True, slots=True)
class SectionReading:
    """A section cut into pieces, and how many of its words are in claims, claim nothing, or are not understood."""

    section: Section
    pieces: tuple[Piece, ...]
    words: int
    claimed: int
    furniture: int
    missing: int


def read_sections(content: Content) -> list[SectionReading]:
    """All sections in their order."""
    notes = Notes(content.text, {})
    passages = [Span(p.start, p.end) for p in content.passages]
    furniture = [Span(*place) for place in content.furniture]
    unclaimed = {w.start for w in notes.uncovered(passages)}
    missing = {w.start for w in notes.uncovered([*passages, *furniture])}
    words = [w.start for w in notes.words()]
    readings = []
    for section in content.sections.values():
        inside = [w for w in words if section.start <= w < section.end]
        bare = sum(w in unclaimed for w in inside)
        lost = sum(w in missing for w in inside)
        readings.append(SectionReading(section, tuple(_pieces(content, section)), len(inside), len(inside) - bare, bare - lost, lost))
    return readings


def _pieces(content: Content, section: Section) -> list[Piece]:
    text = content.text[section.start : section.end]
    near = [p for p in content.passages if p.start < section.end and p.end > section.start]
    plain = [Span(*f) for f in content.furniture] + [Span(section.start + m.start(), section.start + m.end()) for m in RULER.finditer(text)]
    cuts = {section.start, section.end}
    cuts |= {place for p in near for place in (p.start, p.end)} | {place for f in plain for place in (f.start, f.end)}
    edges = sorted(cut for cut in cuts if section.start <= cut <= section.end)
    pieces = []
    for start, end in pairwise(edges):
        around = [p for p in near if p.start <= start and p.end >= end]
        shortest = min(around, key=lambda p: (p.end - p.start, p.id), default=None)
        words = content.text[start:end]
        marked = shortest if any(letter.isalnum() for letter in words) else None
        pieces.append(Piece(words, start, marked, any(f.start <= start and f.end >= end for f in plain)))
    return pieces
