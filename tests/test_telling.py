"""The quote shown first is the one that says it best."""

from __future__ import annotations

import pytest

from graph.model import BELIEVED, Passage
from graph.store import KnowledgeGraph

SAID = {
    ("athena", "queries", "s3"): "Athena SQL layer on top of S3",
    ("athena", "builtOn", "presto"): "(built on Presto)",
    ("lambda", "polls", "sqs"): "SQS lambda polls",
    ("dynamodb", "hasFeature", "dax"): "DAX: DynamoDB Accelerator (cache)",
    ("cloudfront", "uses", "edge-location"): "CloudFront and accelerator edge locations",
}


@pytest.mark.parametrize("claim", SAID, ids=" ".join)
def test_the_quote_that_names_both_comes_first(kg: KnowledgeGraph, claim: tuple[str, str, str]) -> None:
    found = next(r for r in kg.content.relations if (r.subject, r.type, r.object) == claim)
    first = found.evidence[0]
    assert isinstance(first, Passage)
    assert first.quote == SAID[claim]


def test_what_is_believed_comes_before_what_is_not(kg: KnowledgeGraph) -> None:
    for relation in kg.content.relations:
        doubted = [item.status not in BELIEVED for item in relation.evidence]
        assert doubted == sorted(doubted), kg.sentence(relation)
