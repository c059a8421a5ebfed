"""Datasets of the suite served: each by a `fanout serve` of its own or, faster, by a thread of this process. Real HTTP both ways."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import httpx2
import uvicorn

from api.app import create_app
from api.http import Connection
from api.settings import Settings
from api.stores import open_files
from tests.processes import served
from tests.w3c.ask import Outcome, ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.w3c.manifest import Case

AT_ONCE = 8
"""Datasets that are served at the same time; most of it is waiting for servers to end."""
Serve = Callable[["Case"], AbstractContextManager[str]]


@contextmanager
def by_thread(case: Case) -> Iterator[str]:
    """The endpoint of a server in a thread, over the dataset of a test."""
    data, named, base = case.dataset
    settings = Settings(data=data, named=tuple(f"{iri}={path}" for iri, path in named), base=base, metrics=False, log="off")
    kg = open_files(settings)
    server = uvicorn.Server(uvicorn.Config(create_app(kg, settings), log_config=None, http=Connection, lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        finally:
            server.should_exit = True
            thread.join()
            kg.close()


@contextmanager
def by_process(case: Case) -> Iterator[str]:
    """The endpoint of a server process, started with options as anybody would."""
    data, named, base = case.dataset
    options = [option for path in data for option in ("--data", str(path))]
    options += [option for iri, path in named for option in ("--named", f"{iri}={path}")]
    with TemporaryDirectory() as cache, served(Path(cache), *options, "--base", base, "--log", "off") as server:
        yield server.url + "sparql"


def run(cases: Iterable[Case], serve: Serve = by_thread) -> list[Outcome]:
    """Ask every test, those of one dataset of one server."""
    shared: dict[object, list[Case]] = {}
    for case in cases:
        shared.setdefault(case.dataset, []).append(case)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return [outcome for outcomes in threads.map(lambda some: _asked(some, serve), shared.values()) for outcome in outcomes]


def _asked(cases: list[Case], serve: Serve) -> list[Outcome]:
    with serve(cases[0]) as endpoint, httpx2.Client(timeout=60) as client:
        return [ask(case, endpoint, client) for case in cases]
