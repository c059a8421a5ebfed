"""Any name that a person types leads to one thing, to several, or to suggestions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import AmbiguousName, UnknownName
from graph.store import KnowledgeGraph


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        *(
            (name, "route53")
            for name in (
                "route53",
                "Route 53",
                "route.53",
                "Amazon Route 53",
                "ROUTE-53",
                "id:route53",
                "https://fanout.example/id/route53",
            )
        ),
        ("SQS", "sqs"),
        ("Simple Queue Service", "sqs"),
        ("standard queue", "sqs-standard"),
        ("NACL", "nacl"),
        ("network acl", "nacl"),
        ("Elasticsearch Service", "opensearch"),
        ("AWS SSO", "iam-identity-center"),
        ("Kinesis Data Firehose", "firehose"),
        ("CloudWatch Events", "eventbridge"),
        ("Autoscaling group", "asg"),
        ("fanout", "fan-out"),
        ("Reachability Analizer", "reachability-analyzer"),
    ],
)
def test_a_name_leads_to_its_thing(kg: KnowledgeGraph, name: str, thing: str) -> None:
    assert kg.resolve(name).thing.id == thing


@pytest.mark.parametrize("name", ["SMS", "sms", "MQ", "SG", "DX", "SAM", "WCU", "VTL", "TTL"])
def test_an_acronym_with_several_senses_is_ambiguous(kg: KnowledgeGraph, name: str) -> None:
    with pytest.raises(AmbiguousName) as caught:
        kg.resolve(name)
    assert len(caught.value.candidates) > 1


def test_a_typo_is_a_suggestion_never_an_answer(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName) as caught:
        kg.resolve("Rout 53x")
    assert caught.value.candidates[0].thing.id == "route53"
    assert "Did you mean Amazon Route 53?" in str(caught.value)


def test_every_thing_is_found_by_its_id_and_its_preferred_label(kg: KnowledgeGraph) -> None:
    lost = [t.id for t in kg.content.things.values() if kg.resolve(f"id:{t.id}").thing != t]
    assert lost == []
    for thing in kg.content.things.values():
        assert kg.resolve(thing.label).thing == thing, f"{thing.label} leads elsewhere: rename one of the two"


def test_search_puts_the_acronym_first(kg: KnowledgeGraph) -> None:
    assert [kg.search(text)[0].thing.id for text in ("ebs", "gateway endp", "efa", "fan-o")] == [
        "ebs",
        "gateway-endpoint",
        "efa",
        "fan-out",
    ]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_input_breaks_the_resolver(kg: KnowledgeGraph, name: str) -> None:
    try:
        kg.resolve(name)
    except (UnknownName, AmbiguousName) as error:
        assert str(error)
    assert len(kg.search(name, 5)) <= 5
