"""The whole graph as a file, in each format that it can be taken away in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, get_args

import orjson
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse, serialize

from graph.answers.subgraph import subgraph
from graph.errors import UnknownTerm
from graph.formats import by_name
from graph.model import Status
from graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.store import KnowledgeGraph

MEDIA_TYPES = {
    "trig": "application/trig",
    "nq": "application/n-quads",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
}
"""Formats by file ending; `html`, the stand-alone page, is made by `api.pages`."""


def media_type(name: str) -> str:
    """The media type of a format. Raises UnknownTerm."""
    if name not in MEDIA_TYPES:
        raise UnknownTerm("file format", name, [*MEDIA_TYPES, "html"])
    return MEDIA_TYPES[name]


def dataset(kg: KnowledgeGraph, name: str) -> bytes:
    """The dataset as `nq` or `trig`, the belief alone as `ttl` or `jsonld`, the relations as `graphml`, or the page as `html`."""
    if name == "html":
        from api import pages

        return pages.snapshot(kg).encode("utf-8")
    media_type(name)
    if name == "nq":
        return kg.engine.nquads()
    if name == "graphml":
        return graphml(kg)
    quads = parse(kg.engine.nquads(), RdfFormat.N_QUADS)
    if name == "trig":
        return serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""
    if name == "jsonld" and kg.content.things:  # others' data has few terms of ours, and may be too much for Python
        return orjson.dumps(kg.compacted(_believed(quads)))
    chosen = RdfFormat.TURTLE if name == "ttl" else RdfFormat.JSON_LD
    return serialize(_believed(quads), format=chosen, prefixes=PREFIXES) or b""


def view(kg: KnowledgeGraph, name: str, names: list[str], claims: list[str], without: tuple[Collection[str], Collection[str]]) -> bytes:
    """Things by their names (all where there is none) and the relations among them as `ttl` or `jsonld`, with the evidence.

    `claims` are `subject|relation|object`; where there are some, no other relation is told. `without` names families and statuses to leave out.
    Raises AmbiguousName, UnknownName, UnknownTerm.
    """
    engine = by_name(name)
    if engine is None or name not in ("ttl", "jsonld"):
        raise UnknownTerm("file format", name, ["ttl", "jsonld"])
    things = {kg.thing(one.strip()).id for one in names} or set(kg.content.things)
    families, statuses = {kg.terms.family(family) for family in without[0]}, {_status(status) for status in without[1]}
    only = set(claims)
    types = kg.content.types
    relations = [
        r
        for r in kg.content.relations
        if {r.subject, r.object} <= things
        and (f"{r.subject}|{r.type}|{r.object}" in only if only else types[r.type].family not in families and r.status not in statuses)
    ]
    quads = subgraph(kg, things, relations, graphs=name == "jsonld")
    assert isinstance(engine.engine, RdfFormat)
    return serialize(quads if name == "jsonld" else (quad.triple for quad in quads), format=engine.engine, prefixes=PREFIXES) or b""


def _status(name: str) -> str:
    known = get_args(Status)
    if name not in known:
        raise UnknownTerm("status", name, list(known))
    return name


def _believed(quads: Iterator[Quad]) -> Iterator[Triple]:
    return (quad.triple for quad in quads if quad.graph_name == DefaultGraph())


def graphml(kg: KnowledgeGraph) -> bytes:
    """The believed relations for Gephi, yEd, Cytoscape: things with names and places, edges with sentences and quotes."""
    written = io.BytesIO()
    import networkx as nx  # takes long to import

    nx.write_graphml(kg.to_networkx(), written, named_key_ids=True)
    return written.getvalue()
