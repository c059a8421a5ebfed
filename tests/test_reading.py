"""The pages to read, in a real browser: they need no script, and assistive technology finds nothing serious in them."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.axe import violations
from tests.conftest import Visit

PAGES = ("notes", "passages/s17-max-size", "passages/s17-max-size-correction", "passages/s25-gateway-endpoint")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_reading_pages(visit: Visit, theme: Literal["light", "dark"], width: int) -> None:
    page = visit.page
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    for address in PAGES:
        page.goto(visit.home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert violations(page) == [], address


def test_from_the_notes_to_the_claims_and_back(visit: Visit) -> None:
    page = visit.page
    page.goto(visit.home + "notes")
    page.locator("a.outdated", has_text="message max size").click()
    assert page.url.endswith("passages/s17-max-size")
    page.get_by_role("link", name="What holds instead").click()
    assert "1 MiB" in page.locator("main li").first.inner_text()
    page.get_by_role("link", name="this passage").click()
    page.get_by_role("link", name="SQS, SNS, Kinesis, Active MQ").click()
    assert page.url.endswith("notes#s17")
