"""What can be taken away from the explorer: the picture, and what is on it as data, from a server and from the stand-alone file."""

from __future__ import annotations

import json
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import RDF, Graph, URIRef
from rdflib.compare import isomorphic

from tests.explorer import reopened, settled, shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Visit

SVG = "{http://www.w3.org/2000/svg}"
EGO, OFF, PATH = "#m=ego&f=sqs&n=sqs", "#m=ego&f=sqs&n=sqs&xf=structure&xs=outdated", "#p=sns+lambda+0"


def taken(page: Page, kind: str) -> bytes:
    """What the menu saves."""
    page.click("#exports summary")
    with page.expect_download() as download:
        page.click(f"#{kind}")
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("address", ["", EGO, PATH, "#c=sqs+sns+kds"])
def test_svg_has_the_names_as_text_a_title_and_a_legend(visit: Visit, address: str) -> None:
    page = visit.open(address)
    settled(page)
    picture = ET.fromstring(taken(page, "svg"))
    text = ["".join(part.itertext()) for part in picture.iter(f"{SVG}text")]
    words = page.evaluate("__fanout.labels.map(({ lines, under }) => [...lines, ...(under ?? [])].join(''))")
    assert set(words) <= set(text)
    assert picture.findtext(f"{SVG}title", "").startswith("Fanout: ")
    assert "service" in text  # the legend says what a square is
    assert len(shown(page)) <= sum(1 for part in picture.iter(f"{SVG}path") if part.find(f"{SVG}title") is not None)
    assert not list(picture.iter(f"{SVG}image"))
    assert not list(picture.iter(f"{SVG}script"))


def test_png_is_twice_as_sharp_as_the_stage(visit: Visit) -> None:
    page = visit.open(EGO)
    data = taken(page, "png")
    assert data.startswith(b"\x89PNG")
    wide = int.from_bytes(data[16:20], "big")
    assert wide == 2 * page.evaluate("document.getElementById('canvas').clientWidth")


@pytest.mark.parametrize("address", [EGO, OFF, PATH, "#xt=Concept+Feature"])
def test_rdf_of_the_view_is_the_same_with_and_without_a_server(
    visit: Visit, from_disk: Visit, server_url: str, tmp_path: Path, address: str
) -> None:
    with urllib.request.urlopen(server_url + "export.html") as answer:
        (tmp_path / "fanout.html").write_bytes(answer.read())
    pages = [visit.open(address), reopened(from_disk, address)]
    one, other = (Graph().parse(data=taken(page, "ttl"), format="turtle") for page in pages)
    assert len(one) > 10
    assert isomorphic(one, other)
    left, right = (set(parse(taken(page, "jsonld"), format=RdfFormat.JSON_LD)) for page in pages)
    assert left == right
    assert any(isinstance(quad.graph_name, NamedNode) for quad in left)


def test_turtle_holds_what_is_seen_with_its_evidence(visit: Visit) -> None:
    page = visit.open(EGO)
    found = Graph().parse(data=taken(page, "ttl"), format="turtle")
    things = {str(one).rsplit("/", 1)[1] for one in found.subjects(URIRef("https://fanout.example/vocabulary#category"))}
    assert things == shown(page)
    relations = page.evaluate("__fanout.relations().length")
    claims = set(found.subjects(RDF.type, RDF.Statement))
    assert len(claims) == relations
    assert all(found.value(claim, URIRef("http://purl.org/dc/terms/source")) for claim in claims)
    quotes = {str(quote) for quote in found.objects(None, URIRef("http://www.w3.org/ns/oa#exact"))}
    assert "(producers, consumers, messages, send/poll)" in quotes


def test_json_holds_what_is_seen(visit: Visit) -> None:
    page = visit.open(EGO)
    found = json.loads(taken(page, "json"))
    assert {thing["id"] for thing in found["things"]} == shown(page)
    assert all({"from", "relation", "to", "status"} == set(relation) for relation in found["relations"])


def test_what_is_wrong_is_crossed_in_the_picture_too(visit: Visit) -> None:
    page = visit.open("#m=ego&f=redshift&n=redshift")
    settled(page)
    wrong = page.evaluate("__fanout.canvas.theme.wrong")
    picture = ET.fromstring(taken(page, "svg"))
    crosses = [part for part in picture.iter(f"{SVG}path") if part.get("stroke") == wrong]
    assert len(crosses) == page.evaluate("__fanout.relations().filter((edge) => edge.status === 'wrong').length") == 1
