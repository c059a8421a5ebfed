"""Triples as compact JSON-LD with the terms of our context. The part of the context that is used stands in the document,

so that nobody has to fetch anything to read it. Every array is an array, whatever its length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal

from graph.context import KEYWORDS
from graph.namespaces import PREFIXES, RDF, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import NamedNode, Triple

_STRING, _TEXT = PREFIXES["xsd"] + "string", RDF.langString.value


class Compactor:
    """Writes triples with the terms of one context, and remembers which of it was needed."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        """`context` as `graph.context.context` makes it."""
        self.context = context
        self.keys = {term["@id"]: name for name, term in context.items() if isinstance(term, dict)}
        self.used: set[str] = set()

    def document(self, triples: Iterable[Triple]) -> dict[str, Any]:
        """`{"@context": …, "graph": [node, …]}`, nodes in the order in which their subjects first come."""
        nodes: dict[str, dict[str, Any]] = {}
        for triple in triples:
            name = _name(triple.subject)
            node = nodes.setdefault(name, {"id": name})
            if triple.predicate == RDF.type:
                node.setdefault("type", []).append(self._class(_name(triple.object)))
            else:
                self._add(node, triple.predicate.value, triple.object)
        return {"@context": self._needed(), "graph": list(nodes.values())}

    def _class(self, iri: str) -> str:
        """A class as its plain name where it is ours, else with its prefix."""
        return iri.removeprefix(PREFIXES["fo"]) if iri.startswith(PREFIXES["fo"]) else self._curie(iri)

    def _curie(self, iri: str) -> str:
        short = compact(iri)
        prefix = short.split(":", 1)[0]
        if short == iri or prefix in KEYWORDS:
            return iri
        self.used.add(prefix)
        return short

    def _add(self, node: dict[str, Any], predicate: str, value: NamedNode | BlankNode | Literal) -> None:
        key = self.keys.get(compact(predicate))
        if key is None:
            node.setdefault(self._curie(predicate), []).append(self._value(value))
            return
        self.used.update((key, compact(predicate).split(":", 1)[0]))
        term = self.context[key]
        if "@language" in term["@container"]:
            node.setdefault(key, {}).setdefault(value.language, []).append(value.value)
        else:
            if "@type" in term:
                self.used.add(term["@type"].split(":", 1)[0])
            node.setdefault(key, []).append(value.value if isinstance(value, Literal) else _name(value))

    def _value(self, value: NamedNode | BlankNode | Literal) -> Any:
        if not isinstance(value, Literal):
            return {"id": _name(value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        return value.value if datatype == _STRING else {"@value": value.value, "@type": self._curie(datatype)}

    def _needed(self) -> dict[str, Any]:
        always = ("@version", "@vocab", *KEYWORDS)
        return {name: value for name, value in self.context.items() if name in always or name in self.used}


def _name(term: NamedNode | BlankNode) -> str:
    """What a node is called in a document."""
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value
