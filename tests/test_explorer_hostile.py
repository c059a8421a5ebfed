"""A graph whose every text tries to become markup, a script or a formula, served by a real process: text stays text everywhere."""

from __future__ import annotations

import csv
import io
import json
import shutil
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, RdfFormat, parse
from rdflib import SKOS, Graph

from tests.conftest import Visit, serving
from tests.explorer import settled, typed, wait

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Page

ROOT = Path(__file__).parent.parent
IMAGE = "<img src=x onerror=alert(1)>"
BREAKOUT = "</script><script>alert(2)</script>"
VIEWS = (
    "#m=ego&f=image&n=image",
    "#e=image|sendsTo|breakout",
    "#p=old+formula+0",
    "#c=image+breakout+old",
    "#q=IMG",
    "#v=outline",
    "#v=table",
    "#v=relations",
)


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the hostile things of tests/data with the real vocabulary."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "tests" / "data" / "hostile", folder, dirs_exist_ok=True)
    for file in ("vocabulary.ttl", "shapes.ttl"):
        shutil.copy(ROOT / "ontology" / file, folder)
    with serving(folder / "cache", FANOUT_ONTOLOGY=str(folder)) as url:
        yield url


@pytest.fixture
def hostile(browser: Browser, hostile_url: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    found = Visit(context, hostile_url)
    yield found
    context.close()
    assert found.foreign == []
    assert found.messages == []


def dialogs(page: Page) -> list[str]:
    """What a script asks or tells in dialogs from now on."""
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    return asked


def try_every_view(visit: Visit) -> Page:
    """Show hostile texts wherever texts are shown; none may become an element or run."""
    asked = dialogs(visit.page)
    for address in VIEWS:
        visit.page.goto("about:blank")
        page = visit.open(address)
        wait(page, "document.querySelector('#panel h2') !== null")
        settled(page)
        for element in ("img", "iframe", "body b[onload]", "#panel script", "#text script", "svg[onload]"):
            assert page.locator(element).count() == 0, (address, element)
    typed(page, "<img")
    wait(page, "document.querySelectorAll('#hits [role=option]').length > 1")
    assert IMAGE in page.inner_text("#hits")
    page.keyboard.press("Escape")
    page.evaluate("__fanout.act.focus('image')")
    wait(page, "document.querySelector('#panel .definition') !== null")
    assert page.inner_text("#panel h2") == IMAGE
    assert page.inner_text("#trail [aria-current]") == IMAGE
    assert asked == []
    return page


def test_on_the_page(hostile: Visit) -> None:
    page = try_every_view(hostile)
    assert page.title() == "Fanout: how AWS fits together"


def test_in_the_stand_alone_file(from_disk: Visit, hostile_url: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(hostile_url + "export.html") as answer:
        (tmp_path / "fanout.html").write_bytes(answer.read())
    try_every_view(from_disk)


EXPORTS = ("svg", "png", "ttl", "jsonld", "json")

SHAPES = {"svg", "title", "desc", "defs", "marker", "g", "path", "line", "rect", "text", "tspan"}
"""What our pictures are drawn with."""


def exported(page: Page) -> dict[str, bytes]:
    """What the menu saves of a view of the hostile things; nothing may ask on the way."""
    asked = dialogs(page)
    found = {}
    for kind in EXPORTS:
        page.click("#exports summary")
        with page.expect_download() as download:
            page.click(f"#{kind}")
        found[kind] = Path(download.value.path()).read_bytes()
    assert asked == []
    return found


def check(files: dict[str, bytes]) -> None:
    """Markup in names is text in each format, and whole."""
    assert files["png"].startswith(b"\x89PNG")
    svg = ET.fromstring(files["svg"])
    assert {element.tag.rsplit("}", 1)[1] for element in svg.iter()} <= SHAPES
    assert not [name for element in svg.iter() for name in element.attrib if name.lower().startswith("on") or name.endswith("href")]
    assert IMAGE in {"".join(element.itertext()) for element in svg.iter() if element.tag.endswith("title")}
    turtle = Graph().parse(data=files["ttl"], format="turtle")
    assert {IMAGE, BREAKOUT} <= {str(label) for label in turtle.objects(None, SKOS.prefLabel)}
    quads = set(parse(files["jsonld"], format=RdfFormat.JSON_LD))
    assert {IMAGE, BREAKOUT} <= {quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    assert IMAGE in {node["label"] for node in json.loads(files["json"])["things"]}


def test_in_what_is_taken_away_from_the_page(hostile: Visit) -> None:
    check(exported(hostile.open("#m=ego&f=image&n=image")))


def test_in_what_is_taken_away_from_the_stand_alone_file(from_disk: Visit, hostile_url: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(hostile_url + "export.html") as answer:
        (tmp_path / "fanout.html").write_bytes(answer.read())
    check(exported(from_disk.open("#m=ego&f=image&n=image")))


def test_in_the_source_of_the_page(hostile_url: str) -> None:
    with urllib.request.urlopen(hostile_url) as answer:
        html = answer.read().decode()
    assert IMAGE not in html
    assert BREAKOUT not in html


def test_a_spreadsheet_gets_no_formula(hostile: Visit) -> None:
    page = hostile.open("#m=ego&f=image&n=image")
    page.click("#exports summary")
    with page.expect_download() as download:
        page.click("#csv")
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert {row[2] for row in rows} >= {"'=1+1", BREAKOUT}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
