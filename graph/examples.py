"""The example queries that teach the data; editors keep them in `ontology/examples/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.load import rows
from graph.namespaces import local

if TYPE_CHECKING:
    from graph.engine import Engine


@dataclass(frozen=True, slots=True)
class Example:
    """A query with the question it answers.

    `form` is select, ask, construct or describe; `sentence` says what the answer holds; `rest` is the path of the REST call with the
    same answer, empty where there is none.
    """

    id: str
    iri: str
    title: str
    question: str
    sentence: str
    group: str
    group_title: str
    keywords: tuple[str, ...]
    form: str
    query: str
    rest: str


def examples(engine: Engine) -> list[Example]:
    """The examples of a dataset, in the order of their groups."""
    found: dict[str, dict[str, Any]] = {}
    keywords: dict[str, list[str]] = {}
    for row in rows(engine, "examples"):
        found.setdefault(row["example"], row)
        keywords.setdefault(row["example"], []).append(row["keyword"])
    return [
        Example(
            id=local(iri),
            iri=iri,
            title=row["title"],
            question=row["question"],
            sentence=row["sentence"],
            group=local(row["group"]),
            group_title=row["groupTitle"],
            keywords=tuple(keywords[iri]),
            form=local(row["how"]),
            query=row["query"],
            rest=row.get("rest", ""),
        )
        for iri, row in found.items()
    ]
