"""The shapes of the notes and their passages."""

from __future__ import annotations

from typing import Literal

from pydantic import RootModel

from api.schemas.parts import PassageEvidence, RemarkEvidence, Shape, Status, ThingRef


class ClaimSentence(Shape):
    """One claim as a sentence, and the things it is about."""

    kind: Literal["Relation", "Name", "Limit", "Rule", "Comparison", "ClosedList", "Role", "Flow", "Step"]
    sentence: str
    things: list[ThingRef]


class SharingPassage(Shape):
    """A passage that shares words with another."""

    id: str
    quote: str
    status: Status


class ClaimingPassage(PassageEvidence):
    """A passage with all that it claims."""

    claims: list[ClaimSentence]
    covers: list[ThingRef]
    shares: list[SharingPassage]


class ClaimingRemark(RemarkEvidence):
    """A correction or clarification with all that it claims."""

    claims: list[ClaimSentence]
    covers: list[ThingRef]
    shares: list[SharingPassage]


class PassageDetails(RootModel[ClaimingPassage | ClaimingRemark]):
    """A passage, correction or clarification with all that it claims."""


class PassagePlace(Shape):
    """Where a passage stands in the notes, and how far it can be believed."""

    id: str
    start: int
    end: int
    status: Status


class SectionReading(Shape):
    """A section with its passages, and how many of its words are in claims, claim nothing, or are not understood."""

    id: str
    title: str
    start: int
    end: int
    words: int
    claimed: int
    furniture: int
    missing: int
    passages: list[PassagePlace]


class NotesReading(Shape):
    """The notes verbatim, with their sections; `coverage` is the share of words accounted for."""

    text: str
    words: int
    coverage: float
    sections: list[SectionReading]
