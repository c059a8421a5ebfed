"""Renews docs/screenshot.jpg, the picture in the README: `make screenshot`."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import FLAGS

ROOT = Path(__file__).parent.parent


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    server = subprocess.Popen([sys.executable, "-m", "api.cli", "serve", "--port", str(port)], cwd=ROOT)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(url + "health").close()
                break
            except OSError:
                time.sleep(0.1)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
            page.goto(url)
            page.wait_for_timeout(2000)
            (ROOT / "docs").mkdir(exist_ok=True)
            page.screenshot(path=ROOT / "docs" / "screenshot.jpg", type="jpeg", quality=82)
            browser.close()
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
