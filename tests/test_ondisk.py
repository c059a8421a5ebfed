"""A store on disk: opened for reading behind the fences, never changed, whether its files are few or many."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import psutil
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from api.settings import Settings
from api.stores import open_files
from graph.dataset import DataFile, digest, make
from graph.errors import DatasetError, RefusedQuery
from graph.sparql.embedded import Embedded
from graph.sparql.query import Query
from tests.processes import ROOT, served
from tests.test_cli import fanout

INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
BATCHES, BATCH = 40, 50
COUNTS = Query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", ("csv",))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with so few data files that all are opened at once."""
    folder = tmp_path_factory.mktemp("few")
    (folder / "a.trig").write_text("<http://x/a> <http://x/p> 1 . <http://x/g> { <http://x/a> <http://x/p> 2 }", encoding="utf-8")
    make(folder / "store", (DataFile(str(folder / "a.trig")),))
    return folder / "store"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with more data files than are opened at once: each batch stands behind the one before in every order, so none is merged."""
    folder = tmp_path_factory.mktemp("many") / "store"
    store = Store(str(folder))
    for start in range(0, BATCHES * BATCH, BATCH):
        numbers = range(start, start + BATCH)
        store.bulk_extend(
            [Quad(BlankNode(f"{(1 << 120) + n:032x}"), NamedNode("http://x/p"), Literal(str(n), datatype=INTEGER)) for n in numbers]
        )
    store.flush()
    return folder


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Embedded]]:
    engines: list[Embedded] = []

    def start(folder: Path) -> Embedded:
        engines.append(Embedded((DataFile(str(folder)),)))
        engines[-1].start()
        return engines[-1]

    yield start
    for engine in engines:
        engine.close()


def state(folder: Path) -> list[tuple[str, int, int, bytes]]:
    return sorted((p.name, p.stat().st_size, p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir())


def test_few_files_are_all_open_before_the_fences_close(few: Path, opened: Callable[[Path], Embedded]) -> None:
    before = state(few)
    engine = opened(few)
    assert "descriptors" in engine.workers.fences
    assert engine.answer(COUNTS, 60).body == b"n\r\n1\r\n"
    assert engine.answer(Query("SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }", ("csv",)), 60).body == b"g,o\r\nhttp://x/g,2\r\n"
    assert engine.workers.graphs == {"http://x/g"}
    assert [row["o"].value for row in engine.rows("SELECT ?o { ?s ?p ?o }")] == ["1"]
    assert len(engine.nquads().splitlines()) == 2
    with pytest.raises(RefusedQuery):
        engine.answer(Query("SELECT * FROM <http://x/other> { ?s ?p ?o }"), 60)
    assert state(few) == before


def test_many_files_are_opened_when_they_are_needed(many: Path, opened: Callable[[Path], Embedded]) -> None:
    before = state(many)
    engine = opened(many)
    assert len([name for name, *_ in before if name.endswith(".sst")]) > 3 * 16
    assert engine.answer(COUNTS, 60).body == b"n\r\n%d\r\n" % (BATCHES * BATCH)
    for n in range(0, BATCHES * BATCH, BATCH // 2):
        assert engine.answer(Query(f"SELECT ?s {{ ?s <http://x/p> {n} }}", ("csv",)), 60).body == b"s\r\n_:%032x\r\n" % ((1 << 120) + n)
    assert engine.answer(Query('ASK { ?s ?p "a text that is nowhere" }', ("json",)), 60).body == b'{"head":{},"boolean":false}'
    assert state(many) == before
    assert "descriptors" not in engine.workers.fences
    if os.geteuid() == 0:
        assert set(engine.workers.fences) >= {"folder", "user"}


INSIDE = """
import os, socket, sys
os.chdir(sys.argv[1])
from graph.sparql import sandbox
network = sandbox.no_network()
held = sandbox.enter(network=False, later=3)
def attempt(name, call):
    try: call()
    except OSError: return
    print(name)
attempt("socket", lambda: socket.socket())
attempt("file", lambda: os.open("/etc/passwd", os.O_RDONLY))
attempt("file above", lambda: os.open("../../../../../../../../etc/passwd", os.O_RDONLY))
attempt("processes", lambda: os.open("/proc/self/environ", os.O_RDONLY))
attempt("write", lambda: os.open("new", os.O_CREAT | os.O_WRONLY))
attempt("append", lambda: os.open("CURRENT", os.O_WRONLY | os.O_APPEND))
attempt("both", lambda: os.open("CURRENT", os.O_RDWR))
attempt("empty", lambda: os.open("CURRENT", os.O_RDONLY | os.O_TRUNC))
attempt("remove", lambda: os.unlink("CURRENT"))
attempt("program", lambda: os.execv("/bin/true", ["true"]))
attempt("fork", lambda: os.fork() or os._exit(0))
opened = [os.open("CURRENT", os.O_RDONLY) for _ in range(3)]
attempt("more", lambda: [os.open("CURRENT", os.O_RDONLY) for _ in range(100)])
print(len(opened), *held)
"""


def test_behind_those_fences_the_folder_can_be_read_and_nothing_else(few: Path) -> None:
    before = state(few)
    done = subprocess.run(
        [sys.executable, "-c", INSIDE, str(few)], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    lines = done.stdout.splitlines()
    assert len(lines) == 1, f"these could be done: {lines}"
    assert lines[0].split()[:2] == ["3", "folder"]
    assert state(few) == before


def test_a_worker_that_dies_is_replaced(many: Path, opened: Callable[[Path], Embedded]) -> None:
    engine = opened(many)
    assert engine.answer(COUNTS, 60).body
    assert engine.workers._zygote is not None
    zygote = psutil.Process(engine.workers._zygote.pid)
    for ended in (zygote.children(), [zygote]):
        for process in ended:
            process.kill()
        psutil.wait_procs(ended, 10)
        assert engine.answer(COUNTS, 60).body == b"n\r\n%d\r\n" % (BATCHES * BATCH)


def test_who_writes_is_kept_out_and_keeps_us_out(few: Path, tmp_path: Path, opened: Callable[[Path], Embedded]) -> None:
    writes = "import sys, pyoxigraph; s = pyoxigraph.Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", writes, str(few)]
    engine = opened(few)
    assert "lock" in subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True).stderr.lower()
    engine.close()
    make(tmp_path / "other", ())
    with subprocess.Popen([*command[:-1], str(tmp_path / "other")], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        with pytest.raises(DatasetError, match=r"other: Another process writes to this store\. Stop that first\."):
            opened(tmp_path / "other")
        writer.communicate()
    assert opened(tmp_path / "other").answer(COUNTS, 60).body == b"n\r\n0\r\n"


def test_what_is_no_store_is_told(few: Path, tmp_path: Path) -> None:
    for data, told in (
        ((tmp_path,), "This folder holds no Oxigraph store. One is made by: fanout load FOLDER FILE…"),
        ((few, few), "a store on disk is a dataset of its own, and goes with no other files."),
    ):
        with pytest.raises(DatasetError, match=told.replace(".", r"\.")):
            open_files(Settings(data=data))


def test_the_digest_tells_states_apart(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    make(folder, ())
    files = (DataFile(str(folder)),)
    first = digest(files)
    assert digest(files) == first
    store = Store(str(folder))
    store.add(Quad(NamedNode("http://x/a"), NamedNode("http://x/p"), NamedNode("http://x/b")))
    store.flush()
    del store
    assert digest(files) != first


def test_the_command_loads_and_another_serves(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<a> <p> 1, 2 .", encoding="utf-8")
    folder = tmp_path / "store"
    arguments = ("load", str(folder), str(tmp_path / "a.ttl"), "--named", f"g={tmp_path / 'a.ttl'}", "--base", "http://x/")
    done = fanout(cache, *arguments)
    assert (done.returncode, done.stdout) == (0, f"4 statements in {folder}\n"), done.stderr
    again = fanout(cache, *arguments)
    assert (again.returncode, again.stderr) == (1, f"{folder} is there already. Remove it, or choose another folder.\n")
    wrong = fanout(cache, "load", str(tmp_path / "other"), str(tmp_path / "missing.ttl"))
    assert wrong.returncode == 1
    assert "missing.ttl" in wrong.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.ttl", "store"]
    with served(cache, "--data", str(folder), "--base", "http://x/") as server:
        answer = httpx2.post(server.url + "sparql", data={"query": "SELECT ?s FROM <g> { ?s <p> 2 }"}, headers={"accept": "text/csv"})
        assert answer.text == "s\r\nhttp://x/a\r\n"
        assert httpx2.get(server.url + "health").json()["things"] == 0


def test_the_notes_on_disk_are_served_whole(cache: Path, tmp_path: Path, server_url: str) -> None:
    assert fanout(cache, "load", str(tmp_path / "notes")).returncode == 0
    with served(cache, str(tmp_path / "notes")) as server:
        for path in ("related/route53", "path?from=lambda&to=redshift", "page/sqs", "examples"):
            assert httpx2.get(server.url + path).content == httpx2.get(server_url + path).content
