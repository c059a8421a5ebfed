"""What routes are handed: the open graph, and parameters that several of them share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Query, Request

from graph.store import KnowledgeGraph


def _knowledge_graph(request: Request) -> KnowledgeGraph:
    kg: KnowledgeGraph = request.app.state.kg
    return kg


Graph = Annotated[KnowledgeGraph, Depends(_knowledge_graph)]
ThingName = Annotated[
    str,
    Path(
        min_length=1,
        max_length=200,
        description="An id, CURIE, IRI, label, acronym or other name; case, spaces, dots, hyphens and a leading “Amazon” or “AWS” do not matter.",
        examples=["route53"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at the most.")]
Offset = Annotated[int, Query(ge=0, le=100_000, description="How many to leave out at the start.")]
