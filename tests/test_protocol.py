"""The SPARQL 1.1 Protocol over HTTP, as the W3C tests it, on RDF files of our own served by `fanout serve --data`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

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
    again = httpx2.get(server_url + "sparql", params={"query": query}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    small = httpx2.post(server_url + "sparql", data={"query": query}, headers={"accept-encoding": "identity"})
    assert small.content == first.content
    for text in ("SELECT (RAND() AS ?r) {}", "SELECT (UUID() AS ?r) {}", "SELECT (STRUUID() AS ?r) {}"):
        answers = [httpx2.post(server_url + "sparql", data={"query": text}) for _ in range(2)]
        assert answers[0].content != answers[1].content
        assert answers[0].headers["cache-control"] == "no-store"
