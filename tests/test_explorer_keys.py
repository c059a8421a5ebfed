"""The explorer by keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.explorer import search, state, wait

if TYPE_CHECKING:
    from tests.conftest import Visit


def test_walking_by_keyboard_tells_where_one_is(visit: Visit) -> None:
    page = visit.open()
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.keyboard.press("n")
    told = page.inner_text("#live")
    assert re.search(r"; neighbour \d+ of \d+, ", told)
    first = state(page)["selected"]
    page.keyboard.press("n")
    assert state(page)["selected"] not in (first, "sqs")
    page.keyboard.press("p")
    assert state(page)["selected"] == first
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("__fanout.canvas.at.get(__fanout.store.state.selected).x") < 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"


def test_help_lists_the_keys(visit: Visit) -> None:
    page = visit.open()
    page.keyboard.press("?")
    assert page.locator("dialog[open] dt").count() > 8
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
