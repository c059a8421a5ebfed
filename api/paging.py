"""Pages of a list: what to show and where the pages before and after are."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

MAX_LIMIT = 200
"""Entries of a page at the most."""


def page(path: str, query: list[tuple[str, str]], total: int, limit: int, offset: int) -> dict[str, Any]:
    """What an answer says of itself as a page: total, limit with its cap, offset, and links; null where there is no such page.

    `query` holds the parameters of the request without limit and offset.
    """

    def at(start: int) -> str:
        return f"{path}?{urlencode([*query, ('limit', str(limit)), ('offset', str(start))])}"

    view = {
        "self": at(offset),
        "next": at(offset + limit) if offset + limit < total else None,
        "prev": at(max(0, offset - limit)) if offset > 0 else None,
    }
    return {"total": total, "limit": limit, "max_limit": MAX_LIMIT, "offset": offset, "view": view}


def links(view: dict[str, str | None]) -> dict[str, str]:
    """The `Link` header (RFC 8288) that says the same."""
    found = ", ".join(f'<{target}>; rel="{rel}"' for rel, target in view.items() if target and rel in ("next", "prev"))
    return {"link": found} if found else {}
