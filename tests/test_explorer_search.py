"""The search box of the explorer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import search, wait

if TYPE_CHECKING:
    from tests.conftest import Visit


def test_search_opens_the_thing_with_its_definition_and_its_quote(visit: Visit) -> None:
    page = visit.open()
    search(page, "fan-out")
    wait(page, "document.querySelector('#panel .definition') !== null")
    assert "Fan-out" in page.inner_text("#panel h2")
    assert len(page.inner_text("#panel .definition")) > 20
    quotes = page.eval_on_selector_all("#panel blockquote mark", "(marks) => marks.map((mark) => mark.textContent)")
    assert any("SNS + SQS: Fan Out pattern" in quote for quote in quotes)


def test_search_is_a_combobox_that_says_why_it_matched(visit: Visit) -> None:
    page = visit.open()
    page.keyboard.press("/")
    page.keyboard.type("simple queue")
    wait(page, "document.getElementById('search').getAttribute('aria-activedescendant') === 'hit-0'")
    wait(page, "document.querySelector('#hits .name')?.textContent === 'Amazon SQS'")
    assert "Simple Queue Service" in page.inner_text("#hits [aria-selected=true]")
    page.keyboard.press("Escape")
    assert page.get_attribute("#search", "aria-expanded") == "false"
    page.keyboard.press("/")
    page.keyboard.type("qqxxzzvv")
    wait(page, "document.getElementById('hits').textContent.includes('Nothing is called')")
