"""The SPARQL 1.1 Protocol over HTTP, as the W3C tests it, on RDF files of our own served by `fanout serve --data`."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx2
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.stores import open_files
from graph.errors import DatasetError
from tests.conftest import awaited, serving

HERE = Path(__file__).parent / "data" / "protocol"
REQUESTS: list[dict[str, Any]] = json.loads((HERE / "requests.json").read_text(encoding="utf-8"))
FILES = {
    "a.ttl": "@prefix : <http://x/> . :a :p [] . <relative> :p 1 .",
    "b.nt": "<http://x/b> <http://x/p> _:b .",
    "c.trig": "<http://x/c> <http://x/p> 1 . <http://x/g> { <http://x/c> <http://x/p> 2 }",
    "d.nq": "<http://x/d> <http://x/p> _:b <http://x/h> .",
    "e.rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/"><r:Description r:about="http://x/e"><x:p/></r:Description></r:RDF>',
}


@pytest.fixture(scope="module")
def endpoint(cache: Path) -> Iterator[str]:
    named = [argument for n in (1, 2, 3) for argument in ("--named", f"http://data.example/data{n}={HERE / f'data{n}.nt'}")]
    with serving(cache, *named) as url:
        yield url + "sparql"


@pytest.mark.parametrize("wanted", REQUESTS, ids=[r["name"] for r in REQUESTS])
@pytest.mark.parametrize("slash", ["", "/"], ids=["/sparql", "/sparql/"])
def test_requests(endpoint: str, wanted: dict[str, Any], slash: str) -> None:
    query = wanted.get("raw") or urlencode(wanted.get("address", {}), doseq=True)
    body = (
        urlencode(wanted["form"], doseq=True).encode()
        if "form" in wanted
        else wanted.get("body", "").encode(wanted.get("encoding", "utf-8"))
    )
    headers = {name: wanted[key] for name, key in (("content-type", "type"), ("accept", "accept")) if key in wanted}
    answer = httpx2.request(wanted["method"], f"{endpoint}{slash}" + (f"?{query}" if query else ""), headers=headers, content=body or None)
    assert answer.status_code == wanted.get("status", 200), answer.text
    if "boolean" in wanted:
        assert answer.json()["boolean"] is wanted["boolean"]
    if "content_type" in wanted:
        assert answer.headers["content-type"] == wanted["content_type"]
    if "content" in wanted:
        assert answer.text == wanted["content"].replace("{endpoint_folder}", endpoint.removesuffix("sparql"))
    if "allow" in wanted:
        assert answer.headers.get_list("allow") == [wanted["allow"]]
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
        assert answer.json()["detail"]


def test_files_of_every_kind_make_one_dataset(cache: Path, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / name) for name in FILES]
    with serving(cache, "--data", *paths, "--named", f"http://x/n={tmp_path / 'b.nt'}", "--base", "http://base.example/") as url:
        query = "SELECT ?g ?s (isBlank(?o) AS ?blank) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s"
        rows = httpx2.get(url + "sparql", params={"query": query, "format": "csv"}).text.split()
        assert rows == [
            "g,s,blank",
            ",http://base.example/relative,false",
            ",http://x/a,true",
            ",http://x/b,true",
            ",http://x/c,false",
            ",http://x/e,false",
            "http://x/g,http://x/c,false",
            "http://x/h,http://x/d,true",
            "http://x/n,http://x/b,true",
        ]
        nodes = "SELECT (COUNT(DISTINCT ?o) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER isBlank(?o) }"
        assert httpx2.get(url + "sparql", params={"query": nodes, "format": "csv"}).text.split() == ["n", "4"], (
            "a blank node is of one file"
        )
        assert httpx2.get(url + "sparql", params={"query": "ASK { <relative> ?p ?o }"}).json()["boolean"] is True
        description = httpx2.get(url + "sparql", headers={"accept": "application/n-triples"}).text
        assert "<http://x/n>" in description
        assert httpx2.get(url + "health").json()["status"] == "ok"
        assert httpx2.get(url).headers["location"] == "/sparql"
        assert httpx2.get(url + "related/sqs").status_code == 404


GRAPHS = "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s"
SELF = '<> <http://x/p> "itself" .'


@pytest.mark.parametrize(
    ("named", "base", "rows"),
    [
        ("http://x/dir/g={file}", "", ["http://x/dir/g,http://x/dir/g"]),
        ("http://x/dir/g={file}", "http://b.example/", ["http://x/dir/g,http://x/dir/g"]),
        ("http://x/g?a=1={file}", "", ["http://x/g?a=1,http://x/g?a=1"]),
        ("dir/g#={file}", "http://b.example/q", ["http://b.example/dir/g#,http://b.example/dir/g"]),
        ("{file}", "file:///elsewhere/query.rq", ["file:///elsewhere/a%3Db.ttl,file:///elsewhere/a%3Db.ttl"]),
        ("{file}", "app:/here/", ["app:/here/a%3Db.ttl,app:/here/a%3Db.ttl"]),
        ("{file}", "", ["{address},{address}"]),
    ],
)
def test_a_file_that_becomes_a_graph_has_its_name_for_a_base(tmp_path: Path, named: str, base: str, rows: list[str]) -> None:
    path = tmp_path / "a=b.ttl"
    path.write_text(SELF, encoding="utf-8")
    kg = open_files(Settings(named=(named.format(file=path),), base=base))
    client = TestClient(create_app(kg, Settings(base=base)))
    address = path.as_uri()
    told = client.get("/sparql", params={"query": GRAPHS, "format": "csv"}).text.split()
    assert told == ["g,s", *(row.format(address=address) for row in rows)]
    graph = told[1].partition(",")[0]
    for name in (
        graph,
        graph.removeprefix("http://b.example/"),
        graph.removeprefix("file:///elsewhere/"),
        graph.removeprefix("app:/here/"),
    ):
        assert client.get("/sparql", params={"query": f"ASK FROM <{name}> {{ ?s ?p ?o }}", "format": "json"}).json()["boolean"] is True, (
            name
        )
    kg.close()


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("g={file}", "<g> is no whole IRI. Write it out, or give a --base."),
        ("nothing", "--named takes IRI=FILE, or a FILE; nothing is neither."),
    ],
)
def test_what_names_no_graph_is_told(tmp_path: Path, named: str, told: str) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(SELF, encoding="utf-8")
    with pytest.raises(DatasetError, match=re.escape(told)):
        open_files(Settings(named=(named.format(file=path),)))


def test_empty_files_are_empty_graphs(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.nt", "c.trig", "d.nq"):
        (tmp_path / name).write_text("", encoding="utf-8")
    kg = open_files(Settings(data=tuple(tmp_path.iterdir()), named=(f"http://x/g={tmp_path / 'a.ttl'}",)))
    client = TestClient(create_app(kg, Settings()))

    def ask(query: str) -> list[str]:
        return client.get("/sparql", params={"query": query, "format": "csv"}).text.split()

    assert ask("SELECT ?s { ?s ?p ?o }") == ["s"]
    assert ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == ["n", "0"]
    assert ask("SELECT ?g { GRAPH ?g {} }") == ["g", "http://x/g"]
    assert ask("SELECT ?s FROM <http://x/g> { ?s ?p ?o }") == ["s"]
    kg.close()


def test_a_graph_that_a_blank_node_names_is_asked_but_not_described(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    path.write_text('<http://x/a> <http://x/p> "1" _:g .\n<http://x/b> <http://x/p> "2" <http://x/g> .\n', encoding="utf-8")
    kg = open_files(Settings(data=(path,)))
    client = TestClient(create_app(kg, Settings()))
    rows = client.get("/sparql", params={"query": "SELECT ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s", "format": "csv"}).text.split()
    assert rows == ["s", "http://x/a", "http://x/b"]
    description = client.get("/sparql", headers={"accept": "application/n-triples"})
    assert description.status_code == 200
    assert re.findall(r"description#name> <(.*)>", description.text) == ["http://x/g"]
    assert client.get("/sparql", headers={"accept": "text/html"}).status_code == 200
    kg.close()


@pytest.mark.parametrize(
    ("query", "accept", "known"),
    [
        ('SELECT ("\\b" AS ?x) {}', "application/sparql-results+xml", ["json", "csv", "tsv"]),
        ('CONSTRUCT { <x:s> <x:p> "\\u0001" } {}', "application/rdf+xml", ["ttl", "jsonld", "nt"]),
        ('CONSTRUCT { <x:s> <x:p> "\\uFFFE" } {}', "application/rdf+xml", ["ttl", "jsonld", "nt"]),
        ("CONSTRUCT { <x:s> <http://x/1> 1 } {}", "application/rdf+xml", ["ttl", "jsonld", "nt"]),
    ],
)
def test_what_xml_cannot_hold_is_not_acceptable(endpoint: str, query: str, accept: str, known: list[str]) -> None:
    answer = httpx2.get(endpoint, params={"query": query}, headers={"accept": accept})
    assert (answer.status_code, answer.json()["known"]) == (406, known)
    assert httpx2.get(endpoint, params={"query": query, "format": known[0]}).status_code == 200


def test_line_ends_survive_xml(endpoint: str) -> None:
    literal = '"a\\rb\\r\\nc\\nd\\te"'
    for query, accept in (
        (f"SELECT ({literal} AS ?x) {{}}", "application/sparql-results+xml"),
        (f"CONSTRUCT {{ <x:s> <http://x/p> {literal} }} {{}}", "application/rdf+xml"),
    ):
        answer = httpx2.get(endpoint, params={"query": query}, headers={"accept": accept})
        assert "a\rb\r\nc\nd\te" in ElementTree.fromstring(answer.content).itertext(), accept


@pytest.mark.parametrize(
    "text", ["ASK { :a :\\u0070 ?o }", "ASK { :a :p ?\\u006f }", "ASK \\u007b :a :p ?o \\U0000007D", "\\u0041SK { :a :p ?o }"]
)
def test_escaped_characters_are_read_wherever_they_stand(endpoint: str, text: str) -> None:
    ours = f"PREFIX : <http://data.example/> {text}"
    answer = httpx2.post(endpoint, data={"query": ours}, headers={"accept": "application/sparql-results+json"})
    assert answer.json() == {"head": {}, "boolean": False}


def test_a_mistake_is_placed_where_it_was_written(endpoint: str) -> None:
    answer = httpx2.post(endpoint, data={"query": 'ASK { ?s ?p "\\u0041" }\nLIMIT'})
    assert (answer.status_code, answer.json()["line"], answer.json()["column"]) == (400, 2, 6)


def test_hopeless_queries_leave_the_pages_alone(server_url: str) -> None:
    """Order, not seconds: what is asked while twenty hopeless queries run is answered before any of them ends."""
    ended: list[tuple[str, int]] = []
    retries: list[str | None] = []
    hopeless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

    async def ask(client: httpx2.AsyncClient, name: str, path: str, query: str | None = None) -> None:
        answer = await client.get(server_url + path, params={"query": query} if query else None)
        ended.append((name, answer.status_code))
        if name == "hopeless":
            retries.append(answer.headers.get("retry-after"))

    async def play() -> None:
        async with httpx2.AsyncClient(timeout=60, limits=httpx2.Limits(max_connections=40)) as client:
            await ask(client, "page", "health")
            tasks = [asyncio.create_task(ask(client, "hopeless", "sparql", f"{hopeless} # {n}")) for n in range(20)]
            await asyncio.sleep(0.1)
            for path in ("health", "related/route53", "", "resolve/sqs"):
                await ask(client, "page", path)
            await ask(client, "small", "sparql", "ASK { id:sqs a fo:Service }")
            await asyncio.gather(*tasks)

    awaited(play())
    assert ended == [("page", 200)] * 5 + [("small", 200)] + [("hopeless", 503)] * 20
    assert all(retries)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("SELECT * {" + " " * 10_000_000 + "}", {413}),
        ("SELECT * { VALUES ?x { " + "1 " * 1_000_000 + "} }", {413}),
        ("SELECT * { VALUES ?x { " + "1 " * 990_000 + "} }", {200, 422, 503}),
        ("SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}", {400}),
        ("ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }", {400}),
    ],
    ids=["10 MB", "a million values", "values within the bound", "braces", "parentheses"],
)
def test_bad_input_gets_a_clear_answer(server_url: str, text: str, statuses: set[int]) -> None:
    answer = httpx2.post(server_url + "sparql", content=text.encode(), headers={"content-type": "application/sparql-query"}, timeout=60)
    assert answer.status_code in statuses, answer.text[:300]
    assert httpx2.get(server_url + "sparql", params={"query": "ASK {}"}, timeout=60).json()["boolean"] is True


def test_repeated_queries_come_out_of_memory_by_get_and_post(server_url: str) -> None:
    query = "SELECT ?s { ?s a fo:Service } ORDER BY ?s LIMIT 7"
    first = httpx2.get(server_url + "sparql", params={"query": query})
    for tag in (first.headers["etag"], first.headers["etag"].removeprefix("W/"), f'"other", {first.headers["etag"]}', "*"):
        again = httpx2.get(server_url + "sparql", params={"query": query}, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b""), tag
    assert httpx2.get(server_url + "sparql", params={"query": query}, headers={"if-none-match": '"other"'}).status_code == 200
    small = httpx2.post(server_url + "sparql", data={"query": query}, headers={"accept-encoding": "identity"})
    assert small.content == first.content
    for text in ("SELECT (RAND() AS ?r) {}", "SELECT (UUID() AS ?r) {}", "SELECT (STRUUID() AS ?r) {}"):
        answers = [httpx2.post(server_url + "sparql", data={"query": text}) for _ in range(2)]
        assert answers[0].content != answers[1].content
        assert answers[0].headers["cache-control"] == "no-store"
