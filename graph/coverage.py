"""Which words of the notes are evidence for a claim, which claim nothing, and which are not yet understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model import Problem
from graph.namespaces import FO, OA, RDF
from graph.notes import QuoteError, Span
from graph.sources import is_default

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from graph.sources import Sources

REQUIRED = 0.99
"""The share of words that must be covered for `fanout check` to pass."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Words of one section: how many there are, carry a claim, carry none, and the ones not yet understood."""

    section: str
    words: int
    claimed: int
    furniture: int
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """Covered words over all words, 0..1."""
        return (self.claimed + self.furniture) / self.words if self.words else 1.0


def coverage(sources: Sources) -> list[Coverage]:
    """One row a section, in the order of the notes."""
    notes = sources.notes
    claimed, furniture = _spans(sources, FO.Passage), _spans(sources, FO.Furniture)
    unclaimed = set(notes.uncovered(claimed))
    missing = set(notes.uncovered([*claimed, *furniture]))
    rows = []
    for section, span in notes.sections.items():
        words = [word for word in notes.words() if span.start <= word.start < span.end]
        lost = [word for word in words if word in missing]
        bare = sum(1 for word in words if word in unclaimed)
        texts = tuple(notes.text[word.start : word.end] for word in lost)
        rows.append(Coverage(section, len(words), len(words) - bare, bare - len(lost), texts))
    return rows


def total(rows: list[Coverage]) -> float:
    """The share of covered words over all sections, 0..1."""
    words = sum(row.words for row in rows)
    return sum(row.claimed + row.furniture for row in rows) / words if words else 1.0


def coverage_problems(sources: Sources) -> list[Problem]:
    """One problem a section with words not understood, when the whole lies below what is required."""
    rows = coverage(sources)
    level = "error" if total(rows) < REQUIRED else "warning"
    return [
        Problem(
            f"ontology/claims/{row.section}.trig",
            0,
            level,
            f"{len(row.missing)} of {row.words} words of section {row.section} are in no passage: {' '.join(row.missing[:12])}.",
            "Add passages that quote them, or furniture where they claim nothing.",
        )
        for row in rows
        if row.missing
    ]


def _spans(sources: Sources, kind: NamedNode) -> list[Span]:
    """Where the quotes of all passages (or furniture) stand; quotes that are not found are left to the build to report."""
    spans: list[Span] = []
    for file in sources.files.values():
        kinds = {q.subject for q in file.quads if q.predicate == RDF.type and q.object == kind}
        prefix = {q.subject: q.object.value for q in file.quads if q.predicate == OA.prefix and is_default(q)}
        for quad in file.quads:
            if quad.predicate == OA.exact and quad.subject in kinds:
                try:
                    spans.append(sources.notes.locate(quad.object.value, prefix.get(quad.subject, "")))
                except QuoteError:
                    continue
    return spans
