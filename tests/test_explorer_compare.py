"""Two or three things side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explorer import labels, overlapping, search, settled, shown, state, wait

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.conftest import Visit

DRAWN = "document.querySelector('#panel .kind')?.textContent === 'comparison'"


def test_two_things_are_compared_side_by_side(visit: Visit, client: TestClient) -> None:
    page = visit.open("#c=sqs+kds")
    wait(page, DRAWN)
    said = client.get("/compare?things=sqs,kds").json()
    told = page.inner_text("#panel")
    assert "What tells them apart" in told
    for line in said["choose"]:
        assert line in told
    heads = page.eval_on_selector_all("#panel table >> nth=0 >> thead th", "(heads) => heads.map((head) => head.textContent)")
    assert heads == ["Amazon SQS", "Amazon Kinesis Data Streams"]
    first = page.eval_on_selector_all("#panel tbody >> nth=0 >> tr >> nth=0 >> td", "(cells) => cells.map((cell) => cell.textContent)")
    assert first == [cell["value"] for cell in said["rows"][0]["cells"]]


def test_a_row_shows_its_evidence(visit: Visit) -> None:
    page = visit.open("#c=sqs+kds")
    wait(page, DRAWN)
    page.click("#panel tbody .source >> nth=0")
    assert page.get_attribute("#panel tbody .source >> nth=0", "aria-expanded") == "true"
    assert page.locator("#panel tr.quotes:not([hidden]) blockquote").count() >= 1


def test_a_third_is_added_and_left_out_again(visit: Visit) -> None:
    page = visit.open("#c=sqs+sns")
    wait(page, DRAWN)
    page.click("#panel >> text=Add a third …")
    search(page, "Kinesis Data Streams")
    wait(page, "__fanout.store.state.compared.length === 3")
    wait(page, "document.querySelector('#panel thead')?.querySelectorAll('th').length === 3")
    assert {"sqs", "sns", "kds"} <= shown(page)
    assert overlapping(labels(page)) == []
    page.click("#panel [aria-label='Leave out Amazon SNS']")
    assert state(page)["compared"] == ["sqs", "kds"]
    page.keyboard.press("z")
    assert state(page)["compared"] == ["sqs", "sns", "kds"]


def test_each_thing_that_two_share_has_its_name(visit: Visit) -> None:
    page = visit.open("#c=sqs+sns")
    settled(page)
    named = set(page.evaluate("__fanout.labels.map((label) => label.id)"))
    assert shown(page) <= named
    assert overlapping(labels(page)) == []
