"""What the shapes of the answers are made of, and the problems."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

NameKind = Literal["preferred", "acronym", "expansion", "other", "former", "hidden", "id"]
Status = Literal["stated", "outdated", "wrong", "vague", "correction", "clarification", "implied"]


class Shape(BaseModel):
    """A JSON object with just these members."""

    model_config = ConfigDict(extra="forbid")


class Labelled(Shape):
    """An id with its label."""

    id: str
    label: str


class CategoryRef(Labelled):
    """A region of the map."""

    color: str


class NameMatch(Shape):
    """The name that matched: its text, which kind of name it is, and how it matched.

    `form`: but for plural, article or the word “service”; `word`: a word of it; `typo`: nearly.
    """

    text: str
    kind: NameKind
    how: Literal["exact", "form", "prefix", "word", "typo"]


class ThingRef(Labelled):
    """A thing in one line."""

    type: Labelled
    category: CategoryRef


class CorrectionRef(Shape):
    """Why a passage is not believed as it stands."""

    id: str
    reason: str
    date: str
    basis: str


class SectionRef(Shape):
    """A part of the notes."""

    id: str
    title: str


class PassageEvidence(Shape):
    """A verbatim quote of the notes with the words around it. Start and end count code points, end exclusive."""

    kind: Literal["passage"]
    id: str
    section: SectionRef
    quote: str
    before: str
    after: str
    start: int
    end: int
    status: Status
    correction: CorrectionRef | None


class RemarkEvidence(Shape):
    """What the editors hold true, why, since when, and on which basis."""

    kind: Literal["correction", "clarification"]
    id: str
    status: Status
    reason: str
    date: str
    basis: str
    corrects: str | None


Proof = list[PassageEvidence | RemarkEvidence]


class Reason(Shape):
    """One hop of an explanation: a relation told as a sentence, with its quotes.

    `quote` is the best of them (null where only editors say it) and `passage` the id of where it stands; `evidence` holds all.
    """

    relation: str
    label: str
    family: str
    direction: Literal["out", "in"]
    start: str
    end: str
    sentence: str
    status: Status
    quote: str | None
    passage: str | None
    evidence: Proof


class View(Shape):
    """Links to this page of a list and its neighbours."""

    self: str
    next: str | None
    prev: str | None


class Candidate(Labelled):
    """A thing that a name may have meant."""

    definition: str
    match: NameMatch


class WrongParameter(Shape):
    """A parameter, such as `query.limit`, and what it takes."""

    where: str
    message: str


class ProblemDetails(BaseModel):
    """What went wrong and what helps next (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    candidates: list[Candidate] = []
    """Of an unknown or ambiguous name: the things that may have been meant."""
    known: list[str] = []
    """Of an unknown term or type: those there are."""
    hint: str = ""
    """What to do next."""
    errors: list[WrongParameter] = []
    """Of parameters that are missing or out of bounds."""
    line: int | None = None
    """Where a query does not parse, counted from 1."""
    column: int | None = None
