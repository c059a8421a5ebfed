"""The figures of docs/scores.md are those of the graph, worked out a second time."""

from __future__ import annotations

import math
import re
from pathlib import Path

import networkx as nx
import pytest
from starlette.testclient import TestClient

from graph.answers.scores import explain
from graph.filters import Filter
from graph.network import WEIGHTS
from graph.paths import DEAREST, DETOUR, HUB_PENALTY, LONGEST, SIBLINGS, SLACK, SORTING, TURN
from graph.store import KnowledgeGraph

PAGE = (Path(__file__).parent.parent / "docs" / "scores.md").read_text(encoding="utf-8")
RENEW = "renew the example in docs/scores.md"


def table(heading: str) -> list[list[str]]:
    """The rows of the first table after a heading, cell by cell."""
    lines = PAGE[PAGE.index(heading) :].split("\n\n|", 1)[1].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[2:]]


def test_the_weights_are_those_of_the_code() -> None:
    assert {row[0]: float(row[1]) for row in table("## The score")} == WEIGHTS
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    costs = PAGE[PAGE.index("## The cost") : PAGE.index("## The rows")]
    for figure in (HUB_PENALTY, SIBLINGS, TURN, DETOUR):
        assert f"{figure:g}" in costs
    for phrase in (f"at cost {SORTING:g}", f"cost at most {DEAREST:g}", f"the best and {SLACK:g} on top"):
        assert phrase in costs
    assert LONGEST == 4
    assert "at most four hops" in costs


def test_the_worked_score_is_what_the_graph_gives(kg: KnowledgeGraph, client: TestClient) -> None:
    told = table("**A worked example**: Presto")
    found = client.get("/score?from=athena&to=presto").json()
    assert [[p["name"], f"{p['weight']:g}", str(p["value"]), f"{p['adds']:g}", p["how"]] for p in found["parts"]] == told, RENEW
    assert f"Together {found['score']}, because “{found['because'][0]['sentence']}”" in PAGE, RENEW
    assert sum(part["adds"] for part in found["parts"]) == pytest.approx(found["score"], abs=2e-4)
    [presto] = [r for r in client.get("/related/athena").json()["related"] if r["id"] == "presto"]
    assert presto["score"] == {"value": found["score"], **{part["name"]: part["value"] for part in found["parts"]}}


def test_the_worked_score_worked_out_again(kg: KnowledgeGraph) -> None:
    """From the claims alone: evidence counted, degree counted, PageRank by networkx instead of by pushing."""
    claims = [r for r in kg.content.relations if r.believed]
    between = [r for r in claims if {r.subject, r.object} == {"athena", "presto"}]
    neighbours = {r.object if r.subject == "presto" else r.subject for r in claims if "presto" in (r.subject, r.object)}
    walk: nx.MultiGraph[str] = nx.MultiGraph((r.subject, r.object) for r in claims)
    rank = nx.pagerank(walk, alpha=0.85, personalization={"athena": 1}, tol=1e-10)
    highest = max(rank[thing] for thing in walk["athena"])
    wanted = {
        "directness": 1.0,
        "evidence": 1 - 0.5 ** max(len(r.evidence) for r in between),
        "specificity": 1 / math.log2(1 + len(neighbours)),
        "proximity": rank["presto"] / highest,
    }
    score = next(r for r in kg.related("athena") if r.thing == "presto").score
    for part, value in wanted.items():
        assert getattr(score, part) == pytest.approx(value, abs=0.02 if part == "proximity" else 1e-4), part
    assert score.value == pytest.approx(sum(WEIGHTS[part] * value for part, value in wanted.items()), abs=0.005)


@pytest.mark.parametrize(("start", "depth"), [("sqs", 1), ("route53", 2), ("fan-out", 3)])
def test_every_score_can_be_taken_apart(kg: KnowledgeGraph, start: str, depth: int) -> None:
    for related in kg.related(f"id:{start}", depth)[::9]:
        found = explain(kg, f"id:{start}", f"id:{related.thing}", depth)
        assert found.related == related
        assert sum(part.adds for part in found.parts) == pytest.approx(related.score.value, abs=3e-4)
        for part in found.parts:
            figures = part.how.split(",")[0].split(" hop")[0].replace("^", "**").replace("log2", "math.log2")
            assert eval(figures, {"math": math}) == pytest.approx(part.value, abs=2e-3), part


def test_no_filter_changes_a_score(kg: KnowledgeGraph) -> None:
    every = {r.thing: r.score for r in kg.related("s3", 3)}
    for only in (Filter(kinds=("Service",)), Filter(categories=("category-storage",))):
        assert all(r.score == every[r.thing] for r in kg.related("s3", 1, only))
    assert kg.related("athena", 1, Filter(relations=("built on",)))[0].score == next(
        r.score for r in kg.related("athena", 2) if r.thing == "presto"
    )
    for start in ("s3", "sqs", "alb"):
        every = {r.thing: r.score for r in kg.related(start)}
        for relation in kg.content.types:
            assert all(r.score == every[r.thing] for r in kg.related(start, 1, Filter(relations=(relation,)))), relation


def test_a_relation_counts_only_where_its_family_does(kg: KnowledgeGraph) -> None:
    both = kg.related("s3", 1, Filter(relations=("sendsTo", "hasFeature"), families=("dataFlow",)))
    assert [r.thing for r in both] == [r.thing for r in kg.related("s3", 1, Filter(relations=("sendsTo",)))]
    assert {hop.relation.type for r in both for hop in r.because} == {"sendsTo"}
    assert not kg.related("s3", 1, Filter(relations=("sendsTo",), families=("security",)))


def test_what_is_not_related_has_no_score(client: TestClient) -> None:
    found = client.get("/score?from=athena&to=ebs&depth=1").json()
    assert (found["score"], found["hops"], found["parts"], found["because"]) == (None, None, [], [])


def test_the_worked_cost_is_what_the_graph_gives(kg: KnowledgeGraph) -> None:
    rows = table("**A worked example**: from AWS Lambda")
    best = kg.paths("lambda", "redshift")[0]
    assert [row[0] for row in rows if row[0].endswith(".")] == [kg.sentence(hop.relation, hop.start) for hop in best.hops], RENEW
    assert float(rows[1][1]) == round(HUB_PENALTY * math.log2(kg.network.degree["firehose"]), 4), RENEW
    assert f"log2({kg.network.degree['firehose']})" in rows[1][2], RENEW
    assert sum(float(row[1]) for row in rows) == pytest.approx(best.cost, abs=1e-4), RENEW
    assert f"Together {best.cost:g}." in PAGE, RENEW


def test_the_verdicts_told_are_given(client: TestClient) -> None:
    told = re.findall(r"`/verify\?([^`]+)`[^;.]*? by a ([a-z ]+)[;.\n]", PAGE)
    assert len(told) == 2
    for query, decided in told:
        assert client.get(f"/verify?{query}").json()["decided_by"] == decided, query
