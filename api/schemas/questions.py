"""The shapes of the answers about two or more things."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.parts import Labelled, Proof, Reason, Shape, ThingRef
from api.schemas.things import StatementItem


class FoundPath(Shape):
    """One connection; its cost grows with its length and with the hubs on the way."""

    cost: float
    length: int
    hops: list[Reason]


class SharedThing(Shape):
    """Something that both are related to: it sorts them, but does not connect them."""

    thing: ThingRef
    sentences: list[str]


class Paths(BaseModel):
    """Connections of two things, best first; `note` says it in a sentence."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    start: ThingRef = Field(alias="from")
    to: ThingRef
    paths: list[FoundPath]
    note: str
    together: list[StatementItem]
    shared: list[SharedThing]


class CompareCell(Shape):
    """What is known of one thing in a row."""

    verdict: Literal["yes", "no", "unknown", "value"]
    value: str
    evidence: Proof


class RowRelation(Labelled):
    """The relation that a row is about, told from the things compared where the direction is out."""

    direction: Literal["out", "in"]


class CompareRow(Shape):
    """One aspect with a cell for each thing.

    `verdict` says whether the things are known to be alike (shared) or to differ (differing), or whether it is not known (unknown);
    `weight` how well the row separates, 0..1; `favors` the thing that the notes put ahead; `objects` the things that the cells name.
    """

    label: str
    kind: Literal["comparison", "relation", "limit"]
    verdict: Literal["shared", "differing", "unknown"]
    weight: float
    favors: str | None
    relation: RowRelation | None
    objects: list[str]
    cells: list[CompareCell]


class Choice(Shape):
    """When to take a thing, in a sentence, and the places of the rows that say so."""

    thing: str
    sentence: str
    rows: list[int]


class RowCounts(Shape):
    """How many rows of each verdict."""

    differing: int
    shared: int
    unknown: int


class CompareResult(Shape):
    """Things side by side, the most telling rows first; `choose` holds the sentences of `choices`."""

    things: list[ThingRef]
    choose: list[str]
    choices: list[Choice]
    counts: RowCounts
    rows: list[CompareRow]


class MeantRelation(Labelled):
    """The relation that the word means; `inverse` where the word tells it from its object."""

    inverse: bool


class Verdict(Shape):
    """Whether a claim holds, and what decided.

    `claim` is what was asked, as a sentence; `instead` says what holds where the claim does not. Of a value `object` and `means` are null,
    of a relation `quantity` and `value`; `means` is null for a family of relations as well.
    """

    subject: ThingRef
    relation: str
    means: MeantRelation | None
    object: ThingRef | None
    quantity: str | None
    value: str | None
    claim: str
    verdict: Literal["supported", "contradicted", "unknown"]
    decided_by: Literal["claim", "chain", "plain no", "closed list", "correction", "limit", "nothing"]
    reason: str
    instead: list[str]
    evidence: Proof
