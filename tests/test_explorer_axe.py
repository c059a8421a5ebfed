"""axe-core on every state of the explorer, both themes, two widths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.explorer import reopened

if TYPE_CHECKING:
    from tests.conftest import Visit

AXE = Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
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
