"""Paths, drawn and told; the page's search compared with the server's."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.explorer import shown, state, wait

if TYPE_CHECKING:
    from graph.store import KnowledgeGraph
    from tests.conftest import Visit

PAIRS = [
    ("sns", "lambda"),
    ("s3", "athena"),
    ("lambda", "efs"),
    ("sqs", "dynamodb"),
    ("cloudfront", "s3"),
    ("route53", "alb"),
    ("kms", "ebs"),
]
BEST = """(pairs) => pairs.map(([from, to]) => __fanout.best(__fanout.data, from, to, 3, () => true)
  .map(({ cost, hops }) => [Math.round(cost * 1e4) / 1e4, hops.map((hop) => hop.edge.id)]))"""


def test_a_path_is_drawn_and_told_with_quotes(visit: Visit) -> None:
    page = visit.open("#p=sns+lambda+0")
    wait(page, "document.querySelector('#panel .hops blockquote') !== null")
    path = state(page)["path"]
    assert path["ends"] == ["sns", "lambda"]
    assert page.locator("#panel .hops li").count() == len(path["ways"][0])
    assert len(shown(page)) == len(path["ways"][0]) + 1


def test_the_page_finds_the_ways_that_the_server_finds(visit: Visit, kg: KnowledgeGraph) -> None:
    things = sorted(kg.content.places)
    chance = random.Random(6)
    known = [thing for thing in things if kg.network.degree.get(thing, 0) > 7]
    drawn = [chance.sample(some, 2) for some in (things, known) for _ in range(150)]
    pairs = [*PAIRS, *((one, other) for one, other in drawn)]
    page = visit.open()
    found = page.evaluate(BEST, pairs)
    for (start, end), ways in zip(pairs, found, strict=True):
        expected = [
            [path.cost, [f"{hop.relation.subject}|{hop.relation.type}|{hop.relation.object}" for hop in path.hops]]
            for path in kg.paths(f"id:{start}", f"id:{end}", 3)
        ]
        assert ways == expected, f"{start} to {end}: web/static/js/paths.js and graph/paths.py differ"
    assert sum(1 for ways in found if ways) > 50


def test_filters_that_cut_a_path_say_so_and_can_be_left_out(visit: Visit) -> None:
    page = visit.open("#n=sns")
    page.evaluate("__fanout.store.set({ off: { ...__fanout.store.state.off, family: __fanout.data.families.map((one) => one.id) } })")
    page.evaluate("__fanout.act.path('sns', 'lambda')")
    assert "With these filters nothing connects Amazon SNS and AWS Lambda" in page.inner_text("#word")
    page.click("#word >> text=Without the filters")
    assert state(page)["path"]["ends"] == ["sns", "lambda"]
    assert state(page)["off"]["family"] == []


def test_two_things_without_a_connection_are_told(visit: Visit, kg: KnowledgeGraph) -> None:
    things = sorted(kg.content.places)
    lone = next((a, b) for a in things for b in things[::50] if a != b and not kg.paths(f"id:{a}", f"id:{b}", 1))
    page = visit.open()
    page.evaluate("(pair) => __fanout.act.path(...pair)", list(lone))
    assert "Nothing in the notes connects" in page.inner_text("#word")
    assert state(page)["mode"] == "map"


def test_a_path_is_asked_for_by_choosing_the_other_end(visit: Visit) -> None:
    page = visit.open("#n=sns")
    wait(page, "document.querySelector('#panel .acts') !== null")
    page.click("#panel >> text=Path to …")
    assert "other end of the path from Amazon SNS" in page.inner_text("#word")
    page.keyboard.press("/")
    page.keyboard.type("lambda")
    wait(page, "document.querySelector('#hits .name')?.textContent === 'AWS Lambda'")
    page.keyboard.press("Enter")
    assert state(page)["path"]["ends"] == ["sns", "lambda"]
    page.click("#panel >> text=Turn round")
    assert state(page)["path"]["ends"] == ["lambda", "sns"]
