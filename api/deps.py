"""What routes are handed: the open graph, and parameters that several of them share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Query, Request

from api.paging import MAX_LIMIT
from graph.store import KnowledgeGraph


async def _knowledge_graph(request: Request) -> KnowledgeGraph:
    # async, though nothing is awaited: FastAPI would run it in a thread, where it would wait behind the routes that work
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
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description=f"How many at the most; {MAX_LIMIT} is the cap.")]
Offset = Annotated[int, Query(ge=0, le=100_000, description="How many to leave out at the start.")]


FormatName = Annotated[str | None, Query(alias="format", max_length=40, description="Short name of a format, instead of an Accept header.")]


async def _format(format: FormatName = None) -> None:  # noqa: A002
    """Describes `format=`, which `api.rdf.wanted` takes from the request."""
    del format


NEGOTIATED = [Depends(_format)]
"""Of routes that give a resource in the format that the client likes best."""


async def _asked(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.query_params.multi_items() if name not in ("limit", "offset")]


Asked = Annotated[list[tuple[str, str]], Depends(_asked)]
"""The parameters of the request without limit and offset, for links to other pages."""
