"""What a request to the SPARQL endpoint asks (SPARQL 1.1 Protocol, section 2.1): parameters, body, accepted formats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

from api.negotiation import preferences, quality
from graph.errors import BadQuery, RefusedQuery, UnknownTerm
from graph.formats import FORMATS, wished
from graph.sparql.query import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
DEFAULT_GRAPH, NAMED_GRAPH = "default-graph-uri", "named-graph-uri"
MAX_BODY = 6_100_000
"""Bytes of a body: a query of the longest kind, each byte written as %XX in a form."""
MAX_PAIRS = 1000
"""Parameters of a request, of which most can only be names of graphs."""

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request understood. `seconds` is the client's own wish, to be kept within the server's bound."""

    query: Query
    seconds: float | None = None


def read(query_string: bytes, content_type: str | None, body: bytes, accept: str, base: str | None) -> Asked:
    """Understand a request; `content_type` is None for GET. Raises HTTPException, BadQuery, RefusedQuery, UnknownTerm."""
    if content_type == DIRECT and not query_string:  # the common case needs no looking at parameters
        return Asked(Query(_text(body), _accepted([], accept), base=base))
    address = _pairs(query_string, "address")
    sent = [] if content_type is None else _body(content_type, body)
    _once(address, sent)
    values = [*address, *sent]
    texts = _all(values, "query")
    if _all(values, "update"):
        raise RefusedQuery("Updates are refused: this endpoint is read-only.")
    if len(texts) != 1:
        raise BadQuery(f"There must be exactly one query; there are {len(texts)}.", hint="Send it as the parameter query or as the body.")
    query = Query(texts[0], _accepted(values, accept), tuple(_all(values, DEFAULT_GRAPH)), tuple(_all(values, NAMED_GRAPH)), base)
    return Asked(query, _seconds(_all(values, "timeout")))


def _pairs(encoded: bytes, where: str) -> Pairs:
    if encoded.count(b"&") >= MAX_PAIRS:
        raise BadQuery(f"The {where} has more than {MAX_PAIRS:,} parameters.")
    try:
        return parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict") if encoded else []  # curl -d escapes nothing
    except UnicodeDecodeError:
        raise BadQuery(f"The {where} is not UTF-8, or its percent-escapes are not.") from None


def _body(content_type: str, body: bytes) -> Pairs:
    media_type, *parameters = (part.strip() for part in content_type.split(";"))
    charset = next((p.partition("=")[2].strip('"').lower() for p in parameters if p.lower().startswith("charset=")), "utf-8")
    if media_type.lower() == UPDATE:
        raise RefusedQuery("Updates are refused: this endpoint is read-only.")
    if media_type.lower() not in (FORM, DIRECT):
        raise HTTPException(415, f"Send {DIRECT} or {FORM}.", {"Accept-Post": f"{DIRECT}, {FORM}"})
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, f"A query is UTF-8, not {charset[:40]}.", {"Accept-Post": f"{DIRECT}, {FORM}"})
    if media_type.lower() == FORM:
        return _pairs(body, "form")
    return [("query", _text(body))]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadQuery("The body is not UTF-8.") from None


def _once(address: Pairs, sent: Pairs) -> None:
    for name in {name for name, _ in address} & {name for name, _ in sent}:
        raise BadQuery(f"“{name[:40]}” is both in the address and in the body.", hint="Send it in one of the two.")


def _all(values: Pairs, name: str) -> list[str]:
    return [value for key, value in values if key == name]


def _accepted(values: Pairs, accept: str) -> tuple[str, ...]:
    names = [*_all(values, "format"), *_all(values, "output")]
    if not names:
        liked = accepted_formats(accept)
        if not liked:
            raise UnknownTerm("format", accept, tuple(f.media_type for f in FORMATS))
        return liked
    found = [wished(name.strip().replace(" ", "+")) for name in names]  # rdf+xml whose plus was not escaped
    for name, known in zip(names, found, strict=True):
        if not known:
            raise UnknownTerm("format", name, tuple(f.name for f in FORMATS))
    return tuple(dict.fromkeys(f.name for known in found for f in known))


@lru_cache(maxsize=256)
def accepted_formats(accept: str) -> tuple[str, ...]:
    """Short names of the formats that an Accept header takes, best first, ours first among equals."""
    written = {media_range for media_range, _ in preferences(accept)}  # another name of a type counts only where it is written out
    scored = [(max(quality(t, accept) for t in (f.media_type, *(a for a in f.aliases if a in written))), f.name) for f in FORMATS]
    return tuple(name for score, name in sorted(scored, key=lambda pair: -pair[0]) if score > 0)


def _seconds(wishes: Sequence[str]) -> float | None:
    """The shortest time that the client wants to wait; 0 means no wish, as elsewhere."""
    try:
        asked = [float(wish) for wish in wishes]
    except ValueError:
        asked = [-1.0]
    if any(not 0 <= wish < float("inf") for wish in asked):
        raise BadQuery("“timeout” is not a number of seconds.", hint="timeout=2.5 lets the query run for two and a half seconds at most.")
    return min((wish for wish in asked if wish > 0), default=None)
