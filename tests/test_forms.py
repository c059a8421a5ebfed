"""One question in its forms: each leads to the others, and each gives the same answer when it is run."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from starlette.testclient import TestClient

from graph.asked import PATTERNS, Question, read, recognise, say, write
from graph.errors import BadQuery, UnknownName
from graph.store import KnowledgeGraph

ASKED = [
    "What is related to Amazon SQS?",
    "What is related to Amazon S3 within 2 steps?",
    "What is related to Amazon Athena within 3 steps?",
    "What is related to Amazon S3 by data flow or storage?",
    "What is related to Amazon VPC over the relations connects to or has feature outwards?",
    "What is related to Amazon Athena inwards, among the classes feature or service?",
    "What is related to Amazon Athena, among the classes protocol or format or service?",
    "What is related to AWS Lambda within 2 steps by data flow outwards, among the class service, in the categories Analytics or Storage?",
    "Which things are there?",
    "Which things are there, among the classes architecture or pattern?",
    "Which things are there, among the class service, in the category Compute?",
    "How are Amazon SNS and AWS Lambda connected?",
    "How are AWS Lambda and Amazon Redshift connected, in the 5 best ways?",
    "How are Amazon Athena and AWS Glue connected, in the best way?",
    "What tells Amazon SQS and Amazon SNS apart?",
    "What tells Amazon SQS, Amazon SNS and Amazon Kinesis Data Streams apart?",
    "What tells Gateway VPC endpoint and Interface VPC endpoint apart?",
    "What tells Security group and Network access control list apart?",
    "What tells EC2 instance store and Amazon EBS apart?",
    "What is related to Time to live?",
    "How are Time to live and Amazon DynamoDB connected?",
    "What tells Server-side encryption and AWS KMS apart?",
]


def of(client: TestClient, text: str) -> dict[str, Any]:
    answer = client.get("/forms", params={"of": text})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def query(client: TestClient, text: str) -> list[dict[str, str]]:
    answer = client.post("/sparql", data={"query": text}, headers={"accept": "application/sparql-results+json"})
    assert answer.status_code == 200, answer.text
    return [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]


def rest(client: TestClient, address: str, key: str) -> list[dict[str, Any]]:
    """All pages of a list."""
    found, there = [], address
    while there:
        page = client.get(there).json()
        found += page[key]
        there = page["view"]["next"]
    assert len(found) == page["total"]
    return found


def local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def by_rest(client: TestClient, address: str) -> set[tuple[Any, ...]]:
    """What an answer says, in the terms of tests/test_forms.py: see graph/asked for what equality means."""
    if address.startswith("/related/"):
        return {(thing["id"],) for thing in rest(client, address, "related")}
    if address.startswith("/things"):
        return {(thing["id"],) for thing in rest(client, address, "things")}
    body = client.get(address).json()
    if address.startswith("/path"):
        return {
            (way, step, *sorted((hop["start"], hop["end"])), evidence["id"])
            for way, path in enumerate(body["paths"], 1)
            for step, hop in enumerate(path["hops"], 1)
            for evidence in hop["evidence"]
        }
    return compared(body)


def compared(body: dict[str, Any]) -> set[tuple[Any, ...]]:
    """The facts of a comparison's table, one by one."""
    ids = [thing["id"] for thing in body["things"]]
    facts: set[tuple[Any, ...]] = set()
    for row in body["rows"]:
        cells = [(ident, cell) for ident, cell in zip(ids, row["cells"], strict=True) if cell["verdict"] != "unknown"]
        if row["kind"] != "relation":
            facts |= {(row["kind"], row["label"].casefold(), ident) for ident, _ in cells}
            continue
        about = (row["relation"]["id"], row["relation"]["direction"])
        if any(cell["verdict"] == "value" for _, cell in cells):  # what each has of the relation by itself: a cell names its things
            facts |= {("relation", *about, other, "yes") for other in row["objects"]} | {("has", *about, ident) for ident, _ in cells}
        else:
            facts |= {("relation", *about, row["objects"][0], cell["verdict"]) for _, cell in cells}
            facts |= {("has", *about, ident) for ident, cell in cells if cell["verdict"] == "yes"}
            facts |= {("lacks", *about, row["objects"][0], ident) for ident, cell in cells if cell["verdict"] == "no"}
    return facts


def by_sparql(client: TestClient, text: str, address: str) -> set[tuple[Any, ...]]:
    rows = query(client, text)
    if address.startswith(("/related/", "/things")):
        return {(local(row["thing"]),) for row in rows}
    if address.startswith("/path"):
        return {
            (int(row["way"]), int(row["step"]), *sorted((local(row["subject"]), local(row["object"]))), local(row["source"]))
            for row in rows
        }
    facts: set[tuple[Any, ...]] = set()
    for row in rows:
        if row["kind"] != "relation":
            facts.add((row["kind"], row["aspect"].casefold(), local(row["thing"])))
            continue
        about = (local(row["relation"]), row["direction"])
        facts.add(("relation", *about, local(row["other"]), row["value"]))
        facts.add(
            ("has", *about, local(row["thing"])) if row["value"] == "yes" else ("lacks", *about, local(row["other"]), local(row["thing"]))
        )
    return facts


@pytest.mark.parametrize("sentence", ASKED)
def test_each_form_leads_to_the_others_and_gives_the_same_answer(client: TestClient, sentence: str) -> None:
    forms = of(client, sentence)
    assert forms["sentence"] == sentence
    for form in ("sparql", "rest"):
        assert of(client, forms[form]) == forms
    if forms["explorer"] and "k=5" not in forms["rest"] and "k=1" not in forms["rest"]:
        assert of(client, forms["explorer"]) == forms
    answer = by_rest(client, forms["rest"])
    assert answer
    assert by_sparql(client, forms["sparql"], forms["rest"]) == answer


def test_a_changed_query_has_no_other_form(kg: KnowledgeGraph, client: TestClient) -> None:
    text = write(kg, Question("related", ("sqs",)))
    assert recognise(kg, text.replace("  ", "\t")) == Question("related", ("sqs",))
    assert recognise(kg, text.replace("id:sqs", "id:sns")) is None
    answer = client.get("/forms", params={"of": text.replace("id:sqs", "id:sns")})
    assert answer.status_code == 400
    assert "no other form" in answer.json()["detail"]


@pytest.mark.parametrize(
    "sentence", [*PATTERNS, "sqs", "what is related to route53", "Compare SQS and SNS", "How is SNS connected to Lambda?"]
)
def test_sentences_are_forgiving_and_are_said_back_in_full(kg: KnowledgeGraph, sentence: str) -> None:
    question = read(kg, sentence)
    assert read(kg, say(kg, question)) == question


def test_names_that_hold_an_and_are_read(kg: KnowledgeGraph) -> None:
    names = [t for t in kg.content.things.values() if " and " in t.label and kg.resolve(t.label).thing == t]
    assert names
    for thing in names:
        question = Question("path", (thing.id, "sqs"))
        assert read(kg, say(kg, question)) == question
        assert read(kg, say(kg, Question("compare", ("sqs", thing.id, "sns")))).things == ("sqs", thing.id, "sns")


def test_what_cannot_be_read_says_what_can(kg: KnowledgeGraph, client: TestClient) -> None:
    with pytest.raises(BadQuery):
        read(kg, "Why is the sky blue?")
    with pytest.raises(UnknownName):
        read(kg, "What is related to qqzzxx?")
    answer = client.get("/forms", params={"of": "Who wrote this?"})
    assert answer.status_code == 400
    assert PATTERNS[0] in answer.json()["hint"]
    assert client.get("/forms", params={"of": "/health"}).status_code == 400
    assert client.get("/forms", params={"of": "/related/qqzzxx"}).status_code == 404
    assert client.get("/forms", params={"of": "What is related to SQS by magic?"}).json()["hint"].startswith("Known: ")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("http://[", 400),
        ("/related/sqs?relation=bogus", 400),
        ("/related/sqs?category=bogus", 400),
        ("/related/sqs?family=bogus", 400),
        ("/things?type=bogus", 400),
        ("/related/sqs?min_score=0.5", 400),
        ("/related/sqs?depth=999999999999", 200),
        ("/path?from=sqs&to=sqs", 200),
        ("/path?from=sqs", 400),
        ("/compare?things=sqs", 400),
        ("#p=sqs+sns+0&xf=structure", 400),
        ("#p=sqs", 400),
        ("#f=nosuchthing", 404),
        ("#", 200),
        ("SELECT * { ?s ?p ?o }", 400),
        ("How are " + "SQS and " * 120 + "SNS connected?", 400),
        ("How are a, b, c, d, e, f, g, h, i, j, k, l, m and n connected?", 400),
        ("How are SQS and SNS connected, in the " + "9" * 500 + " best ways?", 200),
        ("?", 404),
        ("x" * 20_001, 422),
    ],
)
def test_whatever_is_sent_gets_an_answer_that_helps(client: TestClient, text: str, status: int) -> None:
    answer = client.get("/forms", params={"of": text})
    assert answer.status_code == status, answer.text
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]


def test_a_view_that_shows_nothing_asks_nothing(kg: KnowledgeGraph, client: TestClient) -> None:
    everything = "+".join(sorted({thing.kind for thing in kg.content.things.values()}))
    answer = client.get("/forms", params={"of": f"#xt={everything}"})
    assert answer.status_code == 400
    assert "nothing is shown" in answer.json()["detail"]


def test_every_example_has_its_forms(client: TestClient) -> None:
    for example in client.get("/examples").json()["examples"]:
        forms = of(client, example["query"])
        assert (forms["sentence"], forms["rest"], forms["example"]) == (example["question"], example["rest"], example["id"])
        assert of(client, example["question"]) == forms


def test_filters_of_the_explorer_are_what_is_left_on(client: TestClient) -> None:
    forms = of(client, "What is related to Amazon S3 by storage?")
    off = parse_qs(forms["explorer"].removeprefix("/#"))["xf"][0].split()
    assert "storage" not in off
    assert "dataFlow" in off


def test_a_filter_that_leaves_everything_on_is_none(client: TestClient) -> None:
    assert of(client, "#xc=no-such-category") == of(client, "#")
