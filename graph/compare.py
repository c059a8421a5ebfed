"""Two to five things side by side: what is told of both, of one only, and what is not known. Pure; reads a `KnowledgeGraph`'s content.

Rows that separate come first: comparisons that the notes draw, then a yes against a no, then numbers, then what only some are
known to have, last what all share. "Not known" is never "no": a no needs a closed list or a plain no among the claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from graph import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Evidence, Statement
    from graph.store import KnowledgeGraph

Verdict = Literal["yes", "no", "unknown", "value"]
NEGATIONS = {"doesNotSupport": ("supports", "hasFeature", "hasOption"), "doesNotApplyTo": ("appliesTo",)}
"""Relations that say no, and the relations that they say no to."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one thing in a row."""

    verdict: Verdict
    value: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect with a cell for each thing; `weight` says how well it separates, 0..1."""

    label: str
    kind: Literal["comparison", "relation", "limit"]
    cells: tuple[Cell, ...]
    weight: float


UNKNOWN = Cell("unknown", "not known")


def compare(kg: KnowledgeGraph, things: list[str]) -> tuple[list[Row], list[str]]:
    """The rows for these ids, the most telling first, and a "choose X if" line for each thing that comes out ahead somewhere."""
    rows = [*_comparisons(kg, things), *_relations(kg, things), *_limits(kg, things)]
    rows.sort(key=lambda row: (-row.weight, row.label))
    return rows, list(_choose(kg, things))


def _comparisons(kg: KnowledgeGraph, things: list[str]) -> Iterator[Row]:
    for statement in _between(kg, things):
        parts = statement.parts
        cells = [UNKNOWN] * len(things)
        for side in ("left", "right"):
            ident = parts[side][0]
            ahead = "is ahead" if ident in parts.get("favors", ()) else "is behind" if "favors" in parts else ""
            cells[things.index(ident)] = Cell("value", parts.get(f"{side}Value", (ahead,))[0], statement.evidence)
        yield Row(parts["aspect"][0], "comparison", tuple(cells), 1.0)


def _between(kg: KnowledgeGraph, things: list[str]) -> list[Statement]:
    """The believed comparisons of which both sides are among the things."""
    found = {s.id: s for thing in things for s in kg.statements_of(thing) if s.kind == "Comparison" and s.believed}
    return [s for s in found.values() if s.parts["left"][0] in things and s.parts["right"][0] in things]


def _relations(kg: KnowledgeGraph, things: list[str]) -> Iterator[Row]:
    claims: dict[tuple[str, str, str], dict[str, tuple[Evidence, ...]]] = {}
    for thing in things:
        for relation in kg.relations_of(thing):
            if relation.believed and not {relation.subject, relation.object} <= set(things):
                way, other = ("out", relation.object) if relation.subject == thing else ("in", relation.subject)
                claims.setdefault((relation.type, way, other), {})[thing] = relation.evidence
    for (name, way, other), having in claims.items():
        kind = kg.content.types[name]
        if name in NEGATIONS:
            continue
        cells = tuple(
            Cell("yes", "yes", having[t]) if t in having else _denied(kg, t, name, other) if way == "out" else UNKNOWN for t in things
        )
        label = f"{kind.label if way == 'out' else kind.inverse_label} {kg.label(other)}"
        yield Row(label, "relation", cells, _weight(cells) + 0.1 * kg.network.specificity(other))


def _weight(cells: tuple[Cell, ...]) -> float:
    verdicts = {cell.verdict for cell in cells}
    if {"yes", "no"} <= verdicts:
        return 0.9
    return 0.1 if verdicts == {"yes"} else 0.4


def _denied(kg: KnowledgeGraph, thing: str, relation: str, other: str) -> Cell:
    """A no where a claim or a closed list says so, else not known."""
    for claim in kg.relations_of(thing):
        if claim.subject == thing and claim.object == other and claim.believed and relation in NEGATIONS.get(claim.type, ()):
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


def _limits(kg: KnowledgeGraph, things: list[str]) -> Iterator[Row]:
    found: dict[str, dict[str, list[Statement]]] = {}
    for thing in things:
        for statement in kg.statements_of(thing):
            if statement.kind == "Limit" and statement.believed and thing in statement.parts["limits"]:
                found.setdefault(statement.parts["quantity"][0], {}).setdefault(thing, []).append(statement)
    for quantity, having in found.items():
        cells = tuple(
            Cell("value", " / ".join(sentences.amount(s.parts) for s in having[t]), tuple(e for s in having[t] for e in s.evidence))
            if t in having
            else UNKNOWN
            for t in things
        )
        yield Row(quantity, "limit", cells, 0.8 if len(having) > 1 else 0.45)


def _choose(kg: KnowledgeGraph, things: list[str]) -> Iterator[str]:
    for thing in things:
        ahead = [s.parts["aspect"][0] for s in _between(kg, things) if s.parts.get("favors") == (thing,)]
        if ahead:
            yield f"Choose {kg.label(thing)} if this decides: {'; '.join(sorted(ahead))}."
