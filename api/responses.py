"""Answers as bytes: JSON by orjson, problems by RFC 9457."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson
from starlette.responses import Response

from api.problems import slug

if TYPE_CHECKING:
    from starlette.types import Scope


class Json(Response):
    """A JSON answer; takes plain dicts, lists and dataclasses."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """UTF-8, keys in the order given."""
        return orjson.dumps(content)


def instance(scope: Scope) -> str:
    """The address of a request as a problem names it: a URI reference, without the query."""
    raw: bytes | None = scope.get("raw_path")
    return quote(raw, safe="/%:@!$&'()*+,;=~") if raw else quote(scope["path"])


class Problem(Response):
    """An error that says what went wrong and what helps (RFC 9457)."""

    media_type = "application/problem+json"

    def __init__(self, status: int, title: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> None:
        """`more` are the members that help next: candidates, known, line, column, hint, errors."""
        content = {"type": f"/problems/{slug(title)}", "title": title, "status": status, "detail": detail}
        content.update({key: value for key, value in more.items() if value not in (None, ())})
        negotiated = {"vary": "Accept"} if status in (404, 406) else {}  # others get the page for who is lost, or what they accept
        super().__init__(content, status, {**negotiated, **(headers or {})})

    def render(self, content: Any) -> bytes:
        """UTF-8, keys in the order given."""
        return orjson.dumps(content)
