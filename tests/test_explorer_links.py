"""The address holds the view and reopens it exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.explorer import linked, reopened, search, settled, shown, state, wait

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Visit

WORK = {
    "a thing on the map": "__fanout.act.select('s3')",
    "a relation": "__fanout.act.read('sns|invokes|lambda')",
    "around a thing, two steps": "__fanout.act.focus('sqs', 2)",
    "fanned out and hidden": "__fanout.act.focus('sqs'); __fanout.act.expand('lambda'); __fanout.act.hide('sns')",
    "moved on the map": "__fanout.act.move('s3', { x: 10, y: 20 }); __fanout.act.select('s3')",
    "moved around a thing": "__fanout.act.focus('sqs'); __fanout.act.move('sns', { x: -321, y: 123 })",
    "a path, the second way, moved": "__fanout.act.path('s3', 'athena', 1); __fanout.act.move('s3', { x: -400, y: 5 })",
    "three compared": "__fanout.act.compare(['sqs', 'sns', 'kds']); __fanout.act.select('s3')",
    "a name looked for": "__fanout.act.ask('DX')",
    "filters and a view": "__fanout.store.set({ view: 'relations', off: { family: ['structure'], status: ['outdated'], type: ['Concept'], category: [] } })",
}


def camera(page: Page) -> Any:
    return page.evaluate("JSON.parse(JSON.stringify(__fanout.canvas.view))")


@pytest.mark.parametrize("work", WORK.values(), ids=WORK.keys())
def test_a_link_reopens_the_same_view(visit: Visit, work: str) -> None:
    page = visit.open()
    page.evaluate(work)
    address = linked(visit)
    seen, things = state(page), shown(page)
    reopened(visit, address)
    assert state(page) == seen
    assert shown(page) == things
    assert page.url.removeprefix(visit.home) == address


def test_a_link_reopens_where_the_camera_stood(visit: Visit) -> None:
    page = visit.open("#n=s3")
    page.mouse.move(700, 400)
    page.mouse.wheel(0, -300)
    page.mouse.down()
    page.mouse.move(640, 380, steps=4)
    page.mouse.up()
    address = linked(visit)
    assert "z=" in address
    seen = camera(page)
    reopened(visit, address)
    found = camera(page)
    assert {key: round(found[key], 1) for key in seen} == pytest.approx({key: round(seen[key], 1) for key in seen}, abs=1)


def test_back_and_forward_work(visit: Visit) -> None:
    page = visit.open()
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.locator("#filters .row", has_text="structure").first.click()
    filtered = state(page)
    page.evaluate("__fanout.act.compare(['sqs', 'sns'])")
    compared = state(page)
    page.keyboard.press("m")
    page.go_back()
    wait(page, "__fanout.store.state.mode === 'compare'")
    assert state(page) == compared
    page.go_back()
    wait(page, "__fanout.store.state.mode === 'ego'")
    assert state(page) == filtered
    page.go_forward()
    wait(page, "__fanout.store.state.mode === 'compare'")
    assert state(page) == compared


def test_a_link_to_something_that_is_gone_says_so_and_looks_for_it(visit: Visit) -> None:
    page = visit.open("#n=simple-queue-servise")
    assert "simple-queue-servise" in page.inner_text("#word")
    page.click("#word >> text=Look for it")
    wait(page, "document.querySelector('#panel .found') !== null")
    assert "Amazon SQS" in page.inner_text("#panel .found")


@pytest.mark.parametrize(
    "address", ["#m=ego", "#m=path&p=sqs", "#c=sqs", "#at=x_1_2", "#z=a_b_c", "#e=a|b|c", "#v=none&s=99&xt=%00", "#%E0%A4%A"]
)
def test_a_broken_link_opens_the_map(visit: Visit, address: str) -> None:
    page = visit.open(address)
    assert state(page)["mode"] == "map"
    assert len(shown(page)) > 800


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("#p=api-gateway+dynamodb+-1", "path"),
        ("#p=api-gateway+dynamodb+1.5", "path"),
        ("#m=ego&f=s3&n=s3&s=1.5", "ego"),
        ("#m=ego&f=s3&at=s3_Infinity_1e308_0+lambda_NaN_5_1", "ego"),
        ("#at=s3_1e300_-1e300", "map"),
        ("#z=1e9_1e9_19", "map"),
        ("#z=0_0_0.0001", "map"),
    ],
)
def test_numbers_that_nobody_can_draw_with_do_no_harm(visit: Visit, address: str, mode: str) -> None:
    page = visit.open(address)
    settled(page)
    assert state(page)["mode"] == mode
    assert state(page)["steps"] in (1, 2, 3)
    assert 0.02 <= camera(page)["scale"] <= 10
    assert all(abs(x) < 1e6 for x in page.evaluate("__fanout.canvas.shown.map((node) => node.x)"))


def test_filters_that_do_not_exist_and_things_named_twice_are_left_out(visit: Visit) -> None:
    page = visit.open("#xf=structure+nothing+structure&xt=nonsense&h=s3+s3+no-such-thing")
    assert state(page)["off"] == {"family": ["structure"], "status": [], "type": [], "category": []}
    assert state(page)["hidden"] == ["s3"]
    assert "show 1 hidden by hand" in page.inner_text("#status")


def test_a_camera_moved_by_key_or_button_is_in_the_link(visit: Visit) -> None:
    page = visit.open("#m=ego&f=s3&n=s3")
    settled(page)
    page.keyboard.press("+")
    page.click("#zoom-in")
    address = linked(visit)
    assert "z=" in address
    seen = camera(page)
    reopened(visit, address)
    assert camera(page) == pytest.approx(seen, abs=0.1)
    page.keyboard.press("f")
    wait(page, "!location.hash.includes('z=')")


def test_a_view_that_grew_stands_where_it_stood(visit: Visit) -> None:
    page = visit.open("#m=ego&f=rpo&n=rpo")
    settled(page)
    page.evaluate("__fanout.act.add('athena')")
    address, seen = linked(visit), camera(page)
    reopened(visit, address)
    settled(page)
    assert camera(page) == pytest.approx(seen, abs=0.1)
