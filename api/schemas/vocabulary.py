"""The shapes of the vocabulary and of the figures."""

from __future__ import annotations

from pydantic import Field

from api.schemas.parts import Labelled, Shape, Status, ThingRef


class RelationExample(Shape):
    """A believed claim that shows what a relation means; `passage` is where the quote stands, or who says it where there is none."""

    subject: ThingRef
    object: ThingRef
    sentence: str
    status: Status
    quote: str | None
    passage: str


class RelationMeaning(Labelled):
    """A relation in plain words. `{s}` and `{o}` in the sentences stand for subject and object; `explains` is what a path makes of it, 0..1."""

    iri: str
    definition: str
    family: Labelled
    inverse: Labelled
    symmetric: bool
    transitive: bool
    sentence: str
    inverse_sentence: str
    explains: float
    count: int
    examples: list[RelationExample]


class FamilyMeaning(Labelled):
    """A family of relations and how many claims are made with it."""

    definition: str
    count: int


class RelationMeanings(Shape):
    """The relations, by family and id."""

    total: int
    families: list[FamilyMeaning]
    relations: list[RelationMeaning]


class KindMeaning(Labelled):
    """A class of things, how many there are, and the best connected of them."""

    definition: str
    count: int
    examples: list[ThingRef]


class KindMeanings(Shape):
    """The classes, the fullest first."""

    total: int
    types: list[KindMeaning]


class Counted(Labelled):
    """How many of something."""

    count: int


class ThingFigures(Shape):
    """Things, and how many of each class."""

    total: int
    by_type: dict[str, int]


class RelationFigures(Shape):
    """Claims between two things; `believed` are those that Fanout holds true."""

    total: int
    believed: int
    by_family: list[Counted]
    by_status: dict[str, int]


class StatementFigures(Shape):
    """Limits, rules, comparisons and the like."""

    total: int
    by_kind: dict[str, int]


class PassageFigures(Shape):
    """Passages of the notes by status."""

    total: int
    by_status: dict[str, int]


class NotesFigures(Shape):
    """The notes; `coverage` is the share of words accounted for."""

    sections: int
    words: int
    coverage: float = Field(ge=0, le=1)


class Connected(Shape):
    """A thing with the number of its neighbours."""

    thing: ThingRef
    degree: int


class Stats(Shape):
    """How much there is of everything, and how sure it is."""

    dataset: str
    things: ThingFigures
    categories: list[Counted]
    names: dict[str, int]
    relations: RelationFigures
    statements: StatementFigures
    passages: PassageFigures
    remarks: dict[str, int]
    notes: NotesFigures
    best_connected: list[Connected]
