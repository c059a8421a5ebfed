"""The view as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import search, shown, state, wait

if TYPE_CHECKING:
    from tests.conftest import Visit


def test_outline_and_table_tell_the_same_view(visit: Visit) -> None:
    page = visit.open()
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.keyboard.press("o")
    assert page.inner_text("#text h2") == "Amazon SQS"
    page.keyboard.press("t")
    assert page.locator("#text tbody tr").count() == len(shown(page))
    page.click("#text >> text=Amazon SNS")
    assert state(page)["selected"] == "sns"
