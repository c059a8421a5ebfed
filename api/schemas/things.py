"""The shapes of what is told about things."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.parts import Labelled, NameKind, NameMatch, Proof, Reason, Shape, Status, ThingRef, View


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
    limit: int
    max_limit: int
    results: list[Hit]


class ScoreParts(Shape):
    """The score, 0..1, and its parts, each 0..1."""

    value: float
    directness: float
    evidence: float
    specificity: float
    proximity: float


class ScorePart(Shape):
    """A part of a score: `adds` is weight times value, and `how` the sum in figures."""

    name: Literal["directness", "evidence", "specificity", "proximity"]
    weight: float
    value: float
    adds: float
    how: str


class ScoreExplanation(BaseModel):
    """A score taken apart; score and hops are null where the things are not related within the depth."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    start: ThingRef = Field(alias="from")
    to: ThingRef
    score: float | None
    hops: int | None
    parts: list[ScorePart]
    because: list[Reason]


class RelatedThing(ThingRef):
    """A related thing with its score and the reasons for it."""

    score: ScoreParts
    hops: int
    because: list[Reason]


class RelatedThings(Shape):
    """A page of related things, best first. `complete` is false where a deep walk stopped at its bound: more things may be related."""

    input: str
    resolved: Hit
    total: int
    limit: int
    max_limit: int
    offset: int
    complete: bool
    related: list[RelatedThing]
    view: View


class ThingList(Shape):
    """A page of things, by label."""

    total: int
    limit: int
    max_limit: int
    offset: int
    things: list[ThingRef]
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
    fences: list[str]
