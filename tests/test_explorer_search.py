"""The search box of the explorer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import search, shown, state, typed, wait

if TYPE_CHECKING:
    from playwright.sync_api import Route

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
    typed(page, "simple queue")
    wait(page, "document.getElementById('search').getAttribute('aria-activedescendant') === 'hit-0'")
    wait(page, "document.querySelector('#hits .name')?.textContent === 'Amazon SQS'")
    assert "Simple Queue Service" in page.inner_text("#hits [aria-selected=true]")
    page.keyboard.press("Escape")
    assert page.get_attribute("#search", "aria-expanded") == "false"
    typed(page, "qqxxzzvv")
    wait(page, "document.getElementById('hits').textContent.includes('Nothing is called')")


def test_what_is_typed_is_meant_and_not_what_still_stands_in_the_list(visit: Visit) -> None:
    page = visit.open()
    typed(page, "sn")
    wait(page, "document.querySelector('#hits .name') !== null")
    page.keyboard.type("owcone")
    page.keyboard.press("Enter")
    wait(page, "document.querySelector('#panel .definition') !== null")
    assert state(page)["focus"] == "snowcone"


def test_an_answer_that_comes_when_the_box_was_left_does_not_open_the_list(visit: Visit) -> None:
    page = visit.open()
    page.keyboard.press("/")
    held: list[Route] = []
    page.route("**/search?q=kms*", lambda route: held.append(route))
    with page.expect_request("**/search?q=kms*"):
        page.keyboard.type("kms")
    page.keyboard.press("Tab")
    with page.expect_response("**/search?q=kms*") as answer:
        held[0].continue_()
    answer.value.finished()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert page.get_attribute("#search", "aria-expanded") == "false"


def test_a_typing_error_is_a_question_not_an_answer(visit: Visit) -> None:
    page = visit.open()
    typed(page, "lamdba")
    wait(page, "document.getElementById('hits').textContent.includes('Did you mean')")
    assert page.get_attribute("#search", "aria-activedescendant") is None
    page.keyboard.press("Enter")
    wait(page, "document.querySelector('#panel .found') !== null")
    assert state(page)["mode"] == "map"
    assert "Nothing is called “lamdba”" in page.inner_text("#panel h2")
    page.click("#panel .found >> text=AWS Lambda")
    assert state(page)["focus"] == "lambda"


def test_an_acronym_with_several_senses_offers_them(visit: Visit) -> None:
    page = visit.open()
    typed(page, "DX")
    wait(page, "document.getElementById('hits').textContent.includes('“DX” stands for 2 things')")
    page.keyboard.press("Enter")
    wait(page, "document.querySelector('#panel .found') !== null")
    found = page.eval_on_selector_all("#panel .found button", "(buttons) => buttons.map((button) => button.textContent)")
    assert {"AWS Direct Connect", "Developer experience"} <= set(found)
    assert page.evaluate("document.activeElement.id") == "panel"


def test_where_no_name_fits_the_notes_are_searched(visit: Visit) -> None:
    page = visit.open()
    typed(page, "thumbnail s3 event")
    page.keyboard.press("ArrowUp")
    wait(page, "document.getElementById('search').getAttribute('aria-activedescendant') === 'hit-notes'")
    page.keyboard.press("Enter")
    wait(page, "document.querySelector('#panel section blockquote mark') !== null")
    assert page.inner_text("#panel section blockquote mark").lower() == "thumbnail s3 event"
    page.click("#panel section blockquote summary")
    wait(page, "document.querySelector('#panel section blockquote details li') !== null")


def test_nothing_anywhere_says_what_to_do(visit: Visit) -> None:
    page = visit.open("#q=qqxxzzvv")
    wait(page, "document.querySelector('#panel h2')?.textContent.includes('qqxxzzvv')")
    told = page.inner_text("#panel")
    assert "Nothing is called “qqxxzzvv”" in told
    assert "fewer words" in told


def test_a_result_can_be_added_to_the_view(visit: Visit) -> None:
    page = visit.open("#m=ego&f=sqs&n=sqs")
    typed(page, "Athena")
    wait(page, "document.querySelector('#hits .name')?.textContent === 'Amazon Athena'")
    page.keyboard.press("Shift+Enter")
    assert state(page)["focus"] == "sqs"
    assert "athena" in shown(page)
