"""Renews docs/screenshot.jpg, the picture in the README: `make screenshot`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.bench.servers import fanout, serve
from tests.conftest import FLAGS, Visit

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

ROOT = Path(__file__).parent.parent
SIZE: ViewportSize = {"width": 1440, "height": 900}


def main() -> None:
    """Open the first view as a visitor does and keep what is seen."""
    with serve("fanout", fanout(ROOT / "build" / "screenshot"), "/health") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        context = browser.new_context(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        page = Visit(context, f"http://127.0.0.1:{server.port}/").open()
        page.wait_for_timeout(500)
        (ROOT / "docs").mkdir(exist_ok=True)
        page.screenshot(path=ROOT / "docs" / "screenshot.jpg", type="jpeg", quality=82)
        browser.close()


if __name__ == "__main__":
    main()
