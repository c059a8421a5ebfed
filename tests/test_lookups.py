"""Look-ups: told from the text with certainty, and answered as a worker answers them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from graph.dataset import DataFile
from graph.sparql.embedded import Embedded
from graph.sparql.lookups import LONGEST, WALKED, lookup
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
    "# first\nSELECT * # second\n{ ?s ?p 7 } # LIMIT 1",
    "SELECT DISTINCT ?p { ?s ?p '7'^^<http://www.w3.org/2001/XMLSchema#integer> }",
    "SELECT ?p ?n { <http://x/1> ?p ?o ; <http://x/name> ?n . }",
    "PREFIX x: <http://x/> SELECT ?s ?t { ?s x:next x:2 . ?s a ?t } LIMIT 5",
    "PREFIX x: <http://x/> SELECT * { x:1 x:next ?o . ?o x:name ?name }",
    "ASK { <http://x/1> ?p ?o . ?o a true }",
    "SELECT * { <http://x/nobody> ?p ?o . ?o ?q ?r }",
)
OTHERS = (
    "SELECT * { ?s ?p ?s }",
    "SELECT ?s ?p { ?s ?p <http://x/1> . ?s ?p ?o . ?o ?q ?r }",
    "SELECT * { ?s ?p <http://x/1> . ?o ?q ?o }",
    "SELECT * { <http://x/1> ?p 1, 2 }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT DISTINCT ?s { ?s ?p ?o . ?o ?q ?r }",
    "SELECT REDUCED ?s { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } ORDER BY ?s",
    "SELECT * { ?s ?p ?o } OFFSET 10000",
    "SELECT * { <http://x/1> <http://x/p>* ?o }",
    "SELECT * { <http://x/1> ^<http://x/p> ?o }",
    "SELECT * { <http://x/1> <http://x/p>/<http://x/p> ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o } # \\u000ALIMIT 1",
    "# SELECT * { ?s ?p ?o }",
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
        f'<http://x/{n}> a <http://x/Thing> ; <http://x/p> {n} ; <http://x/next> <http://x/{n + 1}> ; <http://x/name> "one"@en-GB, "<b>\\"é"@fr .\n'
        for n in range(2000)
    )
    path.write_text(rows + "<http://x/a> <http://x/p> true .", encoding="utf-8")
    found = Embedded((DataFile(str(path)),))
    found.start()
    yield found
    found.close()


@pytest.mark.parametrize("text", LOOKUPS)
def test_one_pattern_is_a_look_up(text: str) -> None:
    assert lookup(text)


@pytest.mark.parametrize("text", OTHERS)
def test_whatever_else_is_none(text: str) -> None:
    assert not lookup(text)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX xy: <http://x/> " * 60 + "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }",
        "SELECT" + " ?aa" * 450 + "{ ?s ?p ?o FILTER(true) }",
        "#" * 900 + "\n" + "#\n" * 450 + "?",
        "ASK { ?s ?p " + "1" * 1900,
        "ASK { ?s ?p ?o" + " \n#\n" * 450,
    ],
)
def test_a_long_text_that_is_none_is_told_by_reading_it_once(text: str) -> None:
    """Where the pattern could match a part in two ways, the first of these would take longer than anybody waits."""
    assert len(text) < LONGEST
    assert not lookup(text)


def test_a_name_is_that_of_the_last_declaration_and_of_none_in_a_comment() -> None:
    found = lookup(
        "PREFIX x: <http://1/>PREFIX x: <http://2/> #PREFIX x: <http://3/>\nPREFIX : <http://4/> # PREFIX : <http://5/>\nASK { x:a :b ?o }"
    )
    assert found
    assert [str(found.iri(term)) for term in found.patterns[0][:2]] == ["<http://2/a>", "<http://4/b>"]


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
    assert engine.answer(Query("SELECT * { ?s ?p ?o }", ("tsv",)), 60).body.count(b"\n") == 10_002


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
            "ASK { <http://x/7> ?p ?o . ?o ?q ?r }",
        ):
            assert lookup(text)
            assert engine._look_up(Query(text, ("json",), base="http://x/")) is None
    finally:
        engine.close()


def test_a_second_pattern_is_looked_up_where_the_first_leads_to_little(tmp_path: Path) -> None:
    path = tmp_path / "some.nt"
    path.write_text(
        "".join(f"<http://x/{n}> <http://x/p> <http://x/hub> .\n<http://x/hub> <http://x/q> <http://x/{n}> .\n" for n in range(900)),
        encoding="utf-8",
    )
    engine = Embedded((DataFile(str(path)),))
    few = ("{ <http://x/7> ?p ?o . ?o ?q ?r }", "{ ?s <http://x/q> <http://x/7> ; ?p <http://x/8> }")
    many = (
        "{ <http://x/hub> ?p ?o . ?o ?q ?r }",  # 900 times as many as the hub has, for all that is known
        "{ ?s ?p <http://x/hub> . ?s ?q ?o }",
        "{ ?s ?p <http://x/7> . ?t ?q ?s }",  # nothing is written of the second, and its subject is not in the first
        "{ ?s ?p ?o . ?o ?q ?s }",
    )
    try:
        for where in (*few, *many):
            found = engine._look_up(Query("ASK " + where, ("json",)))
            assert (found is not None) == (where in few), where
    finally:
        engine.close()
