"""What everything speaks: frozen values, no behaviour beyond reading them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

NameKind = Literal["preferred", "acronym", "expansion", "other", "former", "hidden", "id"]
Status = Literal["stated", "outdated", "wrong", "vague", "correction", "clarification", "implied"]
Direction = Literal["out", "in", "both"]

BELIEVED: frozenset[Status] = frozenset({"stated", "correction", "clarification", "implied"})
"""Statuses of evidence that Fanout itself holds true."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the ontology that is not as it must be. `line` counts from 1; 0 where none can be named."""

    file: str
    line: int
    level: Literal["error", "warning"]
    message: str
    fix: str

    def __str__(self) -> str:
        """The line that compilers print and editors jump to."""
        return f"{self.file}:{self.line}: {self.level}: {self.message} Fix: {self.fix}"


@dataclass(frozen=True, slots=True)
class Name:
    """One of the names of a thing."""

    text: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Thing:
    """Anything that the notes name. `id` is the slug after `id/`; `kind` the class's local name."""

    id: str
    iri: str
    label: str
    kind: str
    category: str
    definition: str
    names: tuple[Name, ...] = ()
    notations: tuple[str, ...] = ()

    def named(self, kind: NameKind) -> tuple[str, ...]:
        """The names of one kind, in order."""
        return tuple(name.text for name in self.names if name.kind == kind)


@dataclass(frozen=True, slots=True)
class Category:
    """A region of the map."""

    id: str
    label: str
    color: str


@dataclass(frozen=True, slots=True)
class Match:
    """A thing found by a name. `score` is 0..1; `kind` says which sort of name matched, `text` the name itself."""

    thing: Thing
    text: str
    kind: NameKind
    score: float
    how: Literal["exact", "form", "prefix", "word", "typo"]


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation of the vocabulary, in plain words. The templates hold `{s}` and `{o}`; `explains` is 0..1 (see graph/paths.py);
    `denies` are the relations that a plain no says no to, its opposite first."""

    id: str
    iri: str
    label: str
    inverse: str
    inverse_label: str
    family: str
    definition: str
    sentence: str
    inverse_sentence: str
    symmetric: bool
    transitive: bool
    explains: float
    denies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim quote of the notes with its place. `start` and `end` count code points, end exclusive."""

    id: str
    iri: str
    section: str
    quote: str
    before: str
    after: str
    start: int
    end: int
    status: Status
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A correction or clarification by the editors: what they hold true, why, since when, on which basis."""

    id: str
    iri: str
    status: Status
    reason: str
    date: str
    basis: str
    corrects: str | None = None


Evidence = Passage | Remark


class Evidenced:
    """A claim that rests on evidence."""

    __slots__ = ()
    evidence: tuple[Evidence, ...]

    @property
    def status(self) -> Status:
        """The best status of its evidence: a claim that one passage states is stated."""
        return best_status(self.evidence)

    @property
    def believed(self) -> bool:
        """Whether Fanout itself holds it true."""
        return self.status in BELIEVED


@dataclass(frozen=True, slots=True)
class Relation(Evidenced):
    """One claim between two things: ids of subject, relation type and object, and all evidence for it."""

    subject: str
    type: str
    object: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement(Evidenced):
    """A claim that is a node: limit, rule, comparison, closed list, role, flow or step.

    `about` holds the ids of the things it is about, `parts` its literal and term values by local name, `sentence` the whole in English.
    """

    id: str
    iri: str
    kind: str
    about: tuple[str, ...]
    parts: dict[str, tuple[str, ...]]
    sentence: str
    evidence: tuple[Evidence, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class NameClaim:
    """A passage that says what something is called: `ENI` is an acronym of the thing `eni`."""

    thing: str
    name: Name
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the notes; `start` and `end` are code points, end exclusive."""

    id: str
    title: str
    position: int
    start: int
    end: int


_ORDER: tuple[Status, ...] = ("stated", "correction", "clarification", "implied", "vague", "outdated", "wrong")


def best_status(evidence: tuple[Evidence, ...]) -> Status:
    """The most believable status among the evidence; implied where there is none."""
    return min((item.status for item in evidence), key=_ORDER.index, default="implied")


@dataclass(frozen=True, slots=True)
class Hop:
    """One relation walked from `start` to `end`; `direction` is out when it is told from its subject."""

    relation: Relation
    start: str
    end: str

    @property
    def direction(self) -> Literal["out", "in"]:
        """Which way the relation points on this walk."""
        return "out" if self.relation.subject == self.start else "in"


@dataclass(frozen=True, slots=True)
class Score:
    """How strongly two things belong together, 0..1, and the parts it is made of, each 0..1."""

    value: float
    directness: float
    evidence: float
    specificity: float
    proximity: float


@dataclass(frozen=True, slots=True)
class Related:
    """A thing related to another: how strongly, and because of which hops. `hops` are all relations of the last step's pair for direct neighbours."""

    thing: str
    score: Score
    hops: int
    because: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A connection of two things; `cost` grows with length and with the hubs on the way."""

    hops: tuple[Hop, ...]
    cost: float
