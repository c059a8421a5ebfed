"""What the explorer's tests ask of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Visit


def wait(page: Page, condition: str) -> None:
    """Until a JavaScript expression holds. Polled, because Trusted Types forbid what wait_for_function does."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never became true: {condition}")


def settled(page: Page) -> None:
    """Until the camera rests, each name has its place, and the panel tells what it has to."""
    wait(page, "!__fanout.canvas.moving && !__fanout.canvas.picture.stale && document.getElementById('panel').ariaBusy !== 'true'")


def linked(visit: Visit) -> str:
    """The address, once the camera rests and stands in it, which takes a moment more."""
    settled(visit.page)
    wait(
        visit.page,
        """(() => {
            const camera = __fanout.canvas.camera;
            const told = camera && [camera.x.toFixed(1), camera.y.toFixed(1), camera.scale.toFixed(5)].join("_");
            return new URLSearchParams(location.hash.slice(1)).get("z") === told;
        })()""",
    )
    return visit.page.url.removeprefix(visit.home)


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
    x, y = page.evaluate("(id) => __fanout.canvas.onScreen(id)", ident)
    return float(x), float(y)


def typed(page: Page, text: str) -> None:
    """Go to the search box and type."""
    page.keyboard.press("/")
    page.keyboard.type(text)


def search(page: Page, text: str) -> None:
    """Find what is typed; until the box is left, since keys that follow would be typed into it."""
    typed(page, text)
    page.keyboard.press("Enter")
    wait(page, "document.activeElement.id !== 'search'")


def overlapping(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    def hit(a: dict[str, float], b: dict[str, float]) -> bool:
        return a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"]

    return [(a["text"], b["text"]) for i, a in enumerate(found) for b in found[i + 1 :] if hit(a["box"], b["box"])]
