"""The explorer on a phone, by touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import Visit
from tests.explorer import labels, overlapping, place, settled, shown, state, wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture
def phone(browser: Browser, server_url: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)
    found = Visit(context, server_url)
    yield found
    context.close()
    assert found.foreign == []
    assert found.messages == []


def height(page: Page) -> int:
    return int(page.evaluate("document.querySelector('aside').offsetHeight"))


def test_it_starts_with_one_thing_and_its_details_below(phone: Visit) -> None:
    page = phone.open()
    assert state(page)["mode"] == "ego"
    assert overlapping(labels(page)) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    stage, panel = page.locator("#stage").bounding_box(), page.locator("#panel").bounding_box()
    assert stage
    assert panel
    assert panel["y"] >= stage["y"] + stage["height"]


def test_the_sheet_has_three_sizes(phone: Visit) -> None:
    page = phone.open()
    half = height(page)
    page.tap("#grip")
    full = height(page)
    page.tap("#grip")
    peek = height(page)
    assert peek < half < full
    x, y = 195.0, float(page.evaluate("document.getElementById('grip').getBoundingClientRect().top")) + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 260, steps=5)
    page.mouse.up()
    assert height(page) == half
    assert page.inner_text("#live") == "Details: half"


def test_what_can_be_touched_is_large_enough(phone: Visit) -> None:
    small = """[...document.querySelectorAll('button, summary, a.button, input:not([type=range])')].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[hidden]'))
      .map((one) => [one.id || one.textContent, one.getBoundingClientRect()]).filter(([, box]) => box.width && (box.height < 44 || box.width < 40)).map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    for address in ("", "#c=sqs+sns+kds", "#p=sns+lambda+0", "#e=sns|invokes|lambda", "#q=DX", "#m=ego&f=sqs&n=sqs&v=outline"):
        page = phone.open(address)
        settled(page)
        assert page.evaluate(small) == [], address
    page.tap("#filters-open")
    assert page.evaluate(small) == []


def test_a_finger_that_rests_tells_what_is_under_it(phone: Visit) -> None:
    page = phone.open("#m=ego&f=sqs-sns-fan-out&n=sqs-sns-fan-out")
    settled(page)
    x, y = place(page, "sqs")
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    wait(page, "!document.getElementById('hint').hidden")
    assert page.inner_text("#hint b") == "Amazon SQS"
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_what_the_bar_has_no_room_for_is_in_its_menu(phone: Visit) -> None:
    page = phone.open()
    page.tap("#exports summary")
    page.tap("#exports >> text=Keys and help")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    before = page.get_attribute("html", "data-theme")
    page.tap("#exports summary")
    page.tap("#exports >> text=Dark or light")
    assert page.get_attribute("html", "data-theme") != before


def touched(page: Page, x: float, y: float, *, rest: int = 0) -> None:
    """A finger on the glass for so many milliseconds."""
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    page.wait_for_timeout(rest)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def test_a_tap_after_a_long_press_chooses_what_it_touches(phone: Visit) -> None:
    page = phone.open("#m=ego&f=sqs-sns-fan-out&n=sqs-sns-fan-out")
    settled(page)
    touched(page, *place(page, "sqs"), rest=500)
    wait(page, "__fanout.store.state.selected === 'sqs'")
    assert page.inner_text("#hint b") == "Amazon SQS"
    touched(page, *place(page, "sns"))
    wait(page, "__fanout.store.state.selected === 'sns'")
    assert page.locator("#hint").is_hidden()
    assert len(state(page)["shown"]) == 5  # nothing was fanned out


def test_a_finger_that_pans_carries_the_picture_and_two_zoom_it(phone: Visit) -> None:
    page = phone.open("#m=ego&f=sqs&n=sqs")
    settled(page)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    x, y = 60.0, 330.0  # where nothing lies
    before = place(page, "sqs")
    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x + 5 * step, y - 3 * step))
    touch("touchEnd")
    after = place(page, "sqs")
    assert (round(after[0] - before[0]), round(after[1] - before[1])) == (40, -24)
    scale = page.evaluate("__fanout.canvas.view.scale")
    touch("touchStart", (x, y))
    touch("touchStart", (x, y), (x + 100, y))
    for step in range(1, 6):
        touch("touchMove", (x, y), (x + 100 + 20 * step, y))
    touch("touchEnd")
    assert page.evaluate("__fanout.canvas.view.scale") == pytest.approx(2 * scale, rel=0.02)
    assert state(page)["selected"] == "sqs"


def test_what_is_in_the_middle_is_named(phone: Visit) -> None:
    """Where its full name finds no room between the two sides, by its short one."""
    page = phone.open("#m=ego&f=redshift&n=redshift")
    settled(page)
    assert "Redshift" in {label["text"] for label in labels(page)}


def test_names_are_left_out_rather_than_cut_to_a_few_letters(phone: Visit) -> None:
    page = phone.open("#m=ego&f=lambda&n=lambda&s=2")
    settled(page)
    lines = page.evaluate("__fanout.labels.flatMap((label) => label.lines)")
    assert len(lines) > 15
    assert [line for line in lines if line.endswith("…") and len(line) < 9] == []


def test_the_bar_has_room_for_its_buttons_on_the_smallest_screen(phone: Visit) -> None:
    """At 320 pixels, which is also what is left of 1,280 at four times the size."""
    phone.page.set_viewport_size({"width": 320, "height": 568})
    page = phone.open()
    bar = page.locator(".bar").bounding_box()
    assert bar
    for part in (".bar h1", ".search", ".views", ".tools"):
        box = page.locator(part).bounding_box()
        assert box, part
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= bar["y"] + bar["height"], part


def test_nothing_lies_over_what_was_found(phone: Visit) -> None:
    page = phone.open()
    page.tap("#search")
    page.keyboard.type("sqs")
    wait(page, "document.querySelectorAll('#hits [role=option]').length > 3")
    over = page.evaluate("""[...document.querySelectorAll("#hits [role=option]")].slice(0, 4).filter((row) => {
      const { x, y, width, height } = row.getBoundingClientRect();
      return [0.2, 0.5, 0.8].some((part) => !row.contains(document.elementFromPoint(x + part * width, y + height / 2)));
    }).length""")
    assert over == 0


def test_each_thing_of_a_first_view_is_named_however_high_the_stage(phone: Visit) -> None:
    page = phone.open("#m=ego&f=sqs&n=sqs")
    for _ in range(2):
        page.tap("#grip")
    wait(page, "document.body.dataset.sheet === 'peek'")
    settled(page)
    assert shown(page) <= set(page.evaluate("__fanout.labels.map((label) => label.id)"))


def test_a_phone_fans_out_by_few(phone: Visit) -> None:
    page = phone.open("#m=ego&f=s3&n=s3")
    settled(page)
    before = shown(page)
    page.evaluate("__fanout.act.expand('sqs')")
    settled(page)
    assert 0 < len(shown(page) - before) < 10
    assert overlapping(labels(page)) == []
