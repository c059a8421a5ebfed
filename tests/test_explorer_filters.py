"""The filters, which are the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import shown, state

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Visit


def test_a_filter_hides_and_the_status_line_says_how_many(visit: Visit) -> None:
    page = visit.open()
    row = page.locator("#filters .row", has_text="service").first
    hidden = int(row.locator("span").last.inner_text())
    row.click()
    assert row.get_attribute("aria-pressed") == "false"
    total = page.evaluate("__fanout.data.nodes.size")
    assert page.inner_text("#status").startswith(f"{total - hidden} of {total} things · {hidden} hidden")
    page.click("#status >> text=reset")
    assert len(shown(page)) == total
    page.evaluate("__fanout.store.set({ off: { ...__fanout.store.state.off, type: __fanout.data.types.map((type) => type.id) } })")
    assert "are hidden by the filters" in page.inner_text("#empty")
    page.click("#empty button")
    assert len(shown(page)) == total


def counts(page: Page, group: str) -> dict[str, int]:
    rows = page.locator(f"#filters [aria-label='{group}'] .row")
    return {row.locator("span").nth(-2).inner_text(): int(row.locator("span").last.inner_text()) for row in rows.all()}


def test_counts_are_exact_in_the_whole_and_in_a_view(visit: Visit) -> None:
    page = visit.open()
    things, relations = page.evaluate("[__fanout.data.nodes.size, __fanout.data.edges.length]")
    assert sum(counts(page, "Classes").values()) == things
    assert sum(counts(page, "Categories").values()) == things
    assert sum(counts(page, "Relations").values()) == relations
    assert sum(counts(page, "Status").values()) == relations
    page = visit.open("#m=ego&f=sqs&n=sqs")
    assert sum(counts(page, "Classes").values()) == len(shown(page))
    assert sum(counts(page, "Relations").values()) == page.evaluate("__fanout.relations().length")
    assert sum(counts(page, "Status").values()) == page.evaluate("__fanout.relations().length")


def test_only_leaves_one_and_all_brings_back(visit: Visit) -> None:
    page = visit.open()
    page.hover("#filters .choice:has-text('pattern')")
    page.click("#filters [aria-label='Only pattern']")
    kinds = page.evaluate("[...new Set(__fanout.canvas.shown.map((node) => node.type))]")
    assert kinds == ["Pattern"]
    page.click("#filters [aria-label='All of “Classes”']")
    assert state(page)["off"]["type"] == []
    page.locator("#filters .row", has_text="concept").dblclick()
    assert page.evaluate("[...new Set(__fanout.canvas.shown.map((node) => node.type))]") == ["Concept"]


def test_a_status_can_be_left_out(visit: Visit) -> None:
    page = visit.open()
    outdated = page.evaluate("__fanout.relations().filter((edge) => edge.status === 'outdated').length")
    before = page.evaluate("__fanout.relations().length")
    page.locator("#filters .row", has_text="outdated in the notes").click()
    assert page.evaluate("__fanout.relations().length") == before - outdated
    assert "1 kind of relation off" in page.inner_text("#status")


def test_steps_reach_further(visit: Visit) -> None:
    page = visit.open("#m=ego&f=sqs-sns-fan-out&n=sqs-sns-fan-out")
    one = shown(page)
    page.locator("#filters input[type=range]").fill("2")
    assert one < shown(page)
    assert state(page)["steps"] == 2
    assert page.locator("#filters output").inner_text() == "2 steps"
