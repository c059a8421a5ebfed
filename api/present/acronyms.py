"""Acronyms with their senses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.present.parts import brief, proof

if TYPE_CHECKING:
    from api.present.parts import Json
    from graph.answers.acronyms import Acronym
    from graph.store import KnowledgeGraph


def acronym(kg: KnowledgeGraph, found: Acronym) -> Json:
    """An acronym and all that it can stand for, each sense with its thing and its quotes."""
    return {
        "acronym": found.text,
        "ambiguous": len(found.senses) > 1,
        "expansions": [
            {
                "text": sense.words,
                "thing": brief(kg, sense.thing),
                "definition": kg.content.things[sense.thing].definition,
                "evidence": proof(kg, sense.evidence),
            }
            for sense in found.senses
        ],
    }
