"""Two or three things side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import wait

if TYPE_CHECKING:
    from tests.conftest import Visit


def test_two_things_are_compared_side_by_side(visit: Visit) -> None:
    page = visit.open("#c=sqs+kds")
    wait(page, "document.querySelector('#panel h3') !== null && document.querySelector('#panel .kind')?.textContent === 'comparison'")
    told = page.inner_text("#panel")
    assert "Amazon SQS" in told
    assert "What tells them apart" in told
