"""The whole graph as a file, in each format that it can be taken away in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

if TYPE_CHECKING:
    from graph.store import KnowledgeGraph

from graph.namespaces import PREFIXES


def dataset(kg: KnowledgeGraph, name: str) -> bytes:
    """The dataset as `nq` or `trig`, the belief alone as `ttl` or `jsonld`, the relations as `graphml`, or the page as `html`."""
    if name == "html":
        from api import pages

        return pages.snapshot(kg).encode("utf-8")
    if name == "nq":
        return kg.engine.nquads()
    return serialize(parse(kg.engine.nquads(), RdfFormat.N_QUADS), format=RdfFormat.TRIG, prefixes=PREFIXES) or b""
