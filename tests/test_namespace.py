"""The same notes with IRIs that begin elsewhere: built, checked, served, asked. Nothing is left that begins as usual."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx2
import pytest

from api.openapi import address
from graph.namespaces import BASE, VARIABLE, WRITTEN, rebased
from tests.conftest import ROOT, Visit, serving
from tests.explorer import wait

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from starlette.testclient import TestClient

ELSEWHERE = "http://knowledge.example.net/aws/"
HTML = {"accept": "text/html"}
HELD = (
    *("export.nq", "export.trig", "export.ttl", "export.jsonld", "export.graphml", "view.ttl?things=sqs,sns", "view.jsonld?things=sqs,sns"),
    *("data/sqs.ttl", "data/sqs.jsonld", "data/sqs.rdf", "data/sqs.trig", "data/notes/s17-fan-out.nq", "data/graphs/implied.nt"),
    *("context.jsonld", "contexts/thing.jsonld", "prefixes", "dataset", "vocabulary", "sparql", ".well-known/void", "openapi.json"),
)
PAGES = ("", "page/sqs", "page/notes/s17-fan-out", "vocabulary", "dataset", "examples", "sparql", "notes", "passages/s17-fan-out", "docs")


@pytest.fixture(scope="module")
def elsewhere(cache: Path) -> Iterator[httpx2.Client]:
    with serving(cache, **{VARIABLE: ELSEWHERE}) as url, httpx2.Client(base_url=url, timeout=60) as client:
        yield client


def test_a_default_build_is_as_it_is_written() -> None:
    assert BASE == WRITTEN
    assert rebased(f"PREFIX id: <{WRITTEN}id/>") == f"PREFIX id: <{WRITTEN}id/>"


def test_nothing_begins_as_usual(elsewhere: httpx2.Client) -> None:
    answers = [elsewhere.get(path) for path in HELD] + [elsewhere.get(path, headers=HTML) for path in PAGES]
    for answer in answers:
        assert answer.status_code == 200, answer.url
        assert WRITTEN not in answer.text, answer.url
        assert "fanout.example" not in answer.text, answer.url
    assert all(ELSEWHERE in answer.text for answer in answers[: len(HELD)] if answer.url.path != "/contexts/thing.jsonld")


def test_every_route_answers_as_it_does_under_the_usual_address(elsewhere: httpx2.Client, client: TestClient) -> None:
    paths = elsewhere.get("openapi.json").json()["paths"]
    assert paths.keys() == client.get("/openapi.json").json()["paths"].keys()
    digest, usually = (asked.get("/health").json()["dataset"] for asked in (elsewhere, client))
    assert digest != usually
    for path, methods in paths.items():
        url = address(path, methods["get"])
        here = elsewhere.get(url, follow_redirects=False)
        usual = client.get(url, follow_redirects=False)
        assert (here.status_code, "fanout.example" in here.text) == (usual.status_code, False), url
        if usual.headers.get("content-type") == "application/json" and path not in ("/health", "/openapi.json"):
            assert here.text == usual.text.replace(WRITTEN, ELSEWHERE).replace(usually, digest), url


def test_every_example_runs_and_finds_as_much(elsewhere: httpx2.Client, client: TestClient) -> None:
    examples = elsewhere.get("examples").json()["examples"]
    assert len(examples) >= 58
    for one, usual in zip(examples, client.get("/examples").json()["examples"], strict=True):
        answers = [
            asked.post("/sparql", data={"query": shown["query"]}, headers={"accept": "text/csv, application/n-triples, */*;q=0.1"})
            for asked, shown in ((elsewhere, one), (client, usual))
        ]
        assert [answer.status_code for answer in answers] == [200, 200], one["id"]
        assert "fanout.example" not in answers[0].text, one["id"]
        assert len(answers[0].text.splitlines()) == len(answers[1].text.splitlines()) > 0, one["id"]


def test_the_workbench_asks_for_what_is_there(elsewhere: httpx2.Client, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    visit = Visit(context, str(elsewhere.base_url))
    page = visit.open("sparql")
    page.evaluate("() => { __bench.edit.text = 'SELECT ?a ?b { VALUES ?a { id:sqs-sns-fan-out } ?a fo:hasComponent ?b }'; }")
    page.click("#run")
    wait(page, "document.querySelector('.sheet .named') !== null")
    page.click("[data-as=picture]")
    wait(page, "__bench.results.picture?.canvas?.shown.length > 2")
    assert page.evaluate("__bench.results.picture.data.edges.length") > 0
    context.close()
    assert (visit.foreign, visit.messages) == ([], [])


def run(cache: Path, namespace: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FANOUT_CACHE": str(cache), "COLUMNS": "200", VARIABLE: namespace}
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_notes_pass_every_check_elsewhere(cache: Path) -> None:
    done = run(cache, ELSEWHERE, "check")
    assert (done.returncode, "fanout.example" in done.stdout) == (0, False), done.stdout


@pytest.mark.parametrize("wrong", ["kb.example.net", "http://kb.example.net", "http://kb.example.net/a#", "ftp://x/", "http://a b/"])
def test_an_address_that_is_none_is_one_readable_line(cache: Path, wrong: str) -> None:
    done = run(cache, wrong, "settings")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"{VARIABLE}: an http(s) address that ends in a slash")
