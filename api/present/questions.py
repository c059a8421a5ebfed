"""Answers about two or more things: paths, comparisons, verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.present.parts import brief, proof, statement
from api.present.related import hop
from graph.answers.choose import choices
from graph.answers.compare import compare
from graph.answers.values import verify_value
from graph.answers.verify import verify
from graph.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.present.parts import Json
    from graph.answers.compare import Row
    from graph.answers.connections import Connections
    from graph.answers.verify import Finding
    from graph.store import KnowledgeGraph


def paths(kg: KnowledgeGraph, found: Connections) -> Json:
    """The connections of two things, what is said of both at once, and what they share where nothing connects them."""
    return {
        "from": brief(kg, found.start),
        "to": brief(kg, found.end),
        "paths": [{"cost": p.cost, "length": len(p.hops), "hops": [hop(kg, step) for step in p.hops]} for p in found.paths],
        "note": found.note,
        "together": [statement(kg, item) for item in found.together],
        "shared": [
            {"thing": brief(kg, first.end), "sentences": [kg.sentence(h.relation, h.start) for h in (first, second)]}
            for first, second in found.shared
        ],
    }


def comparison(kg: KnowledgeGraph, names: Sequence[str]) -> Json:
    """Things side by side. Raises AmbiguousName, UnknownName, and BadRequest unless two to five different things are named."""
    ids = list(dict.fromkeys(kg.thing(name).id for name in names))
    if not 2 <= len(ids) <= 5:
        raise BadRequest(f"Name two to five different things, with commas between; there are {len(ids)}.")
    rows = compare(kg, ids)
    choosing = choices(kg, ids, rows)
    return {
        "things": [brief(kg, ident) for ident in ids],
        "choose": [choice.sentence for choice in choosing],
        "choices": [{"thing": c.thing, "sentence": c.sentence, "rows": [rows.index(row) for row in c.rows]} for c in choosing],
        "counts": {outcome: sum(row.outcome == outcome for row in rows) for outcome in ("differing", "shared", "unknown")},
        "rows": [_row(kg, row) for row in rows],
    }


def _row(kg: KnowledgeGraph, row: Row) -> Json:
    kind = kg.content.types.get(row.relation or "")
    return {
        "label": row.label,
        "kind": row.kind,
        "verdict": row.outcome,
        "weight": round(row.weight, 3),
        "favors": row.favors,
        "relation": {"id": kind.id, "label": kind.label if row.way == "out" else kind.inverse_label, "direction": row.way}
        if kind
        else None,
        "objects": list(row.objects),
        "cells": [{"verdict": c.verdict, "value": c.value, "evidence": proof(kg, c.evidence)} for c in row.cells],
    }


def verdict(kg: KnowledgeGraph, subject: str, relation: str, obj: str) -> Json:
    """Whether a claim between two things holds, by their ids and a word for the relation. Raises UnknownTerm."""
    meaning = kg.terms.relation(relation)
    found = verify(kg, subject, relation, obj)
    kind = None if meaning.family else kg.content.types[next(iter(meaning.relations))]
    return {
        **_finding(kg, subject, found),
        "relation": relation,
        "means": {"id": kind.id, "label": kind.label, "inverse": meaning.inverse} if kind else None,
        "object": brief(kg, obj),
        "quantity": None,
        "value": None,
    }


def value_verdict(kg: KnowledgeGraph, subject: str, quantity: str, value: str) -> Json:
    """Whether a limit has a value. Raises BadRequest for a value that is no amount."""
    found = verify_value(kg, subject, quantity, value)
    told = _finding(kg, subject, found)
    return {**told, "relation": "limit", "means": None, "object": None, "quantity": quantity or None, "value": value}


def _finding(kg: KnowledgeGraph, subject: str, found: Finding) -> Json:
    return {
        "subject": brief(kg, subject),
        "claim": found.claim,
        "verdict": found.verdict,
        "decided_by": found.decided_by,
        "reason": found.reason,
        "instead": list(found.instead),
        "evidence": proof(kg, found.evidence),
    }
