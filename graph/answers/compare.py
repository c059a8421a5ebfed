"""Two to five things side by side: what they share, where they differ, and what is not known. Pure; reads a `KnowledgeGraph`'s content.

Rows that separate come first: comparisons that the notes draw, then a yes against a no, then numbers, then what each is said to
be, have and suit, last what all share. "Not known" is never "no": a no needs a closed list or a plain no among the claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.model import Evidence, RelationType, Statement
    from graph.store import KnowledgeGraph

Verdict = Literal["yes", "no", "unknown", "value"]
Outcome = Literal["shared", "differing", "unknown"]
NAMED = 8
"""Things that a cell names at the most; how many more there are is said."""
Claims = dict[str, dict[str, tuple["Evidence", ...]]]
"""By the other thing: which of the things compared are so related to it, and the evidence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one thing in a row."""

    verdict: Verdict
    value: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect with a cell for each thing; `weight` says how well it separates, 0..1.

    `relation` is the relation that the row is about, told from the things compared where `way` is out; `objects` are ids of the things
    that its cells name. `favors` is the thing that the notes put ahead, if they do.
    """

    label: str
    kind: Literal["comparison", "relation", "limit"]
    cells: tuple[Cell, ...]
    weight: float
    relation: str | None = None
    way: Literal["out", "in"] = "out"
    objects: tuple[str, ...] = ()
    favors: str | None = None

    @property
    def outcome(self) -> Outcome:
        """Shared where all are known to be alike, differing where two are known to differ, else unknown."""
        known = [cell.value for cell in self.cells if cell.verdict != "unknown"]
        if len(set(known)) > 1:
            return "differing"
        return "shared" if len(known) == len(self.cells) else "unknown"


UNKNOWN = Cell("unknown", "not known")


def compare(kg: KnowledgeGraph, things: list[str]) -> list[Row]:
    """The rows for these ids, the most telling first; ties in order of labels."""
    rows = [*_comparisons(kg, things), *_relations(kg, things), *_limits(kg, things)]
    return sorted(rows, key=lambda row: (-row.weight, row.label, row.objects))


# --- what the notes compare


def _comparisons(kg: KnowledgeGraph, things: list[str]) -> Iterator[Row]:
    """One row an aspect: comparisons of pairs under one aspect are put together; what is quoted from the notes wins over what editors add."""
    aspects: dict[str, list[Statement]] = {}
    for statement in _between(kg, things):
        aspects.setdefault(statement.parts["aspect"][0].casefold(), []).append(statement)
    for statements in aspects.values():
        cells: dict[str, Cell] = {}
        for statement in sorted(statements, key=lambda s: (s.status != "stated", s.id)):
            for side in ("left", "right"):
                cells.setdefault(statement.parts[side][0], _side(statement, side))
        favored = {thing for s in statements for thing in s.parts.get("favors", ()) if len(s.parts["favors"]) == 1}
        row = tuple(cells.get(thing, UNKNOWN) for thing in things)
        missing = sum(cell.verdict == "unknown" for cell in row) / len(things)
        favors = next(iter(favored)) if len(favored) == 1 else None
        yield Row(statements[0].parts["aspect"][0], "comparison", row, 1 - 0.1 * missing, favors=favors)


def _side(statement: Statement, side: str) -> Cell:
    parts = statement.parts
    ahead = "" if "favors" not in parts else "ahead" if parts[side][0] in parts["favors"] else "behind"
    return Cell("value", parts.get(f"{side}Value", (ahead,))[0], statement.evidence)


def _between(kg: KnowledgeGraph, things: list[str]) -> list[Statement]:
    """The believed comparisons of which both sides are among the things."""
    found = {s.id: s for thing in things for s in kg.statements_of(thing) if s.kind == "Comparison" and s.believed}
    return [s for s in found.values() if s.parts["left"][0] in things and s.parts["right"][0] in things]


# --- what they are related to


def _relations(kg: KnowledgeGraph, things: list[str]) -> Iterator[Row]:
    for (name, way), claims in _claims(kg, things).items():
        kind = kg.content.types[name]
        label = kind.label if way == "out" else kind.inverse_label
        alone: Claims = {}
        for other, having in claims.items():
            cells = tuple(
                Cell("yes", "yes", having[t]) if t in having else _denied(kg, t, name, other) if way == "out" else UNKNOWN for t in things
            )
            if len(having) == 1 and not any(cell.verdict == "no" for cell in cells):
                alone[other] = having
                continue
            weight = _weight(cells) + 0.05 * kg.network.specificity(other)
            yield Row(f"{label} {kg.label(other)}", "relation", cells, weight, name, way, (other,))
        if alone:
            yield _own(kg, things, kind, way, alone)


def _claims(kg: KnowledgeGraph, things: list[str]) -> dict[tuple[str, Literal["out", "in"]], Claims]:
    """Believed relations to other things, by relation and direction; of a plain no the place is kept, with nobody having it."""
    found: dict[tuple[str, Literal["out", "in"]], Claims] = {}
    for thing in things:
        for relation in kg.relations_of(thing):
            if not relation.believed or {relation.subject, relation.object} <= set(things):
                continue
            if denied := kg.content.types[relation.type].denies:
                if relation.subject == thing:
                    found.setdefault((denied[0], "out"), {}).setdefault(relation.object, {})
                continue
            out = relation.subject == thing or kg.content.types[relation.type].symmetric
            other = relation.object if relation.subject == thing else relation.subject
            found.setdefault((relation.type, "out" if out else "in"), {}).setdefault(other, {})[thing] = relation.evidence
    return found


def _own(kg: KnowledgeGraph, things: list[str], kind: RelationType, way: Literal["out", "in"], alone: Claims) -> Row:
    """What each has of a relation that none of the others is known to have, in one row."""
    cells = []
    for thing in things:
        mine = sorted(
            (other for other, having in alone.items() if thing in having), key=lambda o: (-kg.network.specificity(o), kg.label(o))
        )
        named = [kg.label(other) for other in mine[:NAMED]]
        rest = f" and {len(mine) - NAMED} more" if len(mine) > NAMED else ""
        evidence = tuple(dict.fromkeys(item for other in mine[:NAMED] for item in alone[other][thing]))
        cells.append(Cell("value", ", ".join(named) + rest, evidence) if mine else UNKNOWN)
    known = sum(cell.verdict != "unknown" for cell in cells) / len(things)
    label = kind.label if way == "out" else kind.inverse_label
    return Row(label, "relation", tuple(cells), (0.1 + 0.6 * known) * _describing(kind), kind.id, way, tuple(alone))


def _describing(kind: RelationType) -> float:
    """How much a relation says of what a thing is like: pairs and parts in architectures little, sorts and properties most."""
    if kind.symmetric:
        return 0.3
    if kind.explains == 0 or kind.family == "structure":
        return 1.0
    return 0.4 if kind.family == "architectural" else 0.7


def _weight(cells: tuple[Cell, ...]) -> float:
    verdicts = {cell.verdict for cell in cells}
    if {"yes", "no"} <= verdicts:
        return 0.9
    if "no" in verdicts:
        return 0.6
    return 0.05 if verdicts == {"yes"} else 0.3


def _denied(kg: KnowledgeGraph, thing: str, relation: str, other: str) -> Cell:
    """A no where a claim or a closed list says so, else not known."""
    for claim in kg.relations_of(thing):
        if claim.subject == thing and claim.object == other and claim.believed and relation in kg.content.types[claim.type].denies:
            return Cell("no", "no", claim.evidence)
    closed = closing(kg, thing, relation, other)
    return Cell("no", "no", closed.evidence) if closed else UNKNOWN


def closing(kg: KnowledgeGraph, thing: str, relation: str, other: str) -> Statement | None:
    """The believed closed list that leaves `other` out of a relation of the thing, if there is one."""
    kind = kg.content.things[other].kind
    for statement in kg.statements_of(thing):
        parts = statement.parts
        if statement.kind == "ClosedList" and statement.believed and parts["listOf"][0] == thing and parts["closes"][0] == relation:
            fits = not parts.get("memberKind") or kind in parts["memberKind"]
            if fits and other not in parts["member"]:
                return statement
    return None


# --- numbers


def _limits(kg: KnowledgeGraph, things: list[str]) -> Iterator[Row]:
    found: dict[str, dict[str, list[Statement]]] = {}
    for thing in things:
        for statement in kg.statements_of(thing):
            if statement.kind == "Limit" and statement.believed and thing in statement.parts["limits"]:
                found.setdefault(statement.parts["quantity"][0], {}).setdefault(thing, []).append(statement)
    for quantity, having in found.items():
        cells = tuple(_amounts(having[thing]) if thing in having else UNKNOWN for thing in things)
        differ = len({cell.value for cell in cells if cell.verdict == "value"}) > 1
        alike = len(having) == len(things) and not differ
        yield Row(quantity, "limit", cells, 0.8 if differ else 0.1 if alike else 0.45)


def _amounts(statements: Iterable[Statement]) -> Cell:
    """All amounts of one quantity, each with its scope: `at most 1 MB/s (per shard) / …`."""
    texts = [sentences.amount(s.parts) + (f" ({s.parts['scope'][0]})" if "scope" in s.parts else "") for s in statements]
    return Cell("value", " / ".join(dict.fromkeys(texts)), tuple(e for s in statements for e in s.evidence))
