"""The stand-alone file, opened from disk without network, and what it works out itself compared with what the server says."""

from __future__ import annotations

import gzip
import itertools
import json
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from tests.explorer import search, shown, wait

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from starlette.testclient import TestClient

    from tests.conftest import Visit

CHOSEN = ("sqs", "sns", "kds", "s3", "ebs", "efs", "rds", "dynamodb", "gateway-endpoint", "interface-endpoint", "security-group", "nacl")
THINGS = "[...__fanout.data.nodes.keys()]"


def opened(from_disk: Visit, server_url: str, folder: Path) -> Page:
    with urllib.request.urlopen(server_url + "export.html") as answer:
        (folder / "fanout.html").write_bytes(answer.read())
    return from_disk.open()


def asked(page: Page, question: str, *arguments: object) -> Any:
    """What a part of the page's script answers, as plain values."""
    return json.loads(page.evaluate(f"async (given) => JSON.stringify(await __fanout.api.{question}(...given))", list(arguments)))


def test_the_file_tells_and_fans_out_without_a_server(from_disk: Visit, server_url: str, tmp_path: Path) -> None:
    page = opened(from_disk, server_url, tmp_path)
    search(page, "fan-out")
    wait(page, "document.querySelector('#panel blockquote mark') !== null")
    assert "SNS + SQS: Fan Out pattern" in page.inner_text("#panel")
    count = len(shown(page))
    page.evaluate("__fanout.act.select('sqs')")
    page.keyboard.press("e")
    assert len(shown(page)) > count


def test_the_file_knows_of_each_thing_what_the_server_says(from_disk: Visit, server_url: str, tmp_path: Path, client: TestClient) -> None:
    page = opened(from_disk, server_url, tmp_path)
    for ident in page.evaluate(THINGS)[::9]:
        said = client.get(f"/things/id:{urllib.parse.quote(ident)}").json()
        told = asked(page, "thing", ident)
        assert told["definition"] == said["definition"]
        names = [{key: name[key] for key in ("kind", "text")} for name in said["names"] if name["kind"] != "preferred"]
        assert told["names"] == names, ident
        assert [claims(group) for group in told["relations"]] == [claims(group) for group in said["relations"]], ident
        assert sorted(map(statement, told["statements"])) == sorted(map(statement, said["statements"])), ident
        assert len(told["named"]) == len(said["named"]), ident


def claims(group: dict[str, Any]) -> tuple[str, str, list[tuple[str, str, list[str]]]]:
    items = [(item["sentence"], item["status"], [one["id"] for one in item["evidence"]]) for item in group["items"]]
    return group["relation"]["label"], group["direction"], items


def statement(found: dict[str, Any]) -> tuple[str, str, str, list[str]]:
    return found["kind"], found["sentence"], found["status"], [one["id"] for one in found["evidence"]]


def test_a_comparison_in_the_file_is_the_one_that_the_server_draws(
    from_disk: Visit, server_url: str, tmp_path: Path, client: TestClient
) -> None:
    page = opened(from_disk, server_url, tmp_path)
    pairs = [*itertools.combinations(CHOSEN, 2), *itertools.combinations(CHOSEN[:6], 3)]
    for ids in pairs:
        said = client.get("/compare", params={"things": ",".join(f"id:{ident}" for ident in ids)}).json()
        told = asked(page, "compare", list(ids))
        assert told["choose"] == said["choose"], ids
        assert [row(one) for one in told["rows"]] == [row(one) for one in said["rows"]], ids


def row(found: dict[str, Any]) -> tuple[str, str, float, list[tuple[str, str, list[str]]]]:
    cells = [(cell["verdict"], cell["value"], sorted(one["id"] for one in cell["evidence"])) for cell in found["cells"]]
    return found["label"], found["kind"], round(found["weight"], 3), cells


def test_quotes_stand_in_the_notes_where_the_server_says(from_disk: Visit, server_url: str, tmp_path: Path, client: TestClient) -> None:
    page = opened(from_disk, server_url, tmp_path)
    told = asked(page, "notes")
    said = client.get("/notes", headers={"accept": "application/json"}).json()
    assert told["text"] == said["text"]
    places = {p["id"]: (p["start"], p["end"], p["status"]) for s in said["sections"] for p in s["passages"]}
    assert {p["id"]: (p["start"], p["end"], p["status"]) for s in told["sections"] for p in s["passages"]} == places
    assert all(told["text"][p["start"] : p["end"]] == p["quote"] for s in told["sections"] for p in s["passages"])


def test_the_file_holds_no_address_to_load_from_and_is_small(server_url: str) -> None:
    with urllib.request.urlopen(server_url + "export.html") as answer:
        page = answer.read()
    assert b"src=" not in page.split(b"<script", 1)[0]
    assert b"@import" not in page
    assert len(gzip.compress(page, 9)) < 160_000, (
        "over the gate of design, section 9: see what web/vendor_entry/lean.mjs and api/carried.py can leave out"
    )


@pytest.mark.parametrize(
    ("typed", "meant"), [("cloudfrnot", "Amazon CloudFront"), ("dinamodb", "Amazon DynamoDB"), ("Kinesis Steams", "Amazon Kinesis")]
)
def test_a_misspelt_name_is_asked_back_as_the_server_does(
    from_disk: Visit, server_url: str, tmp_path: Path, client: TestClient, typed: str, meant: str
) -> None:
    page = opened(from_disk, server_url, tmp_path)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    wait(page, f"document.querySelector('#hits .none')?.textContent.includes('called “{typed}”. Did you mean')")
    assert meant in page.inner_text("#hits")
    said = client.get("/search", params={"q": typed}).json()["results"]
    assert asked(page, "search", typed)[0]["label"] == said[0]["label"]


def test_all_typed_words_are_looked_for_in_any_order(from_disk: Visit, server_url: str, tmp_path: Path) -> None:
    page = opened(from_disk, server_url, tmp_path)
    assert "Application Load Balancer" in [hit["label"] for hit in asked(page, "search", "balancer appl")]


def test_a_browser_that_is_too_old_is_told_so(browser: Browser, server_url: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(server_url + "export.html") as answer:
        (tmp_path / "fanout.html").write_bytes(answer.read())
    page = browser.new_page()
    page.add_init_script("delete globalThis.OffscreenCanvas")  # as in Safari before 16.4
    page.goto((tmp_path / "fanout.html").as_uri())
    wait(
        page,
        "document.getElementById('loading').checkVisibility() && getComputedStyle(document.querySelector('#loading .late')).opacity === '1'",
    )
    assert "this browser may be too old" in page.inner_text("#loading")
    assert "Drawing the map" not in page.inner_text("#loading")
    page.close()
