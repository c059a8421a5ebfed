"""Pages of a list: what to show and where the pages before and after are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.datastructures import URL


def view(url: URL, total: int, limit: int, offset: int) -> dict[str, Any]:
    """Links to this page and its neighbours; null where there is none."""

    def at(start: int) -> str:
        there = url.include_query_params(limit=limit, offset=start)
        return f"{there.path}?{there.query}"

    return {
        "self": at(offset),
        "next": at(offset + limit) if offset + limit < total else None,
        "prev": at(max(0, offset - limit)) if offset > 0 else None,
    }
