"""Answers that are a piece of the graph as RDF, for clients that like it better than JSON: the relations they rest on, with the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from starlette.responses import Response

from api import links, rdf
from graph.answers.subgraph import subgraph
from graph.conversions import relations_in
from graph.formats import DATASETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.requests import Request

    from graph.conversions import Answer
    from graph.store import KnowledgeGraph

MEDIA_TYPES = tuple(one.media_type for one in links.DOCUMENTS)
VARY = {"vary": "Accept"}


def asked_for(request: Request) -> bool:
    """Whether a client would rather have RDF than JSON."""
    return not rdf.prefers_json(request.headers.get("accept", "*/*"))


def piece(
    kg: KnowledgeGraph, request: Request, things: Iterable[str], answers: Iterable[Answer], headers: Mapping[str, str] = VARY
) -> Response:
    """Some things and the relations that some answers rest on, with their ends and evidence.

    A format for datasets holds each passage as a graph with its claims; the others describe each claim as an rdf:Statement with its sources.
    """
    chosen = rdf.wanted(request, links.DOCUMENTS)
    relations = relations_in(answers)
    ends = {end for relation in relations for end in (relation.subject, relation.object)}
    quads = subgraph(kg, {*things, *ends}, relations, graphs=chosen in DATASETS)
    statements = quads if chosen in DATASETS else [quad.triple for quad in quads]
    body = orjson.dumps(kg.compacted(quad.triple for quad in quads)) if chosen.name == "jsonld" else rdf.write(statements, chosen)
    return Response(body, headers={"content-type": chosen.content_type, **headers})
