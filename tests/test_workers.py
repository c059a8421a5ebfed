"""Queries in processes of their own: what ends them, what they cannot reach, and who notices. Order and outcomes, no seconds."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.dataset import DataFile
from graph.errors import BadQuery, Busy, DatasetError, QueryError, QueryTimeout, QueryTooLarge
from graph.sparql.crew import SPARE
from graph.sparql.embedded import Embedded
from graph.sparql.lane import CALM, GRACE
from graph.sparql.limits import Limits
from graph.sparql.query import Answer, Query
from graph.sparql.workers import Workers
from tests.conftest import awaited

HOPELESS = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }")
SMALL = Query("ASK { ?s ?p 7 }")
YES = b'{"head":{},"boolean":true}'
LINES = "".join(f"<http://x/{n}> <http://x/p> {n} .\n" for n in range(3000))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFile:
    path = tmp_path_factory.mktemp("data") / "numbers.ttl"
    path.write_text(LINES, encoding="utf-8")
    return DataFile(str(path))


@pytest.fixture(scope="module")
def engine(data: DataFile) -> Iterator[Embedded]:
    found = Embedded((data,), Limits(memory=256 << 20))
    yield found
    found.close()


async def outcome(name: str, answering: asyncio.Future[Answer] | asyncio.Task[Answer], order: list[tuple[str, object]]) -> None:
    """Note how a query ended, in the order in which they end."""
    try:
        order.append((name, (await answering).body))
    except QueryError as error:
        order.append((name, type(error)))


def test_small_queries_do_not_wait_for_hopeless_ones(engine: Embedded) -> None:
    async def play() -> list[tuple[str, object]]:
        order: list[tuple[str, object]] = []
        await engine.reply(SMALL, 60)
        tasks = [asyncio.create_task(outcome("hopeless", asyncio.ensure_future(engine.reply(HOPELESS, 6)), order)) for _ in range(20)]
        await asyncio.sleep(0)
        for _ in range(5):
            await outcome("small", asyncio.ensure_future(engine.reply(SMALL, 60)), order)
        await asyncio.gather(*tasks)
        return order

    assert awaited(play()) == [("small", YES)] * 5 + [("hopeless", QueryTimeout)] * 20
    assert engine.workers.running == 0
    assert engine.answer(SMALL, 60).body == YES


def test_a_client_that_leaves_takes_its_query_along(engine: Embedded) -> None:
    async def play() -> None:
        await engine.reply(HOPELESS, 3600, lambda: asyncio.sleep(0))

    with pytest.raises(QueryTimeout):
        awaited(play())
    assert engine.workers.running == 0


def test_over_the_bound_the_longest_gives_way_or_the_newest_is_turned_away(data: DataFile) -> None:
    async def play(engine: Embedded) -> list[tuple[str, object]]:
        order: list[tuple[str, object]] = []
        await engine.reply(SMALL, 60)
        first = asyncio.create_task(outcome("first", asyncio.ensure_future(engine.reply(HOPELESS, 3600)), order))
        await asyncio.sleep(0)
        await outcome("too early", asyncio.ensure_future(engine.reply(SMALL, 60)), order)
        await asyncio.sleep(GRACE + 0.1)
        await outcome("later", asyncio.ensure_future(engine.reply(SMALL, 60)), order)
        await first
        return order

    engine = Embedded((data,), Limits(running=1))
    try:
        assert awaited(play(engine)) in (
            [("too early", Busy), ("first", Busy), ("later", YES)],
            [("too early", Busy), ("later", YES), ("first", Busy)],
        )
    finally:
        engine.close()


@pytest.mark.parametrize("format_name", ["json", "xml", "csv", "tsv"])
def test_too_many_rows_are_an_error_and_no_short_answer(data: DataFile, format_name: str) -> None:
    engine = Embedded((data,), Limits(rows=1000))
    try:
        with pytest.raises(QueryTooLarge, match="1,000 rows"):
            engine.answer(Query("SELECT * { ?s ?p ?o }", (format_name,)), 60)
        assert engine.answer(Query("SELECT * { ?s ?p ?o } LIMIT 900", (format_name,)), 60).body
    finally:
        engine.close()


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_too_many_bytes_are_an_error_and_no_short_answer(data: DataFile, text: str) -> None:
    engine = Embedded((data,), Limits(bytes=50_000))
    try:
        with pytest.raises(QueryTooLarge, match="50,000 bytes"):
            engine.answer(Query(text), 60)
    finally:
        engine.close()


@pytest.mark.parametrize(
    ("name", "text", "errors"),
    [
        ("memory", 'SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d)); SEPARATOR="' + "x" * 5000 + '") AS ?x) { ?a ?b ?c . ?d ?e ?f }', (QueryTooLarge,)),
        ("recursion", "ASK { FILTER(" + "!" * 100_000 + "true) }", (QueryTooLarge, BadQuery)),
        ("joins", "SELECT * { " + " . ".join(f"?a{n} ?p{n} ?a{n + 1}" for n in range(900)) + " }", (QueryTimeout, QueryTooLarge)),
        ("path", "SELECT * { ?a " + "/".join(["(<http://x/p>|!<http://x/q>)*"] * 270) + " ?b }", (QueryTimeout, QueryTooLarge)),
        ("product", HOPELESS.text, (QueryTimeout,)),
        ("regex", 'SELECT * { ?s ?p ?o . ?a ?b ?c FILTER(REGEX(CONCAT(STR(?s), STR(?a)), "^(([a-z/:])+.)+[A-Z]([a-z])+$")) }', (QueryTimeout,)),
    ],
)  # fmt: skip
def test_what_would_hurt_is_stopped_and_nothing_stays(engine: Embedded, name: str, text: str, errors: tuple[type[QueryError], ...]) -> None:
    with pytest.raises(errors):
        engine.answer(Query(text), 60 if name == "memory" else 2)
    assert engine.workers.running == 0
    assert engine.answer(SMALL, 60).body == YES
    assert engine.workers._zygote is not None
    zygote = psutil.Process(engine.workers._zygote.pid)
    mine = [p for p in (zygote, *zygote.children(recursive=True)) if p.status() != psutil.STATUS_ZOMBIE]
    assert sum(p.memory_info().rss for p in mine) < (SPARE + 2) * (100 << 20), name


def test_a_service_that_slips_past_the_check_reaches_nobody(engine: Embedded) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        for silent in ("", "SILENT "):
            text = f"SELECT * {{ SERVICE {silent}<http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
            try:
                awaited(engine.workers.reply(Query(text), 60))  # past graph.sparql.fences
            except QueryError as error:
                assert not silent, error
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_a_file_that_slips_past_the_check_is_not_read(engine: Embedded) -> None:
    text = "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"
    assert awaited(engine.workers.reply(Query(text, ("tsv",)), 60)).body.splitlines()[1:] == []


INSIDE = """
import os, socket
from graph.sparql import sandbox
held = sandbox.enter()
def attempt(name, call):
    try: call()
    except OSError: return
    print(name)
attempt("socket", lambda: socket.socket())
attempt("file", lambda: open("/etc/passwd"))
attempt("write", lambda: os.open("/tmp/fanout-was-here", os.O_CREAT | os.O_WRONLY))
attempt("pipe", os.pipe)
if "calls" in held:
    attempt("program", lambda: os.execv("/bin/true", ["true"]))
    attempt("fork", lambda: os.fork() or os._exit(0))
    attempt("folder", lambda: os.mkdir("/tmp/fanout-was-here"))
print(*held)
"""


def test_behind_the_fences_there_is_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", INSIDE], capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == 1, f"these could be done: {lines}"
    assert "descriptors" in lines[0].split()


def test_the_fences_that_hold_are_known(engine: Embedded) -> None:
    engine.start()
    assert "descriptors" in engine.workers.fences
    assert set(engine.workers.fences) <= {"network", "user", "descriptors", "calls"}
    if sys.platform.startswith("linux") and os.uname().machine in ("x86_64", "aarch64"):
        assert "calls" in engine.workers.fences


def test_processes_that_die_are_replaced(data: DataFile) -> None:
    before = set(psutil.Process().children(recursive=True))
    workers = Workers((data,))
    try:
        assert awaited(workers.reply(SMALL, 60)).body == YES
        zygote, *forks = sorted(set(psutil.Process().children(recursive=True)) - before, key=lambda p: p.create_time())
        for process in forks:
            process.kill()
        psutil.wait_procs(forks, 10)
        assert awaited(workers.reply(SMALL, 60)).body == YES
        zygote.kill()
        psutil.wait_procs([zygote], 10)
        assert awaited(workers.reply(SMALL, 60)).body == YES
    finally:
        workers.close()
    assert set(psutil.Process().children(recursive=True)) <= before


def test_an_idle_worker_outlives_the_process_that_takes_no_orders_any_more(data: DataFile) -> None:
    workers = Workers((data,))
    workers.start()
    try:
        first = workers.take()  # and another is made ready
        assert isinstance(workers._zygote, subprocess.Popen)
        assert workers._control is not None
        workers._zygote.send_signal(signal.SIGSTOP)  # it ends nothing yet
        workers._control.shutdown(socket.SHUT_RDWR)
        second = workers.take()  # for which no other can be made ready
        assert second.alive()
        with pytest.raises(ConnectionError):
            workers.take()
        workers._zygote.send_signal(signal.SIGCONT)
        for worker in (first, second):
            workers.end(worker)
        assert awaited(workers.reply(SMALL, 60)).body == YES
    finally:
        workers.close()


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text("<a> <b>", encoding="utf-8")
    for path in (wrong, tmp_path / "missing.ttl", tmp_path / "notes.docx"):
        with pytest.raises(DatasetError, match=path.name):
            Workers((DataFile(str(path)),)).start()


def test_answers_that_come_in_are_bounded_together(data: DataFile) -> None:
    async def play(engine: Embedded) -> list[tuple[str, object]]:
        order: list[tuple[str, object]] = []
        await engine.reply(SMALL, 60)
        await outcome("large", asyncio.ensure_future(engine.reply(Query("SELECT * { ?s ?p ?o }", ("json",)), 60)), order)
        await outcome("small", asyncio.ensure_future(engine.reply(SMALL, 60)), order)
        return order

    engine = Embedded((data,), Limits(held=100_000))
    try:
        assert awaited(play(engine)) == [("large", Busy), ("small", YES)]
        assert engine.workers.room.used == 0
    finally:
        engine.close()


def test_what_stands_behind_a_query_that_is_not_quick_moves_on(engine: Embedded) -> None:
    async def play() -> list[tuple[str, object]]:
        order: list[tuple[str, object]] = []
        await engine.reply(SMALL, 60)
        await asyncio.sleep(CALM)
        asked = [("hopeless", HOPELESS, 3), ("small", SMALL, 60), ("small", SMALL, 60)]
        async with asyncio.TaskGroup() as group:
            for name, query, seconds in asked:  # in one turn of the loop, so they go to one worker
                group.create_task(outcome(name, asyncio.ensure_future(engine.reply(query, seconds)), order))
        return order

    assert awaited(play()) == [("small", YES), ("small", YES), ("hopeless", QueryTimeout)]
    assert engine.workers.running == 0


def test_what_stands_behind_a_query_that_nobody_wants_any_more_is_answered(engine: Embedded) -> None:
    async def play() -> list[tuple[str, object]]:
        order: list[tuple[str, object]] = []
        await engine.reply(SMALL, 60)
        await asyncio.sleep(CALM)
        first = asyncio.ensure_future(engine.reply(HOPELESS, 60))
        behind = asyncio.ensure_future(outcome("small", asyncio.ensure_future(engine.reply(SMALL, 60)), order))
        lane = engine.workers.lane()
        while lane.running < 2 or lane._new:
            await asyncio.sleep(0)
        first.cancel()  # they are with one worker, and have not been there for long
        await behind
        return order

    assert awaited(play()) == [("small", YES)]
    assert engine.workers.running == 0
