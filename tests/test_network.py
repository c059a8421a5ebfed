"""Ranking by local algorithms: as good as networkx's exact ones on the notes graph, and bounded in any graph."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import networkx as nx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.model import Passage, Relation, Section
from graph.network import MAX_WALKED, Network
from graph.proximity import PUSH_LIMIT, RESTART
from graph.store import KnowledgeGraph


@pytest.fixture(scope="module")
def exact(kg: KnowledgeGraph) -> nx.Graph[str]:
    """The notes graph as a simple graph whose weights count relations."""
    found: nx.Graph[str] = nx.Graph()
    for start, end in kg.to_networkx().edges():
        weight = found[start][end]["weight"] + 1 if found.has_edge(start, end) else 1
        found.add_edge(start, end, weight=weight)
    return found


def test_the_nearest_things_are_those_of_the_exact_pagerank(kg: KnowledgeGraph, exact: nx.Graph[str]) -> None:
    connected = sorted(max(nx.connected_components(exact), key=lambda part: len(set(part))))
    shares = []
    for thing in random.Random(7).sample(connected, 50):
        pushed = kg.network.proximity(thing)
        assert sum(pushed.values()) == pytest.approx(1)
        ranks = nx.pagerank(exact, alpha=1 - RESTART, personalization={thing: 1}, weight="weight", tol=1e-10, max_iter=500)
        shares.append(len(set(nearest(pushed, thing)) & set(nearest(ranks, thing))) / 20)
        error = max(abs(ranks[other] - pushed.get(other, 0.0)) / kg.network.degree[other] for other in ranks)
        assert error <= 3 * PUSH_LIMIT / RESTART
    assert sum(shares) / len(shares) >= 0.95, shares
    assert min(shares) >= 0.75, shares


def nearest(ranks: dict[str, float], thing: str) -> list[str]:
    return sorted(ranks, key=lambda other: (-ranks[other], other) if other != thing else (1.0, ""))[:20]


def star_of_stars(arms: int, leaves: int) -> list[Relation]:
    """A thing in the middle, `arms` around it, `leaves` around each."""
    proof = (Passage("p", "p", "s", "quote", "", "", 0, 5, "stated"),)
    relations = [Relation("middle", "uses", f"arm{a}", proof) for a in range(arms)]
    return relations + [Relation(f"arm{a}", "uses", f"leaf{a}-{n}", proof) for a in range(arms) for n in range(leaves)]


def test_walks_are_bounded_in_a_large_graph() -> None:
    network = Network(star_of_stars(300, 400))
    assert len(network.related("middle", depth=1)) == 300
    assert 300 < len(network.related("middle", depth=2)) <= MAX_WALKED
    assert len(network.related("arm0", depth=3)) <= 400 + 1 + 2 * MAX_WALKED
    assert network.related("middle", depth=1).complete
    assert not network.related("middle", depth=2).complete
    assert network.related("leaf0-0", depth=2).complete
    assert not network.related("arm0", depth=3).complete
    assert network.related("arm0", depth=3, keep=lambda hop: hop.direction == "out").complete
    assert 400 < len(network.proximity("leaf0-0")) <= 1 / (RESTART * PUSH_LIMIT)


def test_an_answer_says_whether_it_is_complete(kg: KnowledgeGraph, client: TestClient) -> None:
    assert client.get("/related/s3?depth=3").json()["complete"] is True
    thing, kind, family = kg.content.things["s3"], kg.content.types["uses"], kg.content.types["uses"].family
    stars = star_of_stars(60, 400)
    named = {end: replace(thing, id=end, label=end, names=()) for claim in stars for end in (claim.subject, claim.object)}
    [proof] = stars[0].evidence
    assert isinstance(proof, Passage)
    content = replace(
        kg.content,
        things=named,
        relations=tuple(stars),
        types={kind.id: kind},
        families={family: kg.content.families[family]},
        evidence={proof.id: proof},
        sections={proof.section: Section(proof.section, "All", 1, 0, 5)},
    )
    large = TestClient(create_app(KnowledgeGraph(kg.engine, content), Settings()))
    for depth, complete in ((1, True), (2, False), (3, False)):
        found = large.get(f"/related/middle?depth={depth}&limit=1").json()
        assert (found["complete"], found["total"] >= 60) == (complete, True)
    assert large.get("/related/arm0?depth=1&limit=3").json()["total"] == 401


def test_ranking_does_not_know_how_large_the_graph_is(kg: KnowledgeGraph) -> None:
    """What is far away and not connected with a thing changes nothing that is said about it."""
    own = [relation for relation in kg.content.relations if relation.believed]
    larger = Network([*own, *star_of_stars(50, 20)])
    for thing in ("s3", "lambda", *sorted(kg.content.things)[::100]):
        assert larger.related(thing, depth=2) == kg.network.related(thing, depth=2)
    assert len(larger.related("s3")) > 20


def test_what_is_worked_out_beforehand_changes_no_score(kg: KnowledgeGraph) -> None:
    plain = Network(relation for relation in kg.content.relations if relation.believed)
    assert kg.content.near
    for thing in kg.content.things:
        for keep in (lambda _: True, lambda hop: hop.direction == "out"):
            assert plain.related(thing, 1, keep) == kg.network.related(thing, 1, keep)
    larger = Network(star_of_stars(60, 400))
    assert larger.survey() == {}, "in a large graph, opening it would take too long"


def test_every_question_starts_afresh(kg: KnowledgeGraph) -> None:
    """What a walk counts stands with the things: neither an earlier walk nor one in another thread leaves anything there."""
    things = sorted(kg.content.things)[::10]
    alone = [Network(kg.content.relations).proximity(thing) for thing in things[:10]]
    network = Network(kg.content.relations)
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(network.proximity, things * 4))
    assert together[:10] == alone
    assert together == together[: len(things)] * 4


def test_pushing_is_what_the_paper_says(kg: KnowledgeGraph) -> None:
    """Once more, word for word: what waits at a thing, first come first served, until less than the limit a relation waits anywhere."""
    for thing in sorted(kg.content.things)[::40]:
        rank: dict[str, float] = {}
        rest, waiting = {thing: 1.0}, [thing]
        for node in waiting:
            amount, rest[node] = rest[node], 0.0
            rank[node] = rank.get(node, 0.0) + RESTART * amount
            for end, count in Counter(hop.end for hop in kg.network.hops(node)).items():
                before = rest.get(end, 0.0)
                rest[end] = before + (1 - RESTART) * amount * count / len(kg.network.hops(node))
                if before <= PUSH_LIMIT * len(kg.network.hops(end)) < rest[end]:
                    waiting.append(end)
        wanted = {end: rank.get(end, 0.0) + left for end, left in rest.items()}
        assert kg.network.proximity(thing) == (pytest.approx(wanted, abs=1e-12) if kg.network.hops(thing) else {})


def test_a_thing_without_relations_is_near_nothing() -> None:
    network = Network([])
    assert network.proximity("nothing") == {}
    assert network.related("nothing", depth=3) == []
