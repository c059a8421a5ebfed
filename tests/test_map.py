"""The picture in a real browser: names that never cover each other, nothing that moves unasked, claims in doubt that look so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import web.view
from tests.explorer import labels, overlapping, reopened, shown, state, wait

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.conftest import Visit

MOST = 60
HUBS = "[...__fanout.data.nodes.values()].sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1)).slice(0, 5).map((node) => node.id)"


def settled(page: Page) -> None:
    """Until the camera rests and the last frame is drawn."""
    wait(page, "!__fanout.canvas.moving && !__fanout.canvas.picture.stale")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def frame(page: Page) -> str:
    """The stage's pixels."""
    settled(page)
    return str(
        page.evaluate(
            "[...document.querySelectorAll('#canvas canvas')].map((canvas) => canvas.style.transform + canvas.toDataURL()).join()"
        )
    )


def test_no_name_covers_another_at_any_zoom(visit: Visit) -> None:
    page = visit.open()
    covered: dict[str, Any] = {}
    for scale in (0.15, 0.25, 0.34, 0.5, 0.7, 0.95, 1.4, 2.2):
        page.evaluate("(scale) => __fanout.canvas.camera = { x: 80, y: -100, scale }", scale)
        settled(page)
        found = labels(page)
        assert len(found) > 5, scale
        if overlapping(found):
            covered[f"scale {scale}"] = overlapping(found)
    assert covered == {}


def test_no_name_covers_another_around_hubs_on_paths_and_in_comparisons(visit: Visit) -> None:
    page = visit.open()
    covered: dict[str, Any] = {}
    for width in (1440, 900, 390):
        page.set_viewport_size({"width": width, "height": 860})
        for address in (*(f"#m=ego&f={hub}&n={hub}" for hub in page.evaluate(HUBS)), "#m=ego&f=sqs&s=2", "#p=sns+athena+0", "#c=sqs+kds"):
            reopened(visit, address)
            settled(page)
            if overlapping(labels(page)):
                covered[f"{width} {address}"] = overlapping(labels(page))
    assert covered == {}


def test_a_view_is_never_a_hairball(visit: Visit) -> None:
    page = visit.open()
    for hub in page.evaluate(HUBS):
        for steps in (1, 2, 3):
            page.evaluate("([id, steps]) => __fanout.act.focus(id, steps)", [hub, steps])
            assert len(shown(page)) <= MOST + 1, (hub, steps)
    page.evaluate("__fanout.act.focus('s3', 1)")
    settled(page)
    notes = [label["text"] for label in labels(page) if label["id"].startswith("note ")]
    assert any(text.startswith("has feature · ") for text in notes), notes


def test_two_visits_see_the_same_pixels(visit: Visit) -> None:
    for address in ("", "#n=s3", "#m=ego&f=lambda&n=lambda"):
        first = frame(reopened(visit, address))
        assert frame(reopened(visit, address)) == first, address


def test_expanding_moves_neither_things_nor_camera_while_there_is_room(visit: Visit) -> None:
    page = visit.open("#m=ego&f=s3-bucket&n=s3-bucket")
    settled(page)
    page.evaluate("__fanout.canvas.zoom(0.5)")
    settled(page)
    where = "Object.fromEntries(Object.keys(__fanout.store.state.shown).map((id) => [id, __fanout.canvas.onScreen(id).map(Math.round)]))"
    before = page.evaluate(where)
    ident = page.evaluate("Object.keys(__fanout.store.state.shown).find((id) => __fanout.act.outlook(id).count > 0)")
    page.evaluate("(id) => __fanout.act.expand(id)", ident)
    settled(page)
    after = page.evaluate(where)
    assert len(after) > len(before)
    assert {thing: after[thing] for thing in before} == before


def test_a_thing_of_the_map_can_be_dragged_and_nothing_else_moves(visit: Visit) -> None:
    page = visit.open()
    settled(page)
    places = "Object.fromEntries(__fanout.canvas.shown.map(({ id, x, y }) => [id, [x, y]]))"
    before = page.evaluate(places)
    x, y = page.evaluate("__fanout.canvas.onScreen('s3')")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 40, steps=5)
    page.mouse.up()
    settled(page)
    after = page.evaluate(places)
    assert {ident for ident in before if before[ident] != after[ident]} == {"s3"}
    assert page.evaluate("__fanout.canvas.onScreen('s3').map(Math.round)") == pytest.approx([x + 30, y + 40], abs=2)
    assert page.evaluate("__fanout.canvas.picture.pinned.map(({ id }) => id)") == ["s3"], "and wears a ring"
    page.keyboard.press("z")
    settled(page)
    assert page.evaluate(places) == before
    assert page.evaluate("__fanout.canvas.picture.pinned.length") == 0


def test_what_the_pointer_rests_on_stands_in_the_light_with_its_neighbours(visit: Visit) -> None:
    page = visit.open()
    settled(page)
    page.mouse.move(*page.evaluate("__fanout.canvas.onScreen('sqs')"))
    wait(page, "__fanout.canvas.hovered === 'sqs'")
    near = page.evaluate("[...new Set(__fanout.data.near.get('sqs').flatMap((edge) => [edge.from, edge.to]))]")
    assert set(page.evaluate("[...__fanout.canvas.lit]")) == set(near)
    page.mouse.move(700, 20)
    wait(page, "__fanout.canvas.lit === null")


@pytest.mark.parametrize(("status", "dashes"), [("outdated", [7, 5]), ("vague", [2, 4]), ("wrong", False), ("stated", False)])
def test_a_claim_in_doubt_looks_so(visit: Visit, status: str, dashes: list[int] | bool) -> None:
    page = visit.open()
    edge = page.evaluate("(status) => __fanout.data.edges.find((edge) => edge.status === status && edge.from !== edge.to)", status)
    assert edge, f"the notes hold nothing {status} any more: choose another way to test how it looks"
    reopened(visit, f"#m=ego&f={edge['from']}&n={edge['from']}")
    settled(page)
    assert page.evaluate("(id) => __fanout.canvas.edges.get(id).dashes", edge["id"]) == dashes
    assert page.evaluate("__fanout.canvas.wrong.length > 0") == (status == "wrong")
    assert page.locator(f"#filters .dash.{status}").count() == 1, "the legend shows the same line"


def serve(visit: Visit, view: web.view.View) -> Page:
    """The page of another graph."""
    html = web.view.explorer(view, title="Fanout", version="0")

    def answer(route: Route) -> None:
        route.fulfill(body=html, content_type="text/html")

    visit.page.route(visit.home, answer)
    return visit.open()


def test_an_empty_graph_says_what_to_do(visit: Visit) -> None:
    page = serve(visit, web.view.View([], []))
    assert "The graph is empty" in page.inner_text("#empty")
    assert "fanout check" in page.inner_text("#empty")
    assert page.inner_text("#panel h2") == "Nothing here yet"


def test_when_everything_is_filtered_away_there_are_ways_back(visit: Visit) -> None:
    page = visit.open()
    count = len(shown(page))
    page.evaluate("__fanout.store.set({ off: { ...__fanout.store.state.off, type: __fanout.data.types.map((type) => type.id) } })")
    assert f"All {count} things are hidden" in page.inner_text("#empty")
    page.click("#empty >> text=Undo")
    assert len(shown(page)) == count
    page.keyboard.press("Shift+Z")
    page.click("#empty >> text=Show everything")
    assert len(shown(page)) == count


def test_before_the_script_there_is_a_word_and_pages_to_read(visit: Visit) -> None:
    visit.page.route("**/static/**/*.js", lambda route: route.abort())
    visit.page.goto(visit.home)
    assert "Drawing the map" in visit.page.inner_text("#loading")
    assert visit.page.get_attribute("#loading a", "href") == "things"
    assert visit.page.locator("#panel .skeleton").count() == 1
    visit.messages.clear()


def test_a_server_that_went_away_is_noticed_and_so_is_its_return(visit: Visit) -> None:
    page = visit.open()
    page.route("**/health", lambda route: route.abort())
    page.evaluate("dispatchEvent(new Event('offline'))")
    wait(page, "document.getElementById('word').textContent.includes('does not answer')")
    page.unroute("**/health")
    page.click("#word >> text=Try again")
    wait(page, "document.getElementById('word').hidden")
    visit.messages.clear()


def test_a_graph_that_changed_on_the_server_is_offered(visit: Visit) -> None:
    page = visit.open()
    page.route("**/health", lambda route: route.fulfill(json={"status": "ok", "dataset": "another"}))
    page.evaluate("dispatchEvent(new Event('focus'))")
    wait(page, "document.getElementById('word').textContent.includes('have changed')")
    page.unroute("**/health")
    page.evaluate("__fanout.before = true")
    page.click("#word >> text=Show what is there now")
    wait(page, "window.__fanout && __fanout.before === undefined")
    assert state(page)["mode"] == "map"


def test_the_first_page_asks_and_answers(visit: Visit) -> None:
    page = visit.open()
    page.click("#panel >> text=SQS, SNS or Kinesis?")
    assert state(page)["compared"] == ["sqs", "sns", "kds"]
    page.keyboard.press("z")
    page.click("#panel >> text=What in the notes is outdated, vague or wrong?")
    assert state(page)["view"] == "outline"
    badges = set(page.eval_on_selector_all("#text .badge", "(found) => found.map((one) => one.textContent.trim())"))
    assert {badge.split()[0] for badge in badges} == {"outdated", "vague", "wrong"}


def test_the_page_is_light(visit: Visit) -> None:
    page = visit.page
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    visit.open()
    page.wait_for_load_state("networkidle")
    assert len(received) <= 6
    assert sum(received) < 200_000, "the gate of the design; make bench ONLY=page says what the aim is"
