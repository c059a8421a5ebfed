"""The shapes of the answers about two or more things."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.parts import Proof, Reason, Shape, ThingRef
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
