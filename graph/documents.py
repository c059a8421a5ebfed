"""What is known of one resource, as a document: its own triples, those of its parts, those that lead to it, and labels.

A document is a concise bounded description (W3C member submission CBD) with incoming links, so that whoever looks an IRI up can
read on without a second question. It says of itself what it is about, in which dataset, under which licence, as of when.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from graph import queries
from graph.namespaces import DATASET, GRAPHS, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Literal

    from graph.sparql.engine import Engine


@dataclass(frozen=True, slots=True)
class Document:
    """The triples of a document by what they are, each part sorted; `iri` is the resource it is about."""

    iri: str
    own: tuple[Triple, ...]
    parts: tuple[Triple, ...]
    incoming: tuple[Triple, ...]
    labels: tuple[Triple, ...]
    about: tuple[Triple, ...]

    def triples(self) -> list[Triple]:
        """All of it, the resource first, each triple once."""
        return list(dict.fromkeys([*self.own, *self.parts, *self.incoming, *self.labels, *self.about]))


class Documents:
    """The documents of a dataset."""

    def __init__(self, engine: Engine) -> None:
        """Read all labels once; everything else is asked for when it is needed."""
        self._engine = engine
        self._labels: dict[NamedNode, list[Triple]] = defaultdict(list)
        for row in engine.rows(queries.text("labels")):
            self._labels[row["resource"]].append(Triple(row["resource"], row["naming"], row["label"]))

    def label(self, iri: str) -> str | None:
        """What people call a resource, if the dataset says so."""
        found = self._labels.get(NamedNode(iri))
        return found[0].object.value if found else None

    def known(self, iri: str) -> bool:
        """Whether the dataset says anything of a resource."""
        try:
            return bool(self._ask("document-own", resource=NamedNode(iri)))
        except ValueError:
            return False

    def suggestion(self, iri: str) -> str:
        """A sentence that names the resources with a label whose IRIs are spelt most alike; empty where none is."""
        near = difflib.get_close_matches(iri, [node.value for node in self._labels], n=3, cutoff=0.8)
        return f" Did you mean {' or '.join(near)}?" if near else ""

    def find(self, iri: str, page: str) -> Document | None:
        """The document about a resource, to be found at `page`; None where nothing is said of the resource, or no IRI is written so."""
        try:
            resource = NamedNode(iri)
        except ValueError:
            return None
        own = self._ask("document-own", resource=resource)
        if iri.startswith(GRAPHS):
            own = [*own, *self._ask("document-graph", resource=resource)] if own else []
        if not own:
            return None
        parts = [t for t in self._ask("document-parts", resource=resource) if t.object != resource]
        incoming = self._ask("document-incoming", resource=resource)
        about = self._ask("document-about", document=NamedNode(page), resource=resource, dataset=DATASET)
        return Document(iri, tuple(own), tuple(parts), tuple(incoming), tuple(self._mentioned([*own, *parts, *incoming])), tuple(about))

    def claims(self, iri: str) -> list[Quad]:
        """What the notes and their editors claim about a resource, or in the graph that it names, graph by graph; and where these come from."""
        resource = NamedNode(iri)
        inside = [
            Quad(row["s"], row["p"], row["o"], resource)
            for row in self._engine.rows(queries.text("document-claims"), {"resource": resource})
        ]
        found = self._engine.rows(queries.text("document-evidence"), {"resource": resource})
        around = [Quad(row["s"], row["p"], row["o"], row["graph"]) for row in found]
        sources = [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in self._ask("document-sources", resource=resource)]
        return [*sources, *sorted({*inside, *around}, key=lambda quad: (str(quad.graph_name), *_place(quad)))]

    def vocabulary(self) -> list[Triple]:
        """Everything that is said of the vocabulary and its terms."""
        return self._ask("vocabulary")

    def dataset(self) -> list[Triple]:
        """What the dataset says of itself."""
        return self._ask("dataset", dataset=DATASET)

    def _ask(self, name: str, **bindings: NamedNode | Literal) -> list[Triple]:
        return sorted(self._engine.triples(queries.text(name), bindings), key=_place)

    def _mentioned(self, triples: Iterable[Triple]) -> list[Triple]:
        terms = {term for triple in triples for term in (triple.subject, triple.predicate, triple.object) if isinstance(term, NamedNode)}
        return sorted((label for term in terms for label in self._labels.get(term, ())), key=str)


def _place(triple: Triple | Quad) -> tuple[str, bool, str]:
    """Subject by subject, its classes first."""
    return str(triple.subject), triple.predicate != RDF.type, str(triple)
