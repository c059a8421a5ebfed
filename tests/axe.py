"""axe-core on a page of ours, past the page's own policy, which refuses any script but ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SCRIPT = Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """axe.run().then((result) => result.violations
  .filter((one) => %s.includes(one.impact)).map((one) => [one.id, one.nodes.map((node) => node.html)]))"""
SERIOUS = ("serious", "critical")
ANYTHING = ("minor", "moderate", *SERIOUS)


def violations(page: Page, impacts: tuple[str, ...] = SERIOUS) -> list[Any]:
    """What axe finds on the page as it stands, of these impacts: for each rule its name and the elements that break it."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": _SCRIPT.read_text(encoding="utf-8")})
    answer = session.send("Runtime.evaluate", {"expression": _RUN % list(impacts), "awaitPromise": True, "returnByValue": True})
    session.detach()
    found: list[Any] = answer["result"]["value"]
    return found
