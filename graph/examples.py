"""The example queries that teach the data; editors keep them in `ontology/examples/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Store

from graph.load import rows
from graph.namespaces import SH, compact, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import Problem
    from graph.sources import Sources
    from graph.sparql.engine import Engine

_FORMS = (SH.select, SH.ask, SH.construct, SH.describe)


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
        for iri, row in sorted(found.items(), key=lambda pair: (int(pair[1]["groupPosition"]), int(pair[1]["position"]), pair[0]))
    ]


def problems(sources: Sources) -> Iterator[Problem]:
    """The examples whose query does not parse, each with its place in the file."""
    for file in sources.files.values():
        for quad in file.quads:
            if quad.predicate in _FORMS and isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                try:
                    Store().query(quad.object.value)
                except (SyntaxError, ValueError) as error:
                    message = f"the query of {compact(quad.subject.value)} does not parse: {error}."
                    yield sources.problem(
                        file, (quad.subject, quad.predicate), message, "Line and column count from the start of the query."
                    )
