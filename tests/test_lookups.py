"""Look-ups: told from the text with certainty, and answered as a worker answers them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from graph.dataset import DataFile
from graph.sparql.embedded import WALKED, Embedded
from graph.sparql.lookups import is_lookup
from graph.sparql.query import Answer, Query
from tests.conftest import awaited

LOOKUPS = (
    "ASK { <http://x/1> ?p ?o }",
    "ask where{<http://x/1> a ?o.}",
    "SELECT * { ?s ?p ?o } LIMIT 7",
    "SELECT ?p ?o WHERE { <http://x/1> ?p ?o }",
    "SELECT ?o ?p\nWHERE {\n  <1> ?p ?o .\n}\nLIMIT 3 OFFSET 1",
    'PREFIX x: <http://x/> PREFIX : <http://y/> SELECT $s { $s x:name "one"@en-GB } LIMIT 9',
    "PREFIX x: <http://x/> SELECT ?nothing { x:a x:p ?o }",
)
OTHERS = (
    "SELECT * { ?s ?p ?s }",
    "SELECT ?s ?p { ?s ?p <http://x/1> . ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT DISTINCT ?s { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } ORDER BY ?s",
    "SELECT * { ?s ?p ?o } OFFSET 10000",
    "SELECT * { <http://x/1> <http://x/p>* ?o }",
    "SELECT * { <http://x/1> ^<http://x/p> ?o }",
    "SELECT * { <http://x/1> <http://x/p>/<http://x/p> ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o } # LIMIT 1",
    "SELECT * { ?s ?p \"\\u0041\" }",
    "SERV\\u0049CE",
    "DESCRIBE <http://x/1>",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "BASE <http://x/> SELECT * { <1> ?p ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o > 1) }",
    "SELECT * { [] ?p ?o }",
    "SELECT * { ?s ?p ?o } " + " " * 2000,
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    path: Path = tmp_path_factory.mktemp("data") / "names.ttl"
    rows = "".join(
        f'<http://x/{n}> a <http://x/Thing> ; <http://x/p> {n} ; <http://x/name> "one"@en-GB, "<b>\\"é"@fr .\n' for n in range(2000)
    )
    path.write_text(rows + "<http://x/a> <http://x/p> true .", encoding="utf-8")
    found = Embedded((DataFile(str(path)),))
    found.start()
    yield found
    found.close()


@pytest.mark.parametrize("text", LOOKUPS)
def test_one_pattern_is_a_look_up(text: str) -> None:
    assert is_lookup(text)


@pytest.mark.parametrize("text", OTHERS)
def test_whatever_else_is_none(text: str) -> None:
    assert not is_lookup(text)


@pytest.mark.parametrize("format_name", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("text", LOOKUPS)
def test_a_look_up_answers_what_a_worker_answers(engine: Embedded, text: str, format_name: str) -> None:
    accept = ("json", "xml") if text.lower().startswith("ask") else (format_name,)
    query = Query(text, accept, base="http://x/")
    told: list[Answer | Exception] = []

    async def ask() -> bool:
        return engine.ask(query, 60, told.append, lambda: False)

    assert awaited(ask())
    there = awaited(engine.workers.reply(query, 60))
    assert [told[0].body if isinstance(told[0], Answer) else told[0]] == [there.body]


def test_a_look_up_with_a_long_answer_is_left_to_a_worker(engine: Embedded) -> None:
    assert engine._look_up(Query("SELECT * { ?s ?p ?o }")) is None
    assert engine.answer(Query("SELECT * { ?s ?p ?o }", ("tsv",)), 60).body.count(b"\n") == 8002


def test_a_prefix_that_nobody_declared_is_told_as_ever(server_url: str) -> None:
    answer = httpx2.get(server_url + "sparql", params={"query": "SELECT * { nowhere:x ?p ?o }"}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["line"]) == (400, 1)


def test_a_look_up_that_would_walk_far_is_left_to_a_worker(tmp_path: Path) -> None:
    path = tmp_path / "many.nt"
    far = "".join(
        f"<http://x/{n}> <http://x/p> <http://x/o> .\n<http://x/hub> <http://x/q> <http://x/{n}> .\n" for n in range(WALKED // 2 + 1)
    )
    path.write_text(far, encoding="utf-8")
    engine = Embedded((DataFile(str(path)),))
    try:
        assert engine._look_up(Query("SELECT ?p ?o { <http://x/7> ?p ?o }", ("csv",))) == Answer(
            "solutions", "csv", (b"p,o\r\nhttp://x/p,http://x/o\r\n",)
        )
        for text in (
            "ASK { ?s <http://x/p> <http://x/hub> }",
            "ASK { <http://x/hub> ?p <http://x/o> }",
            "PREFIX x: <http://x/> ASK { x:hub ?p x:o }",
            "ASK { <7> ?p ?o }",
        ):
            assert is_lookup(text)
            assert engine._look_up(Query(text, ("json",), base="http://x/")) is None
    finally:
        engine.close()
