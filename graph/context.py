"""The JSON-LD context of the data, made from the prefix table and from what the properties of the data lead to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graph import queries
from graph.namespaces import PREFIXES, RDF, compact, local

if TYPE_CHECKING:
    from graph.sparql.engine import Engine

KEYWORDS = {"id": "@id", "type": "@type", "graph": "@graph"}
"""Keys without the @, as JavaScript and people like them. They come before terms of the same name."""
_IRI, _TEXT, _STRING = PREFIXES["rdfs"] + "Resource", RDF.langString.value, PREFIXES["xsd"] + "string"

Term = dict[str, Any]

THING: Term = {
    "iri": "@id",
    "id": None,
    "label": {"@id": PREFIXES["skos"] + "prefLabel", "@language": "en"},
    "definition": {"@id": PREFIXES["skos"] + "definition", "@language": "en"},
    **dict.fromkeys(("type", "category", "names", "notations", "relations", "statements", "named")),
}
"""What the keys of the plain JSON about a thing mean; null for those whose values are told for reading, not as triples."""


def terms(engine: Engine) -> dict[str, Term]:
    """Keys for the properties of the data, with what their values are; a property with values of several kinds has none.

    The vocabulary's own terms have their plain names; where another vocabulary has the same, its term keeps the prefix (`dcterms:source`).
    """
    sorts: dict[str, set[str]] = defaultdict(set)
    for row in engine.rows(queries.text("literal-properties")):
        known = row["datatype"]  # Virtuoso tells none of a text with a language
        sorts[row["property"].value].add(known.value if known else _TEXT)
    for row in engine.rows(queries.text("resource-properties")):
        sorts[row["property"].value].add(_IRI)
    sorts.pop(RDF.type.value, None)
    taken: dict[str, Term] = {}
    for iri in sorted(sorts, key=lambda name: (not name.startswith(PREFIXES["fo"]), name)):
        name = local(iri)
        if len(sorts[iri]) == 1 and name not in taken and name not in KEYWORDS and name not in PREFIXES and compact(iri) != iri:
            taken[name] = {"@id": compact(iri), **_values(next(iter(sorts[iri])))}
    return dict(sorted(taken.items()))


def _values(sort: str) -> Term:
    if sort == _IRI:
        return {"@type": "@id", "@container": "@set"}
    if sort == _TEXT:
        return {"@container": ["@language", "@set"]}
    if sort == _STRING:
        return {"@container": "@set"}
    return {"@type": compact(sort), "@container": "@set"}


def context(engine: Engine) -> Term:
    """The whole context: prefixes, keywords without the @, and the terms. Keywords that are prefixes too are left to the keyword."""
    prefixes = {name: namespace for name, namespace in PREFIXES.items() if name not in KEYWORDS}
    return {"@version": 1.1, "@vocab": PREFIXES["fo"], **KEYWORDS, **prefixes, **terms(engine)}
