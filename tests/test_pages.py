"""The pages about things: whole without script, right for every thing, calm on every screen, and clean for assistive technology."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import pytest
import rdflib
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from api.app import create_app
from api.readable.parts import HUES
from api.settings import Settings
from graph.store import KnowledgeGraph
from tests.axe import ANYTHING, violations
from tests.conftest import Visit
from web.neighbourhood import Neighbour, picture

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
ROOT = Path(__file__).parent.parent
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGES = (
    "page/s3",
    "page/sqs-message",
    "page/rpo",
    "page/myblob",
    "page/sqs-sns-fan-out",
    "page/category-storage",
    "page/security-group",
    "page/gateway-endpoint",
    "page/oai",
    "page/sms",
    "page/limit-sqs-message-size",
    "page/graphs/implied",
    "page/examples/all-limits",
    "page",
    "page?q=SMS",
    "vocabulary",
    "dataset",
    "examples",
)


class Links(HTMLParser):
    """The addresses that a page leads to, its anchors, and the texts of its data blocks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.leads: list[str] = []
        self.anchors: list[str] = []
        self.data: list[str] = []
        self._open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.leads += [value for name, value in found.items() if name in ("href", "src", "action") and value]
        self.anchors += [value for name, value in found.items() if name == "id" and value]
        self._open = tag == "script" and found.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._open:
            self.data.append(data)
            self._open = False


def page(client: TestClient, address: str) -> str:
    answer = client.get(f"/{address}", headers=BROWSER)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    text: str = answer.text
    return text


def test_every_thing_has_its_page(client: TestClient, kg: KnowledgeGraph) -> None:
    for thing in kg.content.things.values():
        text = page(client, f"page/{thing.id}")
        found = Links(text)
        assert len(found.anchors) == len(set(found.anchors)), thing.id
        for relation in kg.relations_of(thing.id):
            other = relation.object if relation.subject == thing.id else relation.subject
            assert f"../page/{other}" in found.leads or other == thing.id, (thing.id, other)
            for item in relation.evidence:
                assert f"../passages/{item.id}" in found.leads, (thing.id, item.id)
        for statement in kg.statements_of(thing.id):
            for item in statement.evidence:
                assert f"../passages/{item.id}" in found.leads, (thing.id, item.id)


@pytest.mark.parametrize("address", PAGES)
def test_every_link_leads_somewhere(client: TestClient, address: str) -> None:
    base = f"http://testserver/{address.split('?')[0]}"
    found = Links(page(client, address))
    checked: set[str] = set()
    for lead in found.leads:
        target = str(client.base_url.join(base).join(lead))
        whole, _, anchor = target.partition("#")
        if target.startswith("http://testserver") and whole not in checked and len(checked) < 60:
            checked.add(whole)
            assert client.get(whole, headers=BROWSER).status_code == 200, (lead, whole)
        if anchor and not lead.startswith("http") and whole == base:
            assert anchor in found.anchors, lead


def test_the_head_holds_the_data(client: TestClient) -> None:
    schema, data = (json.loads(text) for text in Links(page(client, "page/sqs")).data)
    assert schema["@type"] == "DefinedTerm"
    assert schema["@id"] == "https://fanout.example/id/sqs"
    assert (schema["name"], schema["termCode"]) == ("Amazon SQS", "SQS")
    assert schema["inDefinedTermSet"]["@type"] == "DefinedTermSet"
    told = rdflib.Graph().parse(data=json.dumps(data), format="json-ld")
    whole = rdflib.Graph().parse(data=client.get("/data/sqs.ttl").text, format="turtle")
    assert set(told) == {t for t in whole if str(t[0]) == schema["@id"]}


def test_doubt_is_marked_with_what_holds_instead(client: TestClient) -> None:
    text = page(client, "page/sqs-message")
    doubted = text[text.index('<li class="claim outdated"') :]
    doubted = doubted[: doubted.index("</li>")]
    for word in ("at most 256 kB", "outdated", "(message max size: 256kb)", "Corrected:", "1 MiB", "botocore 1.43.11", "2026-"):
        assert word in doubted
    assert text.index("at most 1 MiB") > 0


def test_a_name_leads_to_its_page_and_a_doubtful_one_to_a_choice(client: TestClient) -> None:
    answer = client.get("/page", params={"q": "Elasticsearch Service"}, headers=BROWSER, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/page/opensearch")
    for address in ("/page/?q=SQS", "/page/SQS", "/page/Amazon%20SQS", "/page/Simple Queue Service/"):
        assert client.get(address, headers={"accept": "*/*"}).text == page(client, "page/sqs"), address
    ambiguous = page(client, "page?q=SMS")
    assert 'href="./page/sms"' in ambiguous
    assert "Did you mean" in page(client, "page?q=Rout+53x") or "called" in page(client, "page?q=Rout+53x")


def test_families_have_the_colours_of_the_explorer() -> None:
    script = (ROOT / "web/static/js/data.js").read_text(encoding="utf-8")
    table = re.search(r"FAMILY_HUES = \{(.*?)\}", script)
    assert table
    assert dict(re.findall(r'(\w+): "(\w+)"', table[1])) == HUES


def test_no_two_things_of_a_picture_touch() -> None:
    names = [
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "a",
        "Amazon Kinesis Data Firehose delivery stream of records",
        "弹性计算云服务器" * 4,
        "x y " * 30,
    ]
    drawn = picture(names[2], [Neighbour(str(i), name, "uses", "out" if i % 2 else "in", "blue") for i, name in enumerate(names * 3)])
    boxes = drawn.boxes
    assert len(boxes) == 15
    for box in boxes:
        assert box.x >= 0
        assert box.x + box.width <= 380
        assert box.y + box.height <= drawn.height
        assert 1 <= len(box.lines) <= 2
    for one, other in ((a, b) for a in boxes for b in boxes if a is not b):
        assert one.left != other.left or one.y + one.height < other.y or other.y + other.height < one.y


@pytest.fixture
def reader(browser: Browser, server_url: str) -> Iterator[Page]:
    """A visitor without JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=server_url)
    yield context.new_page()
    context.close()


def test_from_page_to_page_without_script(reader: Page, server_url: str) -> None:
    reader.goto("page/sqs")
    assert reader.get_by_role("heading", level=1).inner_text() == "Amazon SQS"
    reader.get_by_role("searchbox").fill("route.53")
    reader.get_by_role("button", name="Find").click()
    assert reader.url == f"{server_url}page/route53"
    reader.locator("svg.neighbourhood a").first.click()
    assert reader.url.startswith(f"{server_url}page/")
    reader.goto("page/athena")
    reader.locator(".quote a", has_text="Presto engine").first.click()
    reader.wait_for_url("**/passages/s21-athena-presto")
    reader.locator("main li a", has_text="Presto").first.click()
    reader.wait_for_url("**/page/presto")


@pytest.mark.parametrize(("width", "theme"), [(1440, "dark"), (820, "light"), (390, "light"), (390, "dark")])
def test_pages_fit_the_screen(browser: Browser, server_url: str, width: int, theme: Literal["light", "dark"]) -> None:
    """In both layouts and both themes, axe finds nothing at all, not even something slight."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    messages: list[str] = []
    view = context.new_page()
    view.on("console", lambda message: messages.append(message.text))
    for address in PAGES:
        view.goto(server_url + address)
        assert view.evaluate("document.documentElement.scrollWidth") <= width, address
        if (width, theme) in ((1440, "dark"), (390, "light")):
            assert violations(view, ANYTHING) == [], address
    context.close()
    assert messages == []


def test_between_the_map_and_the_page(visit: Visit) -> None:
    view = visit.open("#m=ego&f=sqs&n=sqs")
    view.locator("#panel").get_by_role("link", name="Page", exact=True).click()
    view.wait_for_url("**/page/sqs")
    view.get_by_role("link", name="Show on the map").click()
    view.wait_for_url("**/#m=ego*")
    visit.ready()
    assert view.locator("#title").inner_text() == "Amazon SQS"


BOXES = """() => [...document.querySelectorAll("svg.neighbourhood a, svg.neighbourhood .title")].map((box) => {
  const outer = box.querySelector("rect").getBoundingClientRect();
  const texts = [...box.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
  return texts.every((t) => t.left >= outer.left && t.right <= outer.right && t.top >= outer.top && t.bottom <= outer.bottom);
})"""


def test_the_words_of_the_picture_stay_in_their_boxes(browser: Browser, server_url: str, kg: KnowledgeGraph) -> None:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    view = context.new_page()
    longest = sorted(kg.content.things.values(), key=lambda thing: -len(thing.label))[:15]
    for thing in [*longest[:8], kg.thing("s3")]:
        view.goto(f"{server_url}page/{thing.id}")
        inside = view.evaluate(BOXES)
        assert all(inside), thing.id
    context.close()


def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    hostile = "</script><img src=x onerror=alert(1)>'\\\\\"&{{7*7}}"
    folder = shutil.copytree(ROOT / "ontology", tmp_path / "ontology", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    path = folder / "things" / "integration.ttl"
    text = path.read_text(encoding="utf-8")
    label = hostile.replace("\\\\", "\\\\\\\\").replace('"', '\\"')
    assert text.count('"Amazon SNS"@en') == 1
    path.write_text(text.replace('"Amazon SNS"@en', f'"{label}"@en'), encoding="utf-8")
    kg = KnowledgeGraph.open(folder, tmp_path / "cache")
    client = TestClient(create_app(kg, Settings()))
    for address in ("page/sns", "page/sqs", "page/category-integration", "page", "page?q=%3Cimg%20src%3Dx%3E"):
        told = page(client, address)
        assert "<img" not in told, address
        assert "49" not in re.findall(r"&amp;(\d+)", told)
    schema, data = (json.loads(block) for block in Links(page(client, "page/sns")).data)
    assert schema["name"].startswith("</script><img")
    assert data["graph"][0]["prefLabel"]["en"] == [schema["name"]]
    kg.close()
