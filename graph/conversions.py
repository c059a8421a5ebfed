"""Answers as what other libraries work with: networkx graphs, rdflib graphs, and tables in a notebook."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from graph.model import Passage, Path, Related, Relation

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from graph.model import Hop
    from graph.store import KnowledgeGraph

Answer = Related | Path | Relation
"""What `related`, `paths` and `relations_of` give, one by one."""


def relations_in(answers: Iterable[Answer]) -> list[Relation]:
    """The relations that answers rest on, each once, in order."""
    found: list[Relation] = []
    for answer in answers:
        found += [answer] if isinstance(answer, Relation) else [hop.relation for hop in _hops(answer)]
    return list(dict.fromkeys(found))


def _hops(answer: Related | Path) -> tuple[Hop, ...]:
    return answer.hops if isinstance(answer, Path) else answer.because


def to_networkx(kg: KnowledgeGraph, answers: Iterable[Answer] | None = None) -> nx.MultiDiGraph[str]:
    """The relations of some answers, or all believed ones, as documented at `KnowledgeGraph.to_networkx`."""
    result = kg.network.to_networkx()
    if answers is not None:
        chosen = [relation for relation in relations_in(answers) if relation.believed]
        edges: list[Any] = [(r.subject, r.object, r.type) for r in chosen]  # the stubs know no keys of multigraphs
        result = result.edge_subgraph(edges).copy()
    for ident, data in result.nodes(data=True):
        thing, (x, y) = kg.content.things[ident], kg.content.places.get(ident, (0.0, 0.0))
        data.update(label=thing.label, type=thing.kind, category=thing.category, iri=thing.iri, definition=thing.definition, x=x, y=y)
    for claims in kg.claims_by_relation.values():
        for claim in claims:
            if result.has_edge(claim.subject, claim.object, claim.type):
                data = result.edges[claim.subject, claim.object, claim.type]
                quote = next((item.quote for item in claim.evidence if isinstance(item, Passage)), "")
                data.update(family=kg.content.types[claim.type].family, sentence=kg.sentence(claim), quote=quote)
    return result


def to_rdflib(kg: KnowledgeGraph, answers: Iterable[Answer] | None = None) -> rdflib.Dataset:
    """The relations of some answers with their things and passages, or the whole dataset, as rdflib holds it."""
    from pyoxigraph import RdfFormat, serialize
    from rdflib import Dataset  # rdflib takes long to import, and only notebooks need it

    from graph.answers.subgraph import subgraph

    if answers is None:
        data = kg.engine.nquads()
    else:
        relations = relations_in(answers)
        things = {end for relation in relations for end in (relation.subject, relation.object)}
        data = serialize(subgraph(kg, things, relations, graphs=True), format=RdfFormat.N_QUADS) or b""
    dataset = Dataset(default_union=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib 7 warns of what its own parser calls
        dataset.parse(data=data, format="nquads")
    return dataset


@dataclass(frozen=True, slots=True)
class Shown:
    """Answers as a table: text where text is printed, HTML where a notebook shows it."""

    rows: tuple[tuple[str, str, str], ...]
    """What it is, because of what, and in which words of the notes."""

    def __str__(self) -> str:
        """A line for each answer."""
        return "\n".join(f"{what}: {why}" for what, why, _ in self.rows)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """A table with the quotes; everything is escaped."""
        body = "".join(f"<tr>{''.join(f'<td style=text-align:left>{escape(cell)}</td>' for cell in row)}</tr>" for row in self.rows)
        return f"<table><thead><tr><th>what</th><th>because</th><th>in the notes</th></tr></thead><tbody>{body}</tbody></table>"


def show(kg: KnowledgeGraph, answers: Iterable[Answer]) -> Shown:
    """Answers as a table for a notebook."""
    rows = []
    for answer in answers:
        relations = relations_in([answer])
        starts = {} if isinstance(answer, Relation) else {hop.relation: hop.start for hop in _hops(answer)}
        why = " ".join(kg.sentence(relation, starts.get(relation)) for relation in relations)
        quotes = [item.quote for relation in relations for item in relation.evidence if isinstance(item, Passage)]
        rows.append((_what(kg, answer), why, " · ".join(dict.fromkeys(quotes))))
    return Shown(tuple(rows))


def _what(kg: KnowledgeGraph, answer: Answer) -> str:
    if isinstance(answer, Related):
        return f"{answer.score.value:.2f} {kg.label(answer.thing)}"
    if isinstance(answer, Path):
        return f"{answer.cost:.1f} {kg.label(answer.hops[-1].end)}"
    return answer.status
