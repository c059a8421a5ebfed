"""The example queries: each is run, each says something, and those with a REST call have the same answer as it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.testclient import TestClient

from api import schemas
from graph import sources
from graph.examples import Example
from graph.namespaces import PREFIXES, RDF, local
from graph.store import KnowledgeGraph

GROUPS = 12
EXAMPLES = sorted(
    quad.subject.value
    for file in sources.read().files.values()
    for quad in file.quads
    if quad.predicate == RDF.type and quad.object.value == PREFIXES["sh"] + "SPARQLExecutable"
)


def example(kg: KnowledgeGraph, iri: str) -> Example:
    return next(found for found in kg.examples if found.iri == iri)


def rows(client: TestClient, query: str) -> list[dict[str, str]]:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_the_examples_have_the_documented_shape(client: TestClient) -> None:
    found = client.get("/examples").json()
    schemas.ExampleQueries.model_validate(found)
    assert found["total"] == len(EXAMPLES) >= 30
    assert len({one["group"]["id"] for one in found["examples"]}) == GROUPS
    assert {one["form"] for one in found["examples"]} == {"select", "ask", "construct", "describe"}
    for one in found["examples"]:
        assert one["question"].endswith("?"), one["id"]
        assert one["sentence"].endswith("."), one["id"]
        assert 1 <= len(one["keywords"]) <= 6, one["id"]


@pytest.mark.parametrize("iri", EXAMPLES, ids=local)
def test_each_example_declares_what_it_uses_and_says_something(client: TestClient, kg: KnowledgeGraph, iri: str) -> None:
    found = example(kg, iri)
    declared = dict(re.findall(r"^PREFIX (\S+): <(\S+)>$", found.query, re.MULTILINE))
    body = re.sub(r"^PREFIX .*$|\"[^\"]*\"|<[^>]*>", "", found.query, flags=re.MULTILINE)
    used = set(re.findall(r"(?<![\w?$:])([a-z][\w-]*):(?=\w)", body))
    assert declared == {name: PREFIXES[name] for name in used}, f"declare just the prefixes that {found.id} uses"
    assert re.search(rf"\b{found.form.upper()}\b", body), f"{found.id} stands under sh:{found.form} but is no such query"
    answer = client.post("/sparql", data={"query": found.query})
    assert answer.status_code == 200, answer.text
    if found.form == "ask":
        assert answer.json()["boolean"] is True, f"{found.id} should ask what is so"
    elif found.form == "select":
        solutions = answer.json()
        assert 1 <= len(solutions["results"]["bindings"]) <= 1000, found.id
        bound = {name for row in solutions["results"]["bindings"] for name in row}
        assert bound == set(solutions["head"]["vars"]), f"{found.id} has a column without a value in any row"
    else:
        assert answer.text.count(" .\n") >= 5, found.id


Answer = dict[str, Any]
Told = Callable[[Answer], object]


def things(answer: Answer) -> object:
    return {one["id"] for one in answer["related"]}


def evidence(answer: Answer) -> object:
    return {one["id"] for one in answer["evidence"]}


def column(name: str) -> Callable[[list[dict[str, str]]], object]:
    return lambda table: {local(row[name]) for row in table}


def letters(acronym: str) -> str:
    """CICD and CI/CD are one acronym."""
    return re.sub(r"\W", "", acronym).casefold()


SAME: dict[str, tuple[Told, Callable[[list[dict[str, str]]], object]]] = {
    "what-is-sqs": (
        lambda a: [(a["label"], a["type"]["label"], a["category"]["label"], a["definition"])],
        lambda t: [(r["name"], r["class"], r["category"], r["definition"]) for r in t],
    ),
    "about-athena": (things, column("thing")),
    "related-to-route53": (things, column("thing")),
    "data-flow-of-s3": (things, column("thing")),
    "athena-presto": (evidence, column("passage")),
    "claims-of-a-passage": (
        lambda a: {tuple(one["label"] for one in c["things"]) for c in a["claims"] if c["kind"] == "Relation"},
        lambda t: {(r["subject"], r["object"]) for r in t},
    ),
    "by-any-name": (lambda a: {a["id"]}, column("thing")),
    "what-triggers-lambda": (things, column("thing")),
    "alternatives-to-athena": (things, column("thing")),
    "sqs-message-size": (
        lambda a: [(a["quote"], a["correction"]["id"], a["correction"]["basis"])],
        lambda t: [(r["quote"], local(r["correction"]), r["basis"]) for r in t],
    ),
    "gateway-endpoint-services": (things, column("thing")),
    "architectures-with-lambda": (things, column("thing")),
    "services": (lambda a: {one["id"] for one in a["things"]}, column("thing")),
    "acronyms": (
        lambda a: {(letters(one["acronym"]), sense["thing"]["id"]) for one in a["acronyms"] for sense in one["expansions"]},
        lambda t: {(letters(r["acronym"]), local(r["thing"])) for r in t},
    ),
    "what-is-rpo": (
        lambda a: {(one["thing"]["id"], one["definition"]) for one in a["expansions"]},
        lambda t: {(local(r["thing"]), r["definition"]) for r in t},
    ),
    "the-relations": (
        lambda a: {(one["id"], one["family"]["label"], one["definition"], one["inverse"]["label"]) for one in a["relations"]},
        lambda t: {(local(r["relation"]), r["family"], r["definition"], r["inverse"]) for r in t},
    ),
    "things-by-class": (
        lambda a: {one["id"]: one["count"] for one in a["types"]},
        lambda t: {local(r["class"]): int(r["things"]) for r in t},
    ),
    "things-by-category": (
        lambda a: {one["label"]: one["count"] for one in a["categories"]},
        lambda t: {r["category"]: int(r["things"]) for r in t},
    ),
    "passages-by-status": (lambda a: a["passages"]["by_status"], lambda t: {r["status"]: int(r["passages"]) for r in t}),
}
"""How to read the one answer out of REST and out of SPARQL."""
VERDICTS = {"efs-by-gateway": "contradicted", "is-athena-built-on-presto": "supported"}
"""What /verify says where the query asks whether it is so."""


@pytest.mark.parametrize("iri", EXAMPLES, ids=local)
def test_rest_and_sparql_give_the_same_answer(client: TestClient, kg: KnowledgeGraph, iri: str) -> None:
    found = example(kg, iri)
    compared = found.id in SAME or found.id in VERDICTS
    assert bool(found.rest) == compared, f"say in this test how to compare the two answers of {found.id}"
    if not found.rest:
        return
    answer = client.get(found.rest)
    assert answer.status_code == 200, f"{unquote(found.rest)}: {answer.text}"
    if found.id in VERDICTS:
        assert answer.json()["verdict"] == VERDICTS[found.id]
        return
    by_rest, by_sparql = SAME[found.id]
    told = by_rest(answer.json())
    assert told == by_sparql(rows(client, found.query))
    assert told
