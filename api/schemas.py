"""The shapes of the answers, for the OpenAPI document. Tests hold every real answer against them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

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
    """The name that matched: its text, which kind of name it is, and how it matched."""

    text: str
    kind: NameKind
    how: Literal["exact", "prefix", "word", "typo"]


class ThingRef(Labelled):
    """A thing in one line."""

    type: Labelled
    category: CategoryRef


class Hit(ThingRef):
    """A search result."""

    definition: str
    match: NameMatch
    score: float


class Resolved(Hit):
    """The one thing that a name means."""

    input: str


class SearchResults(Shape):
    """Search results, best first."""

    query: str
    results: list[Hit]


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
    """One hop of an explanation: a relation told as a sentence, with its quotes."""

    relation: str
    label: str
    family: str
    direction: Literal["out", "in"]
    start: str
    end: str
    sentence: str
    status: Status
    evidence: Proof


class ScoreParts(Shape):
    """The score, 0..1, and its parts, each 0..1."""

    value: float
    directness: float
    evidence: float
    specificity: float
    proximity: float


class RelatedThing(ThingRef):
    """A related thing with its score and the reasons for it."""

    score: ScoreParts
    hops: int
    because: list[Reason]


class View(Shape):
    """Links to this page of a list and its neighbours."""

    self: str
    next: str | None
    prev: str | None


class RelatedThings(Shape):
    """A page of related things, best first."""

    input: str
    resolved: Hit
    total: int
    limit: int
    offset: int
    related: list[RelatedThing]
    view: View


class NameRef(Shape):
    """A name of a thing."""

    text: str
    kind: NameKind


class RelationItem(Shape):
    """One relation of a thing, told from it."""

    thing: ThingRef
    sentence: str
    status: Status
    evidence: Proof


class RelationGroup(Shape):
    """Relations of one kind and direction."""

    family: Labelled
    relation: Labelled
    direction: Literal["out", "in"]
    count: int
    items: list[RelationItem]


class StatementItem(Shape):
    """A limit, rule, comparison, closed list, role, flow or step. Parts hold its terms and values by name."""

    id: str
    kind: Literal["Limit", "Rule", "Comparison", "ClosedList", "Role", "Flow", "Step"]
    sentence: str
    status: Status
    parts: dict[str, list[str]]
    evidence: Proof


class NamedItem(Shape):
    """A passage that says what the thing is called."""

    text: str
    kind: NameKind
    status: Status
    evidence: Proof


class ThingDetails(ThingRef):
    """Everything about one thing."""

    iri: str
    definition: str
    names: list[NameRef]
    notations: list[str]
    relations: list[RelationGroup]
    statements: list[StatementItem]
    named: list[NamedItem]


class Health(Shape):
    """The server answers; over which data."""

    status: Literal["ok"]
    dataset: str
    version: str
    things: int
    relations: int
    statements: int
    passages: int


class Candidate(Labelled):
    """A thing that a name may have meant."""

    definition: str
    match: NameMatch


class ProblemDetails(BaseModel):
    """What went wrong and what helps next (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    candidates: list[Candidate] = []
    known: list[str] = []


class FoundPath(Shape):
    """One connection; its cost grows with its length and with the hubs on the way."""

    cost: float
    length: int
    hops: list[Reason]


class Paths(BaseModel):
    """Connections of two things, best first."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    start: ThingRef = Field(alias="from")
    to: ThingRef
    paths: list[FoundPath]


class CompareCell(Shape):
    """What is known of one thing in a row."""

    verdict: Literal["yes", "no", "unknown", "value"]
    value: str
    evidence: Proof


class CompareRow(Shape):
    """One aspect with a cell for each thing."""

    label: str
    kind: Literal["comparison", "relation", "limit"]
    weight: float
    cells: list[CompareCell]


class CompareResult(Shape):
    """Things side by side, the most telling rows first."""

    things: list[ThingRef]
    choose: list[str]
    rows: list[CompareRow]


class Verdict(Shape):
    """Whether a claim holds, and what decided."""

    subject: ThingRef
    relation: str
    object: ThingRef
    verdict: Literal["supported", "contradicted", "unknown"]
    reason: str
    evidence: Proof


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


def answers(model: type[BaseModel], *, named: bool = False) -> dict[int | str, dict[str, Any]]:
    """The documented answers of a route: its model, and problems; `named` routes may not know a name or find several things."""
    problem = {"model": ProblemDetails, "content": {"application/problem+json": {}}}
    found: dict[int | str, dict[str, Any]] = {
        200: {"model": model},
        400: {**problem, "description": "A term is unknown."},
        422: {**problem, "description": "A parameter is out of bounds."},
    }
    if named:
        found[404] = {**problem, "description": "Nothing has that name; `candidates` are spelt alike."}
        found[409] = {**problem, "description": "Several things have that name; `candidates` are they."}
    return found
