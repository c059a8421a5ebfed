"""Paths, drawn and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import shown, state, wait

if TYPE_CHECKING:
    from tests.conftest import Visit


def test_a_path_is_drawn_and_told_with_quotes(visit: Visit) -> None:
    page = visit.open("#p=sns+lambda+0")
    wait(page, "document.querySelector('#panel .hops blockquote') !== null")
    path = state(page)["path"]
    assert path["ends"] == ["sns", "lambda"]
    assert page.locator("#panel .hops li").count() == len(path["ways"][0])
    assert len(shown(page)) == len(path["ways"][0]) + 1
