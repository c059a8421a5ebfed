"""What the pages to read share: the template engine, words with links in them, evidence, links to the same in other forms."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from api import links
from api.pages import template
from graph.namespaces import BASE, compact, local

if TYPE_CHECKING:
    import jinja2

    from graph.model import Relation
    from graph.store import KnowledgeGraph

HUES = {
    "structure": "slate",
    "dataFlow": "blue",
    "storage": "green",
    "security": "red",
    "network": "indigo",
    "operations": "orange",
    "choice": "violet",
    "architectural": "teal",
}
"""The colour of each family of relations, as in the explorer; a test compares the two."""
_SLOT = re.compile(r"(\{[so]\})")

Piece = tuple[str, str | None]
"""Words, and the id of the thing that they name and lead to, if any."""


def family_order(family: str) -> tuple[int, str]:
    """Where a family stands on a page: as in the table of colours, those that are not in it last."""
    return (list(HUES).index(family) if family in HUES else len(HUES), family)


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # pages alone wait for the template engine

    return jinja2.Environment(
        loader=jinja2.FunctionLoader(template), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def render(name: str, depth: int, **values: Any) -> str:
    """A page; `depth` says how many folders its address is below the root, so that its links hold wherever the server is mounted."""
    return _environment().get_template(name).render(root="../" * depth or "./", **values)


def pieces(kg: KnowledgeGraph, relation: Relation, start: str) -> list[Piece]:
    """The sentence of a relation, told from `start`, in pieces that lead to the things they name; `start` itself leads nowhere."""
    kind = kg.content.types[relation.type]
    told = kind.inverse_sentence if start == relation.object and start != relation.subject else kind.sentence
    named = {"{s}": relation.subject, "{o}": relation.object}
    found: list[Piece] = []
    for word in _SLOT.split(told):
        if word in named:
            ident = named[word]
            found.append((kg.label(ident), ident if ident != start else None))
        elif word:
            found.append((word, None))
    return [*found, (".", None)]


def forms(path: str) -> list[tuple[str, str]]:
    """(word, address) of the data about a resource in each format."""
    words = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML", "trig": "TriG", "nq": "N-Quads"}
    return [(words[one.name], links.data(path, one).lstrip("/")) for one in links.DOCUMENTS]


def workbench(query: str, title: str) -> str:
    """The address of the workbench with a query in it."""
    return "sparql?" + urlencode({"query": query, "title": title})


def href(kg: KnowledgeGraph, iri: str) -> str:
    """Where a resource is told of for people, without a leading slash; the IRI itself for what is not ours."""
    if not iri.startswith(BASE):
        return iri
    path = iri.removeprefix(BASE)
    return links.page(kg, path).lstrip("/") if "/" in path else path


def word(kg: KnowledgeGraph, iri: str) -> str:
    """What to call a resource: its label, else its CURIE."""
    return kg.documents.label(iri) or compact(iri)


def property_word(kg: KnowledgeGraph, iri: str) -> str:
    """What to call a property: its label, else its name in words (`topConceptOf` is “top concept of”)."""
    return kg.documents.label(iri) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local(iri)).lower()


def plain(told: list[Piece]) -> str:
    """The words of a sentence in pieces."""
    return "".join(text for text, _ in told)
