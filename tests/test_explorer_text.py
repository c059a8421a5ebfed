"""The view as text, in step with the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.explorer import search, shown, state, wait

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Visit

EGO = "#m=ego&f=sqs&n=sqs"


def focused(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("({ ...document.activeElement.dataset, text: document.activeElement.textContent })")
    return found


def test_outline_and_tables_tell_the_same_view(visit: Visit) -> None:
    page = visit.open()
    search(page, "SQS")
    wait(page, "__fanout.store.state.focus === 'sqs'")
    page.keyboard.press("o")
    assert page.inner_text(".outline [role=treeitem] b") == "Amazon SQS"
    told = page.locator(".outline [data-edge]").count()
    assert told == page.evaluate("__fanout.relations().length")
    page.keyboard.press("t")
    assert page.locator("#text tbody tr").count() == len(shown(page))
    page.click("#text >> text=Relations (")
    assert page.locator("#text tbody tr").count() == told
    page.click("#text tbody >> text=Amazon SNS >> nth=0")
    assert state(page)["selected"] == "sns"
    assert "chosen" not in (page.get_attribute("#text tbody tr", "class") or "")


def test_arrow_keys_walk_the_outline(visit: Visit) -> None:
    page = visit.open(EGO + "&v=outline")
    page.focus(".outline [tabindex='0']")
    assert focused(page)["thing"] == "sqs"
    page.keyboard.press("ArrowDown")
    first = focused(page)
    assert first["edge"].startswith("sqs|")
    assert first["text"].startswith("Amazon SQS ")
    page.keyboard.press("Enter")
    assert state(page)["edge"] == first["edge"]
    wait(page, "document.querySelector('#panel .kind')?.textContent.startsWith('relation')")
    assert focused(page)["edge"] == first["edge"]
    page.keyboard.press("ArrowLeft")
    assert focused(page)["thing"] == "sqs"
    page.keyboard.press("ArrowLeft")
    assert page.get_attribute("[data-thing=sqs]", "aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    following = focused(page)["thing"]
    assert following != "sqs"
    assert state(page)["selected"] == following
    page.keyboard.press("Home")
    assert focused(page)["thing"] == "sqs"
    page.keyboard.press("End")
    assert "edge" in focused(page) or "thing" in focused(page)
    assert page.locator(".outline [tabindex='0']").count() == 1


def test_tables_sort_by_every_column(visit: Visit) -> None:
    for view in ("table", "relations"):
        page = visit.open(f"{EGO}&v={view}")
        page.reload()
        visit.ready()
        for at in range(page.locator("#text th").count()):
            page.click(f"#text th >> nth={at} >> button")
            up = page.get_attribute(f"#text th >> nth={at}", "aria-sort")
            page.click(f"#text th >> nth={at} >> button")
            assert {up, page.get_attribute(f"#text th >> nth={at}", "aria-sort")} == {"ascending", "descending"}
            values = page.eval_on_selector_all("#text tbody tr", f"(rows) => rows.map((row) => row.children[{at}].textContent)")
            numbers = [int(value) for value in values] if all(value.isdigit() for value in values) else None
            ordered = page.evaluate("(values) => [...values].sort((a, b) => a.localeCompare(b))", values)
            falling = page.get_attribute(f"#text th >> nth={at}", "aria-sort") == "descending"
            if numbers is not None:
                assert numbers == sorted(numbers, reverse=falling)
            elif view == "table":
                assert values == (ordered[::-1] if falling else ordered)
            assert page.evaluate("document.activeElement.closest('th') !== null")
