"""The explorer page in a real browser against a real server: first view, theme, phone, a server that is gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.explorer import labels, overlapping, reopened, settled, shown, wait

if TYPE_CHECKING:
    from tests.conftest import Visit


def test_overview_shows_every_region_and_no_label_covers_another(visit: Visit) -> None:
    page = visit.open()
    regions = page.evaluate("new Set([...__fanout.data.nodes.values()].map((node) => node.category)).size")
    found = labels(page)
    assert sum(label["region"] for label in found) == regions
    assert len(found) > regions + 20
    assert overlapping(found) == []
    assert len(shown(page)) == page.evaluate("__fanout.data.nodes.size")
    assert re.fullmatch(r"\d+ of \d+ things", page.inner_text("#status"))


def test_the_theme_is_kept(visit: Visit) -> None:
    page = visit.open()
    before = page.get_attribute("html", "data-theme")
    page.click("#theme")
    after = page.get_attribute("html", "data-theme")
    assert {before, after} == {"light", "dark"}
    reopened(visit)
    assert page.get_attribute("html", "data-theme") == after


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


def test_no_name_hides_the_mark_of_a_service(visit: Visit) -> None:
    page = visit.open()
    settled(page)
    hidden = page.evaluate("""() => {
      const { canvas, labels } = __fanout;
      const stage = canvas.element.getBoundingClientRect();
      const middles = canvas.shown.filter((node) => node.type === "Service" && node.degree > 15).map(({ id }) => ({ id, at: canvas.onScreen(id) }));
      const over = ({ box }, [x, y]) => x - stage.x > box.x && x - stage.x < box.x + box.w && y - stage.y > box.y && y - stage.y < box.y + box.h;
      return middles.filter(({ id, at }) => labels.some((label) => label.id !== id && !label.region && over(label, at))).map(({ id }) => id);
    }""")
    assert hidden == []
