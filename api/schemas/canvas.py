"""The shapes of a piece of the graph for a canvas."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.parts import Shape, Status, ThingRef
from api.schemas.vocabulary import Counted


class CanvasNode(ThingRef):
    """A thing with its place on the map (map units, y downwards), its number of neighbours, and its hops from the focus."""

    acronym: str | None
    degree: int
    hops: int
    x: float
    y: float


class CanvasEdge(BaseModel):
    """A relation, believed or not, told from its subject."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    id: str
    start: str = Field(alias="from")
    to: str
    relation: str
    label: str
    family: str
    sentence: str
    status: Status


class CanvasTotals(Shape):
    """How much is in reach."""

    nodes: int
    edges: int


class CanvasRest(CanvasTotals):
    """How much of it was left out, the things by class."""

    by_type: list[Counted]


class GraphExcerpt(Shape):
    """Nodes and edges, the nearest and strongest first, and what was left out."""

    focus: list[str]
    depth: int
    limit: int
    max_limit: int
    nodes: list[CanvasNode]
    edges: list[CanvasEdge]
    total: CanvasTotals
    left_out: CanvasRest
