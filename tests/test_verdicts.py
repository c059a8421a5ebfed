"""Comparisons and verdicts: what separates comes first, a no is never guessed, and amounts are compared across units."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from graph.answers import amounts
from graph.answers.choose import choices
from graph.answers.compare import compare
from graph.errors import UnknownTerm
from graph.store import KnowledgeGraph

CHOOSE = {
    "sqs,sns,kinesis": {
        "sqs": "Choose Amazon SQS if you care about storage of messages (kept until deleted, up to 14 days), or if you want "
        "messaging model “queue”, delivery “consumers poll” or receivers of a message “one consumer”.",
        "kinesis": "Choose Amazon Kinesis if you want messaging model “streaming”.",
    },
    "alb,nlb": {
        "nlb": "Choose Network Load Balancer if you care about static IP addresses (one for each Availability Zone), or if you want client "
        "connection “passed through”, layer “4 (TCP, UDP, TLS)” or routing “by address and port only”."
    },
    "rds,dynamodb": {
        "rds": "Choose Amazon RDS if you need join, which Amazon DynamoDB does not offer, or if it is for online transaction processing."
    },
    "secrets manager,parameter store": {
        "ssm-parameter-store": "Choose AWS Systems Manager Parameter Store if you care about price (standard parameters are free)."
    },
}


def compared(client: TestClient, things: str) -> dict[str, Any]:
    answer = client.get("/compare", params={"things": things})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("things", CHOOSE)
def test_choose_lines_read_well(client: TestClient, things: str) -> None:
    found = compared(client, things)
    told = {choice["thing"]: choice["sentence"] for choice in found["choices"]}
    assert {thing: told.get(thing) for thing in CHOOSE[things]} == CHOOSE[things]
    assert found["choose"] == [choice["sentence"] for choice in found["choices"]]
    assert all(found["rows"][place]["verdict"] == "differing" or found["rows"][place]["kind"] == "relation"
               for choice in found["choices"] for place in choice["rows"])  # fmt: skip


def test_one_aspect_is_one_row(client: TestClient) -> None:
    rows = compared(client, "sqs,sns,kinesis")["rows"]
    assert rows[0]["label"] == "messaging model"
    assert [cell["value"] for cell in rows[0]["cells"]] == ["queue", "publish/subscribe", "streaming"]
    implements = next(row for row in rows if row["label"] == "implements")
    assert [cell["value"] for cell in implements["cells"]] == ["Message queue", "Publish/subscribe", "Data streaming"]
    assert implements["relation"] == {"id": "implements", "label": "implements", "direction": "out"}
    labels = [row["label"] for row in compared(client, "security group,nacl")["rows"]]
    assert labels.count("deny rules") == 1


def test_rows_say_what_they_are_and_the_best_come_first(kg: KnowledgeGraph) -> None:
    confused = [(r.subject, r.object) for r in kg.content.relations if r.type == "easilyConfusedWith"]
    for pair in confused[::4]:
        rows = compare(kg, list(pair))
        assert [row.weight for row in rows] == sorted((row.weight for row in rows), reverse=True)
        assert all(0 <= row.weight <= 1 for row in rows)
        for row in rows:
            known = {cell.value for cell in row.cells if cell.verdict != "unknown"}
            unknown = any(cell.verdict == "unknown" for cell in row.cells)
            assert row.outcome == ("differing" if len(known) > 1 else "unknown" if unknown else "shared"), row
            assert all((cell.verdict == "unknown") == (not cell.evidence) for cell in row.cells), "what is known has evidence"
        differing = [row.weight for row in rows if row.kind == "comparison" and row.outcome == "differing"]
        shared = [row.weight for row in rows if row.outcome == "shared"]
        assert min(differing, default=1.0) > max(shared, default=0.0)
        turned = compare(kg, list(reversed(pair)))
        assert {(r.label, r.outcome) for r in rows} == {(r.label, r.outcome) for r in turned}
        assert {c.thing for c in choices(kg, pair, rows)} <= set(pair)


def test_a_no_in_a_row_rests_on_a_plain_no_or_a_closed_list(kg: KnowledgeGraph) -> None:
    found = 0
    for one, other in itertools.combinations(sorted(s.parts["listOf"][0] for s in kg.content.statements if s.kind == "ClosedList"), 2):
        if one != other:
            noes = [cell for row in compare(kg, [one, other]) for cell in row.cells if cell.verdict == "no"]
            assert all(cell.evidence for cell in noes)
            found += len(noes)
    assert found > 3


ASKED = [
    ("relation=givesAccessTo&subject=gateway endpoint&object=s3", "supported", "claim"),
    ("relation=is reached through&subject=s3&object=gateway endpoint", "supported", "claim"),
    ("relation=fo:givesAccessTo&subject=gateway endpoint&object=efs", "contradicted", "closed list"),
    ("relation=supports&subject=nosql&object=join", "contradicted", "plain no"),
    ("relation=does not support&subject=nosql&object=join", "supported", "claim"),
    ("relation=does not support&subject=nlb&object=security group", "contradicted", "correction"),
    ("relation=does not support&subject=route53&object=A record", "contradicted", "claim"),
    ("relation=is not supported by&subject=A record&object=route53", "contradicted", "claim"),
    ("relation=doesNotSupport&subject=sqs&object=long polling", "contradicted", "claim"),
    ("relation=does not apply to&subject=permissions boundary&object=iam role", "contradicted", "claim"),
    ("relation=does not apply to&subject=permissions boundary&object=iam user group", "supported", "claim"),
    ("relation=applies to&subject=permissions boundary&object=iam user group", "contradicted", "plain no"),
    ("relation=does not apply to&subject=s3 storage class analysis&object=s3 glacier", "supported", "closed list"),
    ("relation=applies to&subject=s3 storage class analysis&object=s3 glacier", "contradicted", "closed list"),
    ("relation=does not support&subject=athena&object=kinesis", "unknown", "nothing"),
    ("relation=built on&subject=presto&object=athena", "unknown", "nothing"),
    ("relation=structure&subject=athena&object=presto", "supported", "claim"),
    ("relation=uses&subject=athena&object=kinesis", "unknown", "nothing"),
    ("quantity=message size&value=1 MiB&subject=sqs message", "supported", "limit"),
    ("quantity=message size&value=1024 KiB&subject=sqs", "supported", "limit"),
    ("quantity=message size&value=256 kB&subject=sqs message", "contradicted", "correction"),
    ("quantity=message size&value=2 MB&subject=sqs message", "contradicted", "limit"),
    ("quantity=item size&value=400 KB&subject=dynamodb", "supported", "limit"),
    ("quantity=retention&value=2 weeks&subject=sqs", "supported", "limit"),
    ("quantity=length&value=3-63&subject=s3 bucket name", "supported", "limit"),
    ("quantity=message size&value=14 days&subject=sqs message", "unknown", "nothing"),
    ("quantity=colour&value=2&subject=sqs", "unknown", "nothing"),
    ("quantity=object size&value=5 TB&subject=s3", "unknown", "nothing"),
    ("quantity=object size&value=5 GB&subject=s3", "unknown", "nothing"),
    ("quantity=price&value=$0.023&subject=s3", "unknown", "nothing"),
    ("quantity=price of traffic from S3 to CloudFront&value=$0.02&subject=s3", "contradicted", "limit"),
    ("quantity=RPO&value=24 h&subject=backup and restore", "supported", "limit"),
    ("quantity=retention&value=13 days&subject=sqs", "contradicted", "limit"),
    ("quantity=retention&value=-14 days&subject=sqs", "contradicted", "limit"),
    ("quantity=retention&value=up to 14 days&subject=sqs", "supported", "limit"),
    ("quantity=maximum retention&value=14 days&subject=sqs", "supported", "limit"),
    ("quantity=retention&value=at least 14 days&subject=sqs", "unknown", "nothing"),
    ("quantity=default retention&value=14 days&subject=sqs", "unknown", "nothing"),
    ("quantity=maximum visibility timeout&value=30 s&subject=sqs", "unknown", "nothing"),
    ("quantity=default visibility timeout&value=30 s&subject=sqs", "supported", "limit"),
    ("quantity=default visibility timeout&value=60 s&subject=sqs", "contradicted", "limit"),
    ("quantity=visibility timeout&value=12 h&subject=sqs", "unknown", "nothing"),
    ("value=14 days&subject=sqs", "supported", "limit"),
    ("value=13 days&subject=sqs", "unknown", "nothing"),
]


@pytest.mark.parametrize(("query", "verdict", "ground"), ASKED, ids=[query for query, _, _ in ASKED])
def test_a_claim_is_supported_contradicted_or_unknown(client: TestClient, query: str, verdict: str, ground: str) -> None:
    answer = client.get(f"/verify?{query}")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["verdict"], found["decided_by"]) == (verdict, ground), found
    assert bool(found["evidence"]) == (verdict != "unknown")
    assert found["claim"].endswith(".")


def test_a_corrected_limit_says_what_holds_instead(client: TestClient) -> None:
    found = client.get("/verify?subject=sqs message&quantity=message size&value=256 kB").json()
    assert found["instead"] == ["SQS message: message size at most 1 MiB."]
    assert found["reason"].startswith("The notes say so, but the passage is outdated.")
    assert {e["status"] for e in found["evidence"]} == {"outdated", "correction"}


@pytest.mark.parametrize("query", ["subject=s3", "subject=s3&relation=uses", "subject=s3&object=efs&value=1", "subject=s3&value=much"])
def test_a_claim_that_is_none_is_a_bad_request(client: TestClient, query: str) -> None:
    answer = client.get(f"/verify?{query}")
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-request") if "object" not in query else answer.status_code


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1,024 KiB", "1 MiB", True),
        ("256 KB", "256 KiB", True),
        ("1 MB", "1 MiB", True),
        ("1000 kB", "1 MiB", False),
        ("15 minutes", "900 s", True),
        ("24 h", "1 day", True),
        ("4 weeks", "1 month", False),
        ("100 Gbps", "12.5 GB/s", True),
        ("5", "5 addresses", True),
        ("5 address", "5 addresses", True),
        ("5 zones", "5 addresses", None),
        ("1 GB", "1 h", None),
        ("3 to 63 characters", "3-63", True),
        ("3 characters", "3 to 63 characters", False),
        ("$0.01", "0.01 US dollars", True),
        ("50%", "50 %", True),
    ],
)
def test_amounts_are_compared_across_units(one: str, other: str, same: bool | None) -> None:
    left, right = amounts.read(one), amounts.read(other)
    assert left is not None
    assert right is not None
    assert left.same(right) is same
    assert right.same(left) is same


@pytest.mark.parametrize("text", ["", "much", "kB", "-", "x" * 5000, "not 14 days", "isn’t 5", "other than 3"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert amounts.read(text) is None


def test_a_very_large_number_is_a_power_of_ten(client: TestClient) -> None:
    found = client.get("/verify?subject=ipv6&quantity=unique IP addresses&value=5 addresses").json()
    assert found["reason"] == "IPv6: unique IP addresses about 3.4 × 10^38 addresses."


@pytest.mark.parametrize(
    ("text", "bound"),
    [("at least 2 weeks", "Minimum"), ("no more than 5", "Maximum"), ("more than 5", "Minimum"), ("≤ 5", "Maximum"), ("5 min", None)],
)
def test_a_bound_is_read_before_the_number(text: str, bound: str | None) -> None:
    assert amounts.bound(text) == bound
    assert amounts.read(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_amounts_or_terms(kg: KnowledgeGraph, one: str, other: str) -> None:
    left, right = amounts.read(one), amounts.read(other)
    if left and right:
        assert left.same(right) is right.same(left)
        assert left.same(left) is True
    try:
        assert kg.terms.relation(one).relations
    except UnknownTerm as error:
        assert error.known


@settings(max_examples=100, deadline=None)
@given(
    st.floats(min_value=0, max_value=1e12),
    st.sampled_from(["B", "kB", "KiB", "MB", "GB/s", "Mbps", "s", "min", "h", "weeks", "addresses", "%"]),
)
def test_an_amount_is_read_back(number: float, unit: str) -> None:
    assert amounts.read(f"{number:,.3f} {unit}") == amounts.Amount(float(f"{number:.3f}"), float(f"{number:.3f}"), unit)
