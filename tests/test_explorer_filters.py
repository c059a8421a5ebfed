"""The filters, which are the legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import shown

if TYPE_CHECKING:
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
