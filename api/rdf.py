"""Triples as the body of an answer, in the RDF format that the client likes best."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode, RdfFormat, serialize
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.negotiation import quality
from graph.formats import DATASETS, by_name, for_form
from graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Quad, Triple
    from starlette.requests import Request

    from graph.formats import Format


def wanted(request: Request, offered: Sequence[Format] = for_form("graph")) -> Format:
    """The format that `format=` names or the Accept header likes best, earlier ones first among equals. Raises HTTPException 406."""
    known = ", ".join(f"{one.name} ({one.media_type})" for one in offered)
    name = request.query_params.get("format")
    if name is not None:
        found = by_name(name)
        if found is None or found not in offered:
            raise HTTPException(406, f"There is no format “{name[:40]}” of this. There are {known}.")
        return found
    accept = request.headers.get("accept", "*/*")
    liking = {one.name: max(quality(media, accept) for media in (one.media_type, *one.aliases)) for one in offered}
    best = max(offered, key=lambda one: liking[one.name])
    if liking[best.name] == 0:
        raise HTTPException(406, f"None of the accepted types can be given. There are {known}.")
    return best


@lru_cache(maxsize=256)
def prefers_json(accept: str) -> bool:
    """Whether a client likes plain JSON at least as well as any RDF: so do those that take anything."""
    return quality("application/json", accept) >= max(quality(one.media_type, accept) for one in (*for_form("graph"), *DATASETS))


def write(statements: Iterable[Triple | Quad], chosen: Format) -> bytes:
    """Triples, or quads for a format that holds datasets, in their order, each once, with the prefixes that occur."""
    rows = list(dict.fromkeys(statements))
    assert isinstance(chosen.engine, RdfFormat)
    bare = chosen.engine in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
    body = serialize(cast("list[Triple]", rows), format=chosen.engine, prefixes=None if bare else _occurring(rows)) or b""
    return _sorted_head(body) if chosen.engine in (RdfFormat.TURTLE, RdfFormat.TRIG) else body


def answer(request: Request, triples: Iterable[Triple], headers: Mapping[str, str] | None = None) -> Response:
    """The triples in the format that was asked for."""
    chosen = wanted(request)
    return Response(write(triples, chosen), headers={"content-type": chosen.content_type, "vary": "Accept", **(headers or {})})


def _occurring(rows: Sequence[Triple | Quad]) -> dict[str, str]:
    iris = {term.value for row in rows for term in (row.subject, row.predicate, row.object) if isinstance(term, NamedNode)}
    return {name: namespace for name, namespace in PREFIXES.items() if any(iri.startswith(namespace) for iri in iris)}


def _sorted_head(body: bytes) -> bytes:
    """The engine writes prefixes in any order; ours is always the same, and an empty line follows."""
    lines = body.split(b"\n")
    count = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"\n".join([*sorted(lines[:count]), b"", *lines[count:]]) if count else body
