"""The workbench in a real browser against a real server, other hosts cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import Visit
from tests.explorer import wait

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from starlette.testclient import TestClient

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
COMPONENTS = (
    "SELECT ?thing ?how WHERE {\n  id:sqs-sns-fan-out fo:hasComponent ?thing .\n  BIND(fo:hasComponent AS ?how)\n} ORDER BY ?thing\n"
)


def write(page: Page, text: str) -> None:
    page.evaluate("(text) => { __bench.edit.text = text; }", text)


def run(page: Page, text: str) -> None:
    """Run a query and wait for its answer, whatever it is."""
    write(page, text)
    page.click("#run")
    wait(
        page,
        "document.getElementById('run').textContent === 'Run' && document.querySelector('#told, #answer .trouble, #answer .verdict') !== null",
    )


def rows(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('.sheet tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )
    return found


def test_a_browser_gets_the_page_and_a_program_does_not(client: TestClient) -> None:
    page = client.get("/sparql", headers={"accept": BROWSER})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "'unsafe" not in page.headers["content-security-policy"]
    assert page.headers["content-security-policy"] == client.get("/").headers["content-security-policy"]
    assert client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": "*/*"}).json()["boolean"] is True
    assert client.get("/sparql", params={"query": "ASK {}", "format": "xml"}, headers={"accept": BROWSER}).text.startswith("<?xml")


def test_names_stand_for_iris_and_lead_to_the_explorer(visit: Visit) -> None:
    page = visit.open("sparql")
    assert page.evaluate("__bench.edit.kind") == "codemirror"
    run(page, COMPONENTS)
    wait(page, "document.querySelector('.sheet .thing a') !== null")
    assert rows(page) == [["Amazon SNS", "has component"], ["Amazon SQS", "has component"]]
    link = page.locator(".sheet .thing a").first
    assert link.get_attribute("title") == "https://fanout.example/id/sns"
    link.click()
    page.wait_for_url("**/#m=ego*")
    page.wait_for_load_state()
    visit.ready()
    assert page.evaluate("__fanout.store.state.focus") == "sns"
