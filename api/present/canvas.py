"""A piece of the graph as nodes and edges for a canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.present.parts import brief

if TYPE_CHECKING:
    from api.present.parts import Json
    from graph.answers.excerpt import Excerpt
    from graph.model import Relation
    from graph.store import KnowledgeGraph


def excerpt(kg: KnowledgeGraph, found: Excerpt) -> Json:
    """Nodes with places on the map, edges with sentences; the totals in reach and what was left out."""
    return {
        "focus": list(found.focus),
        "nodes": [_node(kg, ident, hops) for ident, hops in found.nodes],
        "edges": [_edge(kg, relation) for relation in found.edges],
        "total": {"nodes": found.all_nodes, "edges": found.all_edges},
        "left_out": {
            "nodes": found.all_nodes - len(found.nodes),
            "edges": found.all_edges - len(found.edges),
            "by_type": [{"id": kind, "label": kg.content.kinds[kind][0], "count": count} for kind, count in found.left_out],
        },
    }


def _node(kg: KnowledgeGraph, ident: str, hops: int) -> Json:
    x, y = kg.content.places.get(ident, (0.0, 0.0))
    acronyms = kg.content.things[ident].named("acronym")
    return {
        **brief(kg, ident),
        "acronym": acronyms[0] if acronyms else None,
        "degree": kg.network.degree.get(ident, 0),
        "hops": hops,
        "x": x,
        "y": y,
    }


def _edge(kg: KnowledgeGraph, relation: Relation) -> Json:
    kind = kg.content.types[relation.type]
    return {
        "id": f"{relation.subject}|{relation.type}|{relation.object}",
        "from": relation.subject,
        "to": relation.object,
        "relation": kind.id,
        "label": kind.label,
        "family": kind.family,
        "sentence": kg.sentence(relation),
        "status": relation.status,
    }
