"""What holds for every request, whatever it asks: it can be read, and what can be given once is given once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.negotiation import quality

if TYPE_CHECKING:
    from starlette.types import Scope

_NEGOTIABLE = ("application/json", "text/html")
_NAMED = (".json", ".html")
"""Endings of addresses that say themselves what they give, whatever the client would rather have."""


async def well_formed(request: Request) -> None:
    """Refuse null characters, escapes that are no UTF-8, and a parameter given twice that is no list.

    Raises HTTPException 400, RequestValidationError. Parameters that a route does not document are ignored.
    """
    query: bytes = request.scope["query_string"]
    for part, raw in (("path", request.scope.get("raw_path") or b""), ("query", query)):
        if b"%" in raw:
            _readable(part, unquote_to_bytes(raw))
    if query:
        given = Counter(name for name, _ in request.query_params.multi_items())
        _once({name: count for name, count in given.items() if count > 1}, request.scope.get("route"))


def _readable(part: str, data: bytes) -> None:
    if b"\0" in data:
        raise HTTPException(400, f"The {part} has a null character (%00), which is part of no name; leave it out.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise HTTPException(400, f"The percent-escapes of the {part} are no UTF-8; write é as %C3%A9.") from None


def _once(repeated: dict[str, int], route: Any) -> None:
    if repeated and isinstance(route, APIRoute):
        single = _single(route)
        wrong = [(name, count) for name, count in repeated.items() if name in single]
        if wrong:
            raise RequestValidationError(
                [{"type": "repeated", "loc": ("query", name), "msg": f"Given {count} times; give it once"} for name, count in wrong]
            )


def _single(route: APIRoute) -> frozenset[str]:
    """The parameters of a route that are no lists."""
    fields = get_flat_params(route.dependant)
    return frozenset(field.alias for field in fields if "list" not in str(field.field_info.annotation))


def acceptable(scope: Scope, media_type: str) -> bool:
    """Whether the client takes an answer of that type. A page or JSON can be refused; a file or a format that the address names is given to all."""
    if media_type not in _NEGOTIABLE or scope["path"].endswith(_NAMED) or b"format=" in scope["query_string"]:
        return True
    accept = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return not accept or quality(media_type, accept.decode("latin-1")) > 0
