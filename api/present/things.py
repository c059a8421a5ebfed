"""Everything about one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.present.parts import brief, category, kind_of, proof, statement

if TYPE_CHECKING:
    from api.present.parts import Json
    from graph.model import Relation, Thing
    from graph.store import KnowledgeGraph


def thing(kg: KnowledgeGraph, found: Thing) -> Json:
    """Everything about one thing."""
    return {
        "id": found.id,
        "iri": found.iri,
        "label": found.label,
        "type": kind_of(kg, found.kind),
        "category": category(kg, found),
        "definition": found.definition,
        "names": [{"text": name.text, "kind": name.kind} for name in found.names],
        "notations": list(found.notations),
        "relations": _groups(kg, found.id),
        "statements": [statement(kg, item) for item in kg.statements_of(found.id)],
        "named": [
            {"text": claim.name.text, "kind": claim.name.kind, "status": claim.evidence[0].status, "evidence": proof(kg, claim.evidence)}
            for claim in kg.name_claims_of(found.id)
        ],
    }


def _groups(kg: KnowledgeGraph, ident: str) -> list[Json]:
    """The relations of a thing by family, relation and direction, in the vocabulary's order of families."""
    groups: dict[tuple[str, str, str], list[Relation]] = {}
    for relation in kg.relations_of(ident):
        kind = kg.content.types[relation.type]
        direction = "out" if relation.subject == ident or kind.symmetric else "in"
        groups.setdefault((kind.family, kind.id, direction), []).append(relation)
    return [_group(kg, ident, key, groups[key]) for key in sorted(groups)]


def _group(kg: KnowledgeGraph, ident: str, key: tuple[str, str, str], relations: list[Relation]) -> Json:
    family, name, direction = key
    kind = kg.content.types[name]
    items = [
        {
            "thing": brief(kg, relation.object if relation.subject == ident else relation.subject),
            "sentence": kg.sentence(relation, ident),
            "status": relation.status,
            "evidence": proof(kg, relation.evidence),
        }
        for relation in relations
    ]
    items.sort(key=lambda item: str(item["sentence"]))
    return {
        "family": {"id": family, "label": kg.content.families[family][0]},
        "relation": {"id": name, "label": kind.label if direction == "out" else kind.inverse_label},
        "direction": direction,
        "count": len(items),
        "items": items,
    }
