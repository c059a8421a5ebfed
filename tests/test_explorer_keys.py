"""The explorer by keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.explorer import search, settled, shown, state, typed, wait

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


def test_everything_can_be_done_without_a_mouse(visit: Visit) -> None:
    """Find, walk, read, restrict, table, path, compare, link, and back."""
    page = visit.open()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.keyboard.press("n")
    page.keyboard.press("r")
    wait(page, "document.querySelector('#panel .kind')?.textContent.startsWith('relation')")
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.closest('#filters') !== null")
    page.keyboard.press("Space")
    assert sum(len(off) for off in state(page)["off"].values()) == 1
    page.keyboard.press("z")
    assert sum(len(off) for off in state(page)["off"].values()) == 0
    page.keyboard.press("t")
    assert page.locator("#text table").count() == 1
    page.keyboard.press("g")
    page.evaluate("__fanout.act.select('sqs')")
    page.keyboard.press("w")
    search(page, "Lambda")
    wait(page, "__fanout.store.state.mode === 'path'")
    page.keyboard.press("m")
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.keyboard.press("x")
    search(page, "SNS")
    wait(page, "__fanout.store.state.mode === 'compare'")
    page.keyboard.press("x")
    search(page, "Kinesis Data Streams")
    wait(page, "__fanout.store.state.compared?.length === 3")
    page.keyboard.press("s")
    wait(page, "document.getElementById('copy').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.keyboard.press("2")
    page.keyboard.press("0")
    assert state(page)["mode"] == "map"


def test_a_thing_is_moved_hidden_and_brought_back_by_keyboard(visit: Visit) -> None:
    page = visit.open("#m=ego&f=sqs&n=sns")
    page.focus("#stage")
    before = state(page)["shown"]["sns"]
    page.keyboard.press("Shift+ArrowRight")
    moved = state(page)["shown"]["sns"]
    assert (moved["x"], moved["pinned"]) == (before["x"] + 24, [before["x"], before["y"]])
    page.keyboard.press("b")
    assert (state(page)["shown"]["sns"]["x"], state(page)["shown"]["sns"]["y"]) == (before["x"], before["y"])
    page.keyboard.press("h")
    assert "sns" not in shown(page)
    page.keyboard.press("z")
    assert "sns" in shown(page)


def test_help_lists_every_key_that_does_something(visit: Visit) -> None:
    page = visit.open()
    page.keyboard.press("?")
    listed = page.eval_on_selector_all("dialog[open] kbd", "(keys) => keys.map((key) => key.textContent)")
    assert set("NPDRECHWX123MGOTLSFZ") <= {key for key in listed if len(key) == 1}
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_letters_are_letters_while_somebody_types_and_can_be_switched_off(visit: Visit) -> None:
    page = visit.open("#m=ego&f=sqs&n=sqs")
    typed(page, "mt")
    assert state(page)["mode"] == "ego"
    assert state(page)["view"] == "graph"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.click("dialog[open] input")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    assert state(page)["mode"] == "ego"


def test_nobody_zooms_to_where_nothing_is(visit: Visit) -> None:
    page = visit.open()
    scale = "__fanout.canvas.view.scale"
    for key, least, most in (("-", 0.02, 0.1), ("+", 5, 10)):
        for _ in range(40):
            page.keyboard.press(key)
        assert least <= page.evaluate(scale) <= most


@pytest.mark.parametrize(
    ("address", "button", "then"),
    [
        ("#m=ego&f=lambda&n=lambda&s=2", "#status button >> nth=0", "stage"),
        ("#m=ego&f=lambda&n=lambda", "#trail button >> nth=0", "stage"),
        ("#n=no-such-thing", "#word >> text=Close", "stage"),
        ("#v=table", "#text .views button >> nth=1", "text"),
    ],
)
def test_the_focus_stays_where_the_work_was(visit: Visit, address: str, button: str, then: str) -> None:
    """A button that is gone, or made anew, after its work leaves the focus to what it worked on."""
    page = visit.open(address)
    settled(page)
    page.focus(button)
    page.keyboard.press("Enter")
    wait(page, f"document.activeElement.id === '{then}'")


def test_a_link_that_may_not_be_copied_is_not_said_to_be(visit: Visit) -> None:
    page = visit.open()
    page.evaluate("void (navigator.clipboard.writeText = async () => { throw new Error('refused'); })")
    page.click("#copy")
    wait(page, "!document.getElementById('word').hidden")
    assert page.inner_text("#copy") == "Not copied"
    assert "address bar" in page.inner_text("#word")
    wait(page, "document.getElementById('copy').textContent === 'Copy link'")
