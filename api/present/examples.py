"""Example queries as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.examples import Example


def example(found: Example) -> dict[str, Any]:
    """A question in its forms: a sentence, SPARQL, REST."""
    return {
        "id": found.id,
        "iri": found.iri,
        "title": found.title,
        "question": found.question,
        "sentence": found.sentence,
        "group": {"id": found.group, "label": found.group_title},
        "keywords": list(found.keywords),
        "form": found.form,
        "query": found.query,
        "rest": found.rest or None,
    }
