"""The page in a real browser, other hosts cut off. Each visit also fails on any console message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.conftest import Visit

AXE = Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
SHOWN = "Object.keys(__fanout.store.state.shown ?? {})"


def labels(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("__fanout.labels")
    return found


def search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.locator("#hits li.none, #hits li[id]").first.wait_for()
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    across = one["x"] < other["x"] + other["w"] and other["x"] < one["x"] + one["w"]
    return across and one["y"] < other["y"] + other["h"] and other["y"] < one["y"] + one["h"]


def test_the_overview_is_a_map_with_names_that_do_not_overlap(visit: Visit) -> None:
    page = visit.open()
    placed = labels(page)
    regions = {label["text"] for label in placed if label["region"]}
    assert {"STORAGE", "NETWORKING", "DATABASES", "COMPUTE", "ANALYTICS"} <= regions
    assert len(placed) > 50
    boxes = [label["box"] for label in placed]
    clashes = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if overlap(a, b)]
    assert clashes == []


def test_search_leads_to_the_quote(visit: Visit) -> None:
    page = visit.open()
    search(page, "fan-out")
    page.locator("#panel h2").get_by_text("Fan-out pattern").wait_for()
    page.locator("#panel blockquote mark").first.wait_for()
    search(page, "SNS and SQS fan-out")
    page.locator("#panel mark").get_by_text("SNS + SQS: Fan Out pattern.").first.wait_for()


def test_fanning_out_adds_neighbours_moves_nothing_and_can_be_undone(visit: Visit) -> None:
    page = visit.open()
    search(page, "Athena")
    page.locator("#panel h2").get_by_text("Amazon Athena").wait_for()
    before = page.evaluate("__fanout.store.state.shown")
    assert "presto" in before
    page.evaluate("__fanout.canvas.network.selectNodes([])")
    at = page.evaluate(
        "(() => { const b = document.querySelector('#canvas').getBoundingClientRect(); const p = __fanout.canvas.network.canvasToDOM(__fanout.store.state.shown.s3); return [b.x + p.x, b.y + p.y]; })()"
    )
    page.mouse.dblclick(*at)
    page.wait_for_timeout(400)
    after = page.evaluate("__fanout.store.state.shown")
    assert len(after) >= len(before) + 10
    assert {key: after[key] for key in before} == before
    page.evaluate("document.querySelector('#stage').focus()")
    page.keyboard.press("z")
    page.keyboard.press("z")
    assert page.evaluate(SHOWN) in (list(before), list(before))


def test_a_link_reopens_the_view(visit: Visit) -> None:
    page = visit.open()
    search(page, "gateway endpoint")
    page.locator("#panel h2").get_by_text("Gateway VPC endpoint").wait_for()
    state = page.evaluate("__fanout.store.state")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    visit.ready()
    assert page.evaluate("__fanout.store.state") == state
    page.locator("#panel mark").get_by_text("Gateway endpoint -- S3 and DynamoDB (per region!)").first.wait_for()


def test_filters_hide_and_say_so(visit: Visit) -> None:
    page = visit.open()
    total = page.evaluate("__fanout.data.nodes.size")
    page.locator("#filters .row", has_text="concept").first.click()
    shown = page.evaluate("__fanout.canvas.shown.length")
    assert 0 < shown < total
    assert f"{shown} of {total} things · {total - shown} hidden" in page.locator("#status").inner_text()
    page.locator("#status button").click()
    assert page.evaluate("__fanout.canvas.shown.length") == total


def test_everything_by_keyboard(visit: Visit) -> None:
    page = visit.open()
    page.locator("#stage").focus()
    page.keyboard.press("ArrowRight")
    first = page.evaluate("__fanout.store.state.selected")
    page.keyboard.press("e")
    assert page.evaluate("__fanout.store.state.focus") == first
    page.keyboard.press("n")
    assert "neighbour 1 of" in page.locator("#live").inner_text()
    page.keyboard.press("o")
    assert page.locator("#text li").count() > 0
    page.keyboard.press("t")
    assert page.locator("#text tbody tr").count() > 0
    page.keyboard.press("g")
    page.keyboard.press("m")
    assert page.evaluate("__fanout.store.state.mode") == "map"
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()


def test_a_path_is_a_line_of_stations_with_quotes(visit: Visit) -> None:
    page = visit.open()
    search(page, "lambda")
    page.locator("#panel").get_by_role("button", name="Path to …").click()
    search(page, "redshift")
    page.locator("#panel .kind", has_text="path").wait_for()
    assert page.evaluate("__fanout.store.state.mode") == "path"
    assert page.locator("#panel blockquote").count() > 0


def test_no_result_says_what_to_do(visit: Visit) -> None:
    page = visit.open()
    page.keyboard.press("/")
    page.keyboard.type("qqqqqqqq")
    page.locator("#hits .none").wait_for()
    assert "Nothing is called" in page.locator("#hits .none").inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_axe_finds_nothing_serious(browser: Browser, server_url: str, theme: Any, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=theme)
    found = Visit(context, server_url)
    page = found.open()
    session = context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    for state in ("map", "focus", "outline", "table"):
        if state == "focus":
            page.evaluate("__fanout.act.focus('vpc-peering')")
            page.locator("#panel blockquote").first.wait_for()
        elif state != "map":
            page.locator(f"[data-view={state}]").click()
        result = session.send(
            "Runtime.evaluate",
            {
                "expression": "axe.run().then(r => r.violations.map(v => [v.id, v.impact, v.nodes[0].html]))",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        serious = [v for v in result["result"]["value"] if v[1] in ("serious", "critical")]
        assert serious == [], state
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert found.foreign == []
    assert found.messages == []


def test_the_stand_alone_file_works_from_disk(browser: Browser, server_url: str, tmp_path: Path) -> None:
    import urllib.request

    with urllib.request.urlopen(server_url + "export.html") as answer:
        (tmp_path / "fanout.html").write_bytes(answer.read())
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    found = Visit(context, (tmp_path / "fanout.html").as_uri())
    page = found.open()
    search(page, "athena")
    page.locator("#panel h2").get_by_text("Amazon Athena").wait_for()
    page.locator("#panel mark").get_by_text("built on Presto").first.wait_for()
    context.close()
    assert found.foreign == []
    assert found.messages == []


def test_a_hostile_label_stays_text(browser: Browser, server_url: str) -> None:
    from web.view import View, explorer

    label = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
    node = {"id": "x", "label": label, "type": "Service", "category": "c", "x": 0.0, "y": 0.0, "degree": 0, "acronym": label}
    view = View(
        nodes=[node],
        edges=[],
        categories=[{"id": "c", "label": label, "color": "blue"}],
        types=[{"id": "Service", "label": label, "count": 1}],
        families=[{"id": "structure", "label": label, "count": 1}],
    )
    html = explorer(view, title=label, version="0")
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    found = Visit(context, server_url)
    dialogs: list[str] = []

    def seen(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    found.page.on("dialog", seen)
    context.route(server_url, lambda route: route.fulfill(body=html, content_type="text/html"))
    page = found.open()
    page.evaluate("__fanout.store.set({ selected: 'x', view: 'table' })")
    page.wait_for_timeout(200)
    assert label in page.locator("#text tbody").inner_text()
    assert dialogs == []
    assert page.locator("img").count() == 0
    context.close()
