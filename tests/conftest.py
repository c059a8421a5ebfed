"""The real thing for every test: the real ontology, built once; a real server process; a real browser."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import KnowledgeGraph

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOT = Path(__file__).parent.parent
T = TypeVar("T")


def awaited(coroutine: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, from a loop in a thread of its own: once a browser has been started, this thread has one running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def kg(cache: Path) -> Iterator[KnowledgeGraph]:
    found = KnowledgeGraph.open(cache=cache)
    yield found
    found.close()


@pytest.fixture(scope="session")
def client(kg: KnowledgeGraph) -> TestClient:
    return TestClient(create_app(kg, Settings()), raise_server_exceptions=False)


@contextmanager
def serving(cache: Path, *arguments: str, **settings: str) -> Iterator[str]:
    """The address of a server process of our own, started as the README does; `settings` are variables of its environment,
    `arguments` follow its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "api.cli", "serve", "--port", str(port), *arguments]
    environment = {"FANOUT_CACHE": str(cache), "PATH": "/usr/bin:/bin", "HOME": str(cache), **settings}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    url = f"http://127.0.0.1:{port}/"
    for _ in range(200):
        try:
            with urllib.request.urlopen(url + "health") as answer:
                answer.read()
            break
        except OSError:
            if process.poll() is not None:
                raise
            time.sleep(0.1)
    try:
        yield url
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def server_url(cache: Path, kg: KnowledgeGraph) -> Iterator[str]:
    """A server process over the real ontology."""
    with serving(cache) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


class Visit:
    """A page with what went wrong on it: requests to other hosts and messages on the console."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.foreign: list[str] = []
        self.messages: list[str] = []
        self.home = home
        context.route("**/*", self._guard)
        self.page: Page = context.new_page()
        self.page.on("console", self._message)
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))

    def _guard(self, route: Route) -> None:
        url = route.request.url
        if url.startswith((self.home, "data:", "blob:", "file:")):
            route.continue_()
        else:
            self.foreign.append(url)
            route.abort()

    def _message(self, message: ConsoleMessage) -> None:
        self.messages.append(f"{message.type}: {message.text}")

    def open(self, path: str = "") -> Page:
        self.page.goto(self.home + path)
        self.ready()
        return self.page

    def ready(self) -> None:
        """Wait until the page says that it is usable; polled, since Trusted Types forbid the evaluated wait."""
        for _ in range(400):
            if self.page.evaluate("document.documentElement.dataset.ready") == "1":
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"the page did not become ready: {self.messages}")


@pytest.fixture
def visit(browser: Browser, server_url: str) -> Iterator[Visit]:
    """A fresh visitor at 1440 × 900; nothing may be asked of other hosts or be written on the console."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    found = Visit(context, server_url)
    yield found
    context.close()
    assert found.foreign == []
    assert found.messages == []


@pytest.fixture
def from_disk(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """A visitor without network who opens the file `fanout.html` of the test's folder."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    found = Visit(context, (tmp_path / "fanout.html").as_uri())
    yield found
    context.close()
    assert found.foreign == []
    assert found.messages == []
