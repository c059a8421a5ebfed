"""What connects two things: the ways that learners should be told, none that explains nothing, and none overlooked."""

from __future__ import annotations

import itertools
import math
import random
import re

import pytest
from starlette.testclient import TestClient

from graph.answers.connections import connect
from graph.model import Hop
from graph.paths import DEAREST, DETOUR, HUB_PENALTY, LONGEST, SIBLINGS, SLACK, SORTING, TURN
from graph.store import KnowledgeGraph

TELLING = {
    ("lambda", "redshift"): ["AWS Lambda is invoked by Amazon Data Firehose.", "Amazon Data Firehose sends data to Amazon Redshift."],
    ("s3", "cloudfront"): ["Amazon S3 is cached by Amazon CloudFront."],
    ("dynamodb", "s3"): ["Amazon DynamoDB is reached through Gateway VPC endpoint.", "Gateway VPC endpoint gives access to Amazon S3."],
    ("athena", "glue"): ["Amazon Athena queries Amazon S3.", "Amazon S3 is read by AWS Glue."],
    ("ec2", "efs"): ["Amazon EC2 has the part EC2 instance.", "EC2 instance mounts Amazon EFS."],
    ("security group", "ec2"): ["Security group is attached to EC2 instance.", "EC2 instance is part of Amazon EC2."],
    ("waf", "alb"): ["AWS WAF protects Application Load Balancer."],
    ("snowball edge", "s3"): ["AWS Snowball Edge is part of AWS Snow Family.", "AWS Snow Family migrates data to Amazon S3."],
    ("elasticache", "dynamodb"): ["Amazon ElastiCache is an alternative to Amazon DynamoDB."],
}
UNEXPLAINED = [("kms", "ebs"), ("route53", "alb"), ("guardduty", "vpc"), ("macie", "s3"), ("step functions", "ecs"), ("ecs", "ecr")]


@pytest.mark.parametrize("pair", TELLING, ids="-".join)
def test_the_best_way_tells_how_they_work_together(kg: KnowledgeGraph, pair: tuple[str, str]) -> None:
    start, end = pair
    best = kg.paths(start, end)[0]
    assert [kg.sentence(hop.relation, hop.start) for hop in best.hops] == TELLING[pair]
    assert [kg.paths(end, start)[0].cost] == [best.cost], "a way costs the same from both ends"


@pytest.mark.parametrize("pair", UNEXPLAINED, ids="-".join)
def test_no_way_is_better_than_one_that_explains_nothing(kg: KnowledgeGraph, pair: tuple[str, str]) -> None:
    found = connect(kg, *pair)
    assert found.paths == ()
    assert found.note.startswith("No claim of the notes connects ")


def test_where_nothing_connects_the_note_leads_on(kg: KnowledgeGraph, client: TestClient) -> None:
    note = connect(kg, "id:pitr", "iam").note
    for address in re.findall(r"/related/\S+", note):
        assert client.get(address).status_code == 200, note


def test_what_both_share_is_told_apart_from_a_connection(kg: KnowledgeGraph) -> None:
    found = connect(kg, "ecs", "ecr")
    assert [hop.end for hop, _ in found.shared] == ["containers"]
    assert "They share Container, which sorts them but does not connect them." in found.note
    assert connect(kg, "sqs", "Simple Queue Service").note == "Both names mean Amazon SQS."


def test_relations_to_avoid_and_things_to_go_without(kg: KnowledgeGraph) -> None:
    every = kg.paths("lambda", "redshift", 10)
    assert any(hop.end == "firehose" for path in every for hop in path.hops)
    without = kg.paths("lambda", "redshift", 10, without=["Kinesis Data Firehose"])
    assert without
    assert {hop.end for path in without for hop in path.hops}.isdisjoint({"firehose"})
    avoiding = kg.paths("lambda", "redshift", 10, avoid=["hasComponent"])
    assert {hop.relation.type for path in avoiding for hop in path.hops}.isdisjoint({"hasComponent"})


def price(kg: KnowledgeGraph, way: tuple[Hop, ...]) -> float | None:
    """The documented cost of a way, written down a second time; None for a way that explains nothing."""
    explains = [kg.content.types[hop.relation.type].explains for hop in way]
    if 0 in explains:
        return SORTING if len(way) == 1 else None
    cost = sum(1 / worth for worth in explains)
    for reached, leaving in itertools.pairwise(way):
        cost += HUB_PENALTY * math.log2(kg.network.degree[leaving.start])
        if reached.direction != leaving.direction:
            siblings = reached.relation.type == leaving.relation.type
            generic = kg.content.things[leaving.start].kind in kg.content.generic
            if generic or (siblings and len(way) > 2):
                return None
            cost += SIBLINGS if siblings else TURN
    return cost


def every_way(kg: KnowledgeGraph, start: str, end: str) -> dict[tuple[str, ...], float]:
    """Each simple way of at most four hops by its stations, with the cost of its cheapest relations: no pruning, no bound."""
    found: dict[tuple[str, ...], float] = {}
    waiting: list[tuple[Hop, ...]] = [()]
    while waiting:
        way = waiting.pop()
        here = way[-1].end if way else start
        if here == end:
            stations, cost = (start, *(hop.end for hop in way)), price(kg, way)
            if cost is not None:
                found[stations] = min(cost, found.get(stations, math.inf))
        elif len(way) < LONGEST:
            passed = {start, *(hop.end for hop in way)}
            waiting += [(*way, hop) for hop in kg.network.hops(here) if hop.end not in passed]
    return found


def test_no_better_way_is_overlooked(kg: KnowledgeGraph) -> None:
    chosen = random.Random(7)
    services = sorted(t.id for t in kg.content.things.values() if t.kind == "Service" and 10 <= kg.network.degree.get(t.id, 0) < 22)
    connected = 0
    for _ in range(12):
        start, end = chosen.sample(services, 2)
        costs = sorted(cost for cost in every_way(kg, start, end).values() if cost <= DEAREST)
        wanted = [round(cost, 4) for cost in costs[:3] if cost <= costs[0] * DETOUR + SLACK]
        assert [path.cost for path in kg.paths(f"id:{start}", f"id:{end}")] == wanted, (start, end)
        connected += bool(wanted)
    assert connected >= 4
