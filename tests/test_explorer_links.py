"""The address holds the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import reopened, search, state, wait

if TYPE_CHECKING:
    from tests.conftest import Visit


def test_a_link_reopens_the_same_view_and_back_works(visit: Visit) -> None:
    page = visit.open()
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.locator("#filters .row", has_text="structure").first.click()
    seen, address = state(page), page.url.removeprefix(visit.home)
    reopened(visit, address)
    assert state(page) == seen
    page.keyboard.press("m")
    assert state(page)["mode"] == "map"
    page.go_back()
    wait(page, "__fanout.store.state.mode === 'ego'")
    assert state(page) == seen


def test_a_link_to_something_that_is_gone_says_so(visit: Visit) -> None:
    page = visit.open("#n=no-such-thing")
    assert "no-such-thing" in page.inner_text("#word")
