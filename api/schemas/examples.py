"""The shapes of the example queries."""

from __future__ import annotations

from typing import Literal

from api.schemas.parts import Labelled, Shape


class ExampleQuery(Shape):
    """One question as a sentence, as SPARQL and, where one exists, as the REST call with the same answer."""

    id: str
    iri: str
    title: str
    question: str
    sentence: str
    group: Labelled
    keywords: list[str]
    form: Literal["select", "ask", "construct", "describe"]
    query: str
    rest: str | None


class ExampleQueries(Shape):
    """All example queries, in the order of their groups."""

    total: int
    examples: list[ExampleQuery]
