"""axe-core on every state of the explorer, both themes, two widths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.axe import violations
from tests.explorer import reopened, settled

if TYPE_CHECKING:
    from tests.conftest import Visit

STATES: dict[str, tuple[str, str]] = {
    "map": ("", ""),
    "around": ("#m=ego&f=sqs&n=sqs", ""),
    "thing": ("#n=sqs", ""),
    "relation": ("#e=sns|invokes|lambda", ""),
    "path": ("#p=sns+lambda+0", ""),
    "compared": ("#c=sqs+sns+kds", "document.querySelector('#panel tbody .source').click()"),
    "senses": ("#q=DX", ""),
    "nothing found": ("#q=qqxxzzvv", ""),
    "gone": ("#n=no-such-thing", ""),
    "outline": ("#m=ego&f=sqs&n=sqs&v=outline", ""),
    "table": ("#v=table", ""),
    "relations": ("#m=ego&f=sqs&n=sqs&v=relations", ""),
    "search": (
        "",
        """(async () => {
          const [box, hits] = ["search", "hits"].map((id) => document.getElementById(id));
          box.value = "lamdba";
          box.focus();
          box.dispatchEvent(new Event("input"));
          while (hits.hidden) await new Promise(requestAnimationFrame);
        })()""",
    ),
    "keys": ("", "document.getElementById('help').click()"),
    "menu": ("", "document.getElementById('exports').open = true"),
    "filters": ("", "document.getElementById('filters-open').click()"),
    "all hidden": ("", "__fanout.store.set({ off: { ...__fanout.store.state.off, type: __fanout.data.types.map((one) => one.id) } })"),
    "picking": ("#n=sqs", "__fanout.act.pathFrom('sqs')"),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious(visit: Visit, theme: Literal["light", "dark"], width: int) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900 if width > 400 else 844})
    page.emulate_media(color_scheme=theme)
    found = {}
    for name, (address, work) in STATES.items():
        reopened(visit, address)
        settled(page)
        if work:
            page.evaluate(work)
            settled(page)
        if wrong := violations(page):
            found[name] = wrong
    assert found == {}
