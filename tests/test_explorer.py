"""The explorer page in a real browser against a real server, and the stand-alone file from disk."""

from __future__ import annotations

import re
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

import web.view
from tests.conftest import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Page

ROOT = Path(__file__).parent.parent
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
HOSTILE = "<img src=x onerror=alert(1)>"
BREAKOUT = "</script><script>alert(2)</script>"


def wait(page: Page, condition: str) -> None:
    """Until a JavaScript expression holds. Polled, because Trusted Types forbid what wait_for_function does."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never became true: {condition}")


def reopened(visit: Visit, address: str = "") -> Page:
    """The page at an address, loaded anew even where only the hash differs."""
    visit.page.goto("about:blank")
    return visit.open(address)


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("JSON.parse(JSON.stringify(__fanout.store.state))")
    return found


def shown(page: Page) -> set[str]:
    return set(page.evaluate("__fanout.canvas.shown.map((node) => node.id)"))


def labels(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(
        "__fanout.labels.map(({id, text, box, region}) => ({id, text, box, region: Boolean(region)}))"
    )
    return found


def place(page: Page, ident: str) -> tuple[float, float]:
    """Where a thing is on the screen."""
    x, y = page.evaluate(
        "(id) => { const at = __fanout.canvas.network.canvasToDOM(__fanout.canvas.network.getPosition(id));"
        " const box = document.getElementById('canvas').getBoundingClientRect(); return [at.x + box.x, at.y + box.y]; }",
        ident,
    )
    return float(x), float(y)


def search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    wait(page, f"document.getElementById('search').value === {text!r} && document.querySelectorAll('#hits [role=option]').length > 0")
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")


def overlapping(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    def hit(a: dict[str, float], b: dict[str, float]) -> bool:
        return a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"]

    return [(a["text"], b["text"]) for i, a in enumerate(found) for b in found[i + 1 :] if hit(a["box"], b["box"])]


def test_overview_shows_every_region_and_no_label_covers_another(visit: Visit) -> None:
    page = visit.open()
    regions = page.evaluate("new Set([...__fanout.data.nodes.values()].map((node) => node.category)).size")
    found = labels(page)
    assert sum(label["region"] for label in found) == regions
    assert len(found) > regions + 20
    assert overlapping(found) == []
    assert len(shown(page)) == page.evaluate("__fanout.data.nodes.size")
    assert re.fullmatch(r"\d+ of \d+ things", page.inner_text("#status"))


def test_search_opens_the_thing_with_its_definition_and_its_quote(visit: Visit) -> None:
    page = visit.open()
    search(page, "fan-out")
    wait(page, "document.querySelector('#panel .definition') !== null")
    assert "Fan-out" in page.inner_text("#panel h2")
    assert len(page.inner_text("#panel .definition")) > 20
    quotes = page.eval_on_selector_all("#panel blockquote mark", "(marks) => marks.map((mark) => mark.textContent)")
    assert any("SNS + SQS: Fan Out pattern" in quote for quote in quotes)


def test_search_is_a_combobox_that_says_why_it_matched(visit: Visit) -> None:
    page = visit.open()
    page.keyboard.press("/")
    page.keyboard.type("simple queue")
    wait(page, "document.getElementById('search').getAttribute('aria-activedescendant') === 'hit-0'")
    wait(page, "document.querySelector('#hits .name')?.textContent === 'Amazon SQS'")
    assert "Simple Queue Service" in page.inner_text("#hits [aria-selected=true]")
    page.keyboard.press("Escape")
    assert page.get_attribute("#search", "aria-expanded") == "false"
    page.keyboard.press("/")
    page.keyboard.type("qqxxzzvv")
    wait(page, "document.getElementById('hits').textContent.includes('Nothing is called')")


def test_double_click_fans_out_and_undo_goes_back(visit: Visit) -> None:
    page = visit.open("#n=sqs")
    before = state(page)
    page.mouse.dblclick(*place(page, "sqs"))
    wait(page, "__fanout.store.state.mode === 'ego'")
    around = shown(page)
    assert {"sqs", "sns"} < around
    assert len(around) <= 61
    page.keyboard.press("z")
    assert state(page) == before
    page.keyboard.press("Shift+Z")
    assert shown(page) == around


def test_expanding_adds_neighbours_and_moves_nothing(visit: Visit) -> None:
    page = visit.open()
    search(page, "fan-out")
    wait(page, "__fanout.store.state.mode === 'ego'")
    before = state(page)["shown"]
    page.evaluate("__fanout.act.select('sqs')")
    page.keyboard.press("e")
    wait(page, f"Object.keys(__fanout.store.state.shown).length > {len(before)}")
    after = state(page)["shown"]
    assert {ident: after[ident] for ident in before} == before
    page.keyboard.press("z")
    assert state(page)["shown"] == before


def test_walking_by_keyboard_tells_where_one_is(visit: Visit) -> None:
    page = visit.open()
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.keyboard.press("n")
    told = page.inner_text("#live")
    assert re.search(r"; neighbour \d+ of \d+, ", told)
    first = state(page)["selected"]
    page.keyboard.press("n")
    assert state(page)["selected"] not in (first, "sqs")
    page.keyboard.press("p")
    assert state(page)["selected"] == first
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("__fanout.canvas.at.get(__fanout.store.state.selected).x") < 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"


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


def test_a_link_reopens_the_same_view_and_back_works(visit: Visit) -> None:
    page = visit.open()
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.locator("#filters .row", has_text="structure").first.click()
    seen, address = state(page), page.url.removeprefix(visit.home)
    reopened(visit, address)
    assert state(page) == seen
    page.keyboard.press("m")
    assert state(page)["mode"] == "map"
    page.go_back()
    wait(page, "__fanout.store.state.mode === 'ego'")
    assert state(page) == seen


def test_a_link_to_something_that_is_gone_says_so(visit: Visit) -> None:
    page = visit.open("#n=no-such-thing")
    assert "no-such-thing" in page.inner_text("#word")


def test_a_path_is_drawn_and_told_with_quotes(visit: Visit) -> None:
    page = visit.open("#p=sns+lambda+0")
    wait(page, "document.querySelector('#panel .hops blockquote') !== null")
    path = state(page)["path"]
    assert path["ends"] == ["sns", "lambda"]
    assert page.locator("#panel .hops li").count() == len(path["ways"][0])
    assert len(shown(page)) == len(path["ways"][0]) + 1


def test_two_things_are_compared_side_by_side(visit: Visit) -> None:
    page = visit.open("#c=sqs+kds")
    wait(page, "document.querySelector('#panel h3') !== null && document.querySelector('#panel .kind')?.textContent === 'comparison'")
    told = page.inner_text("#panel")
    assert "Amazon SQS" in told
    assert "What tells them apart" in told


def test_outline_and_table_tell_the_same_view(visit: Visit) -> None:
    page = visit.open()
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.keyboard.press("o")
    assert page.inner_text("#text h2") == "Amazon SQS"
    page.keyboard.press("t")
    assert page.locator("#text tbody tr").count() == len(shown(page))
    page.click("#text >> text=Amazon SNS")
    assert state(page)["selected"] == "sns"


def test_help_lists_the_keys(visit: Visit) -> None:
    page = visit.open()
    page.keyboard.press("?")
    assert page.locator("dialog[open] dt").count() > 8
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_the_theme_is_kept(visit: Visit) -> None:
    page = visit.open()
    before = page.get_attribute("html", "data-theme")
    page.click("#theme")
    after = page.get_attribute("html", "data-theme")
    assert {before, after} == {"light", "dark"}
    reopened(visit)
    assert page.get_attribute("html", "data-theme") == after


def test_a_phone_starts_with_one_thing_and_shows_its_details_below(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open()
    assert state(page)["mode"] == "ego"
    assert overlapping(labels(page)) == []
    stage, panel = page.locator("#stage").bounding_box(), page.locator("#panel").bounding_box()
    assert stage is not None
    assert panel is not None
    assert panel["y"] >= stage["y"] + stage["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("#filters-open")
    assert page.locator("#filters").is_visible()
    page.click("#filters-close")
    assert not page.locator("#filters").is_visible()


def test_a_server_that_is_gone_is_said_and_can_be_asked_again(visit: Visit) -> None:
    page = visit.open()
    page.route("**/things/**", lambda route: route.abort())
    page.evaluate("__fanout.act.focus('sns')")
    wait(page, "document.querySelector('#panel .trouble') !== null")
    assert "does not answer" in page.inner_text("#panel .trouble")
    page.unroute("**/things/**")
    page.click("#panel >> text=Try again")
    wait(page, "document.querySelector('#panel .definition') !== null")
    assert all("ERR_FAILED" in message for message in visit.messages)
    visit.messages.clear()


RUN_AXE = """axe.run().then((result) => result.violations
  .filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => [one.id, one.nodes.map((node) => node.html)]))"""
STATES = {
    "map": "",
    "ego": "#m=ego&f=sqs&n=sqs",
    "panel": "#n=sqs",
    "path": "#p=sns+lambda+0",
    "compare": "#c=sqs+kds",
    "outline": "#v=outline",
    "table": "#v=table",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious(visit: Visit, theme: Literal["light", "dark"], width: int) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900 if width > 400 else 844})
    page.emulate_media(color_scheme=theme)
    session = page.context.new_cdp_session(page)  # the page's own policy would refuse the script
    found = {}
    for name, address in STATES.items():
        reopened(visit, address)
        page.wait_for_timeout(400)
        session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        answer = session.send("Runtime.evaluate", {"expression": RUN_AXE, "awaitPromise": True, "returnByValue": True})
        if answer["result"]["value"]:
            found[name] = answer["result"]["value"]
    assert found == {}


def hostile_view() -> web.view.View:
    """A graph whose every text tries to become markup."""
    kind, category = {"id": "Service", "label": HOSTILE}, {"id": "c", "label": HOSTILE, "color": "blue"}
    empty: dict[str, list[Any]] = {"notations": [], "relations": [], "statements": [], "named": []}
    nodes: list[dict[str, Any]] = [
        {"id": ident, "label": HOSTILE, "type": "Service", "category": "c", "x": x, "y": 0.0, "degree": 1, "acronym": BREAKOUT}
        for ident, x in (("a", -80.0), ("b", 80.0))
    ]
    details = {
        node["id"]: {
            "id": node["id"],
            "label": HOSTILE,
            "type": kind,
            "category": category,
            "definition": HOSTILE,
            "names": [{"text": BREAKOUT, "kind": "other"}],
            **empty,
        }
        for node in nodes
    }
    relation = {
        "id": "r",
        "label": HOSTILE,
        "inverseLabel": BREAKOUT,
        "family": "dataFlow",
        "sentence": "{s} " + HOSTILE + " {o}",
        "inverseSentence": "{o} {s}",
    }
    return web.view.View(
        nodes=nodes,
        edges=[{"id": "a|r|b", "from": "a", "to": "b", "relation": "r", "family": "dataFlow", "status": "stated"}],
        categories=[category],
        types=[{**kind, "count": 2}],
        families=[{"id": "dataFlow", "label": HOSTILE, "count": 1}],
        relations=[relation],
        meta={"details": details},
    )


@pytest.fixture
def from_disk(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """A visitor without network who opens a file."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    found = Visit(context, (tmp_path / "fanout.html").as_uri())
    yield found
    context.close()
    assert found.foreign == []
    assert found.messages == []


def try_every_view(page: Page) -> None:
    """Show hostile labels wherever labels are shown; none may become markup."""
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.evaluate("__fanout.act.focus('a')")
    wait(page, "document.querySelector('#panel h2') !== null")
    for view in ("outline", "table", "graph"):
        page.evaluate(f"__fanout.act.view('{view}')")
    assert page.inner_text("#panel h2") == HOSTILE
    assert page.locator("img").count() == 0
    assert asked == []


def test_hostile_labels_stay_text_in_the_stand_alone_file(from_disk: Visit, tmp_path: Path) -> None:
    (tmp_path / "fanout.html").write_text(web.view.snapshot(hostile_view(), title=BREAKOUT, version="0"), encoding="utf-8")
    page = from_disk.open()
    try_every_view(page)
    assert page.inner_text("#panel .definition") == HOSTILE


def test_hostile_labels_stay_text_on_the_page(visit: Visit) -> None:
    html = web.view.explorer(hostile_view(), title=BREAKOUT, version="0")
    assert HOSTILE not in html
    visit.page.route(visit.home, lambda route: route.fulfill(body=html, content_type="text/html"))
    try_every_view(visit.open())


def test_the_export_opens_from_disk(from_disk: Visit, server_url: str, tmp_path: Path) -> None:
    with urllib.request.urlopen(server_url + "export.html") as answer:
        (tmp_path / "fanout.html").write_bytes(answer.read())
    page = from_disk.open()
    search(page, "fan-out")
    wait(page, "document.querySelector('#panel blockquote mark') !== null")
    assert "SNS + SQS: Fan Out pattern" in page.inner_text("#panel")
    count = len(shown(page))
    page.evaluate("__fanout.act.select('sqs')")
    page.keyboard.press("e")
    assert len(shown(page)) > count
