"""The explorer page's budgets, measured in headless Chromium: `make bench ONLY=page`.

Method. Real input through the DevTools protocol at 1440 x 900, a fresh browser context a run. "CPU" is main-thread CPU time
(`Performance.getMetrics` with thread ticks, so other work on the machine does not count), per frame divided by the frames that
the page drew, per action all that follows the input within a quarter of a second: the picture, the panel with its quotes, the address.
"To painted, wall" are the page's own measures, from the input to after the frame that shows it; they count only on a machine that
has nothing else to do. Each figure is the least of several runs. Bytes are `Network.loadingFinished` over gzip with a cold cache.
"""

from __future__ import annotations

import contextlib
import random
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

import web.view
from graph import layout
from tests.bench.servers import fanout, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, CDPSession, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RUNS = 5
FRAMES = 40
BUDGETS = {
    "transferred cold, gzip": ("KB", 200, 120),
    "main-thread CPU until usable": ("ms", 350, 150),
    "longest block while loading": ("ms", 350, 100),
    "pan, CPU a frame": ("ms", 14, 6),
    "zoom, CPU a frame": ("ms", 14, 6),
    "drag, CPU a frame": ("ms", 14, 6),
    "pan at 2,000, CPU a frame": ("ms", 22, 10),
    "zoom at 2,000, CPU a frame": ("ms", 22, 10),
    "drag at 2,000, CPU a frame": ("ms", 22, 10),
    "select, CPU": ("ms", 100, 33),
    "select to painted, wall": ("ms", 100, 33),
    "expand, CPU": ("ms", 100, 25),
    "expand to painted, wall": ("ms", 100, 25),
    "filter, CPU": ("ms", 50, 16),
    "filter to painted, wall": ("ms", 50, 16),
    "search keystroke, CPU": ("ms", 50, 15),
    "search keystroke to painted, wall": ("ms", 50, 15),
    "stand-alone file, gzip": ("KB", 160, 110),
    "other hosts, reports, messages": ("", 0, 0),
}
"""What is measured: its unit, the gate and the aim (design, section 9)."""
READY = """new PerformanceObserver((list) => {
  if (list.getEntriesByName("interactive").length) globalThis.benchUsable("");
}).observe({ type: "mark", buffered: true });
globalThis.benchBlocks = [];
new PerformanceObserver((list) => globalThis.benchBlocks.push(...list.getEntries().map((one) => one.duration)))
  .observe({ type: "longtask", buffered: true });
globalThis.benchReports = [];
addEventListener("securitypolicyviolation", (event) => globalThis.benchReports.push(event.violatedDirective));"""
Figures = dict[str, list[float]]


@dataclass
class Visit:
    """One opening of the page: the page, its DevTools session, and what it cost."""

    page: Page
    session: CDPSession
    cpu: float
    bytes: int
    faults: list[str] = field(default_factory=list)

    def work(self) -> float:
        """Main-thread CPU so far, in milliseconds."""
        return _work(self.session)

    def frames(self) -> int:
        """How many frames the page has drawn."""
        return int(self.page.evaluate("__fanout.canvas.frames"))

    def measures(self, name: str) -> list[float]:
        """The page's own measures of a name, in milliseconds."""
        return [float(one) for one in self.page.evaluate("(name) => performance.getEntriesByName(name).map((m) => m.duration)", name)]

    def place(self, ident: str) -> tuple[float, float]:
        """Where a thing is on the screen."""
        x, y = self.page.evaluate("(id) => __fanout.canvas.onScreen(id)", ident)
        return float(x), float(y)

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """Real input, in page pixels."""
        self.session.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **more})


def _work(session: CDPSession) -> float:
    found = session.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(one["value"] for one in found if one["name"] == "TaskDuration"))


@contextlib.contextmanager
def opened(browser: Browser, url: str, html: str | None = None) -> Iterator[Visit]:
    """The page in a fresh context until it says that it is usable; `html` instead of what the server gives."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((url, "blob:", "data:")) else faults.append(request.url))
    if html is not None:
        page.route(url, lambda route: route.fulfill(body=html, content_type="text/html"))
    session = context.new_cdp_session(page)
    received: list[float] = []
    usable: list[bool] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.on("Runtime.bindingCalled", lambda _: usable.append(True))
    for method, arguments in (
        ("Network.enable", {}),
        ("Runtime.enable", {}),
        ("Performance.setTimeDomain", {"timeDomain": "threadTicks"}),
        ("Performance.enable", {"timeDomain": "threadTicks"}),
        ("Runtime.addBinding", {"name": "benchUsable"}),
    ):
        with contextlib.suppress(Exception):  # the time domain is set one way or the other, as Chromium's version has it
            session.send(method, arguments)
    page.add_init_script(READY)
    before = _work(session)
    page.goto(url, wait_until="commit")
    deadline = time.monotonic() + 60
    while not usable and time.monotonic() < deadline:
        page.wait_for_timeout(4)
    cpu = _work(session) - before
    page.wait_for_timeout(400)
    yield Visit(page, session, cpu, int(sum(received)), faults)
    faults += page.evaluate("benchReports")
    context.close()


def load(visit: Visit, figures: Figures) -> None:
    """What opening the page costs."""
    figures.setdefault("main-thread CPU until usable", []).append(visit.cpu)
    figures.setdefault("transferred cold, gzip", []).append(visit.bytes / 1000)
    blocks = visit.page.evaluate("benchBlocks")
    figures.setdefault("longest block while loading", []).append(max(blocks, default=0.0))


def gestures(visit: Visit, figures: Figures, at: str = "") -> None:
    """Pan, zoom and drag a thing with the mouse: CPU for each frame that was drawn."""
    thing = visit.page.evaluate("[...__fanout.data.nodes.values()].sort((a, b) => b.degree - a.degree)[0].id")

    def moves(start: tuple[float, float] | None) -> None:
        start = start or visit.place(thing)
        visit.mouse("mousePressed", *start, button="left", buttons=1, clickCount=1)
        for step in range(FRAMES):
            visit.mouse("mouseMoved", start[0] + 3 * (step % 20), start[1] + 2 * step, button="left", buttons=1)
        visit.mouse("mouseReleased", start[0], start[1] + 2 * FRAMES, button="left", clickCount=1)

    def wheel() -> None:
        for step in range(FRAMES):
            visit.mouse("mouseWheel", 640, 480, deltaX=0, deltaY=-40 if step % 20 < 10 else 40)

    free = (300.0, 90.0)  # the upper left of the stage, where nothing lies
    for name, act in (("pan", partial(moves, free)), ("zoom", wheel), ("drag", partial(moves, None))):
        visit.page.evaluate("__fanout.canvas.fit()")
        visit.page.wait_for_timeout(150)
        work, frames = visit.work(), visit.frames()
        act()
        visit.page.wait_for_timeout(50)
        drawn = max(1, visit.frames() - frames)
        figures.setdefault(f"{name}{at}, CPU a frame", []).append((visit.work() - work) / drawn)


def actions(visit: Visit, figures: Figures) -> None:
    """Select, filter, search and expand, as a person does them."""
    page = visit.page
    page.evaluate("__fanout.act.map()")

    def timed(name: str, act: Callable[[], None]) -> None:
        measure = name.split()[0]
        before, work = len(visit.measures(measure)), visit.work()
        act()
        page.wait_for_timeout(250)
        figures.setdefault(f"{name}, CPU", []).append(visit.work() - work)
        figures.setdefault(f"{name} to painted, wall", []).extend(visit.measures(measure)[before:])

    place = visit.place("s3")
    timed("select", partial(page.mouse.click, *place))
    page.keyboard.press("Escape")
    box = page.locator("#filters .row").first.bounding_box()
    assert box is not None
    for _ in range(2):
        timed("filter", partial(page.mouse.click, box["x"] + 40, box["y"] + 10))
    page.keyboard.press("/")
    for letter in "lambd":
        timed("search keystroke", partial(page.keyboard.type, letter))
    page.keyboard.press("Escape")
    page.evaluate("__fanout.act.focus('sqs-sns-fan-out')")
    page.wait_for_timeout(300)
    page.evaluate("__fanout.act.select('sqs')")
    page.wait_for_timeout(300)
    page.evaluate("document.getElementById('stage').focus()")
    timed("expand", lambda: page.keyboard.press("e"))


def synthetic(count: int) -> web.view.View:
    """A view of so many things in 18 regions with about three relations each, seeded."""
    rng = random.Random(count)
    things = [f"thing-{index:05d}" for index in range(count)]
    regions = {thing: f"region-{min(17, int(rng.expovariate(0.16)))}" for thing in things}
    hubs = things[:30]
    edges: set[tuple[str, str]] = set()
    while len(edges) < 3 * count:
        start = rng.choice(things)
        end = rng.choice(hubs if rng.random() < 0.3 else things)
        if start != end:
            edges.add((start, end))
    places = layout.positions(regions, sorted(edges))
    near: dict[str, set[str]] = {thing: set() for thing in things}
    for start, end in edges:
        near[start].add(end)
        near[end].add(start)
    kinds = ("Service", "Feature", "Resource", "Concept", "Protocol")
    hues = ("orange", "green", "blue", "violet", "indigo", "pink", "red", "teal", "slate")
    relation = {
        "id": "uses",
        "label": "uses",
        "inverseLabel": "used by",
        "family": "structure",
        "sentence": "{s} uses {o}",
        "inverseSentence": "{o} is used by {s}",
    }
    return web.view.View(
        nodes=[
            {
                "id": thing,
                "label": f"Thing number {index}",
                "type": kinds[index % 5],
                "category": regions[thing],
                "x": places[thing][0],
                "y": places[thing][1],
                "degree": len(near[thing]),
                "acronym": None,
            }
            for index, thing in enumerate(things)
        ],
        edges=[
            {"id": f"{start}|uses|{end}", "from": start, "to": end, "relation": "uses", "family": "structure", "status": "stated"}
            for start, end in sorted(edges)
        ],
        categories=[{"id": f"region-{n}", "label": f"Region {n}", "color": hues[n % 9]} for n in range(18)],
        types=[{"id": kind, "label": kind, "count": count // 5} for kind in kinds],
        families=[{"id": "structure", "label": "structure", "count": len(edges)}],
        relations=[relation],
    )


def _gzipped(url: str) -> int:
    request = urllib.request.Request(url, headers={"accept-encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        return len(answer.read())


def measure(cache: Path, runs: int = RUNS) -> Figures:
    """All figures, each a list with one entry or more a run."""
    figures: Figures = {}
    faults: list[str] = []
    large = web.view.explorer(synthetic(2000), title="Fanout", version="0")
    with serve("fanout", fanout(cache), "/health") as server, sync_playwright() as playwright:
        url = f"http://127.0.0.1:{server.port}/"
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        for _ in range(runs):
            with opened(browser, url) as visit:
                load(visit, figures)
                gestures(visit, figures)
                faults += visit.faults
            with opened(browser, url) as visit:
                load(visit, figures)
                actions(visit, figures)
                faults += visit.faults
            with opened(browser, url, large) as visit:
                gestures(visit, figures, " at 2,000")
                faults += visit.faults
        figures["stand-alone file, gzip"] = [_gzipped(url + "export.html") / 1000]
        browser.close()
    figures["other hosts, reports, messages"] = [float(len(faults))]
    sys.stdout.writelines(f"fault: {fault}\n" for fault in sorted(set(faults)))
    return figures


def run(cache: Path) -> None:
    """Print each budget with what was measured."""
    figures = measure(cache)
    lines = [f"{'explorer page':34}{'measured':>13}{'gate':>8}{'aim':>8}"]
    for name, (unit, gate, aim) in BUDGETS.items():
        least = min(figures[name])
        verdict = "OVER THE GATE" if least > gate else "" if least > aim else "aim met"
        lines.append(f"{name:34}{least:>10.1f}{unit:>3}{gate:>8}{aim:>8}  {verdict}")
    sys.stdout.write("\n".join([*lines, "", str(__doc__).split("\n", 2)[2]]))
