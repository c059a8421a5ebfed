"""Paths, drawn and told; the page's search compared with the server's."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from graph.answers.connections import Connections, connect
from tests.explorer import shown, state, typed, wait

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


def unconnected(kg: KnowledgeGraph, *, sharing: bool) -> Connections:
    """Two things that nothing connects, which are both related to something or not."""
    things = sorted(kg.content.places)
    chance = random.Random(7)
    pairs = (chance.sample(things, 2) for _ in range(20_000))
    found = (connect(kg, f"id:{one}", f"id:{other}") for one, other in pairs)
    return next(one for one in found if not one.paths and bool(one.shared) == sharing)


def test_two_things_without_a_connection_are_told(visit: Visit, kg: KnowledgeGraph) -> None:
    lone = unconnected(kg, sharing=False)
    page = visit.open(f"#p={lone.start}+{lone.end}+0")
    wait(page, "document.querySelector('#panel .kind')?.textContent === 'no path'")
    assert "No claim of the notes connects them" in page.inner_text("#panel")
    assert shown(page) == {lone.start, lone.end}
    page.click("#panel >> text=Compare the two")
    assert state(page)["compared"] == [lone.start, lone.end]


def test_what_two_things_without_a_connection_share_stands_between_them(visit: Visit, kg: KnowledgeGraph) -> None:
    pair = unconnected(kg, sharing=True)
    common = [mine.end for mine, _ in pair.shared]
    page = visit.open(f"#p={pair.start}+{pair.end}+0")
    wait(page, "document.querySelectorAll('#panel .hops .claim').length > 0")
    assert [one["id"] for one in state(page)["path"]["shared"]] == common
    assert shown(page) == {pair.start, pair.end, *common}
    told = page.inner_text("#panel")
    assert all(kg.label(one) in told for one in common)
    page.keyboard.press("o")
    wait(page, "document.querySelector('.outline [data-edge]') !== null")
    assert page.locator(".outline [data-edge]").count() == 2 * len(common)


def test_what_is_said_of_both_ends_follows_the_path(visit: Visit, kg: KnowledgeGraph) -> None:
    expected = {statement.sentence for statement in connect(kg, "id:sqs", "id:sns").together}
    page = visit.open("#p=sqs+sns+0")
    wait(page, "document.querySelector('#panel .hops .claim') !== null")
    said = page.locator("#panel section", has_text="Said of both at once").inner_text()
    assert expected
    assert {sentence for sentence in expected if sentence in said} == expected


def test_a_path_is_asked_for_by_choosing_the_other_end(visit: Visit) -> None:
    page = visit.open("#n=sns")
    wait(page, "document.querySelector('#panel .acts') !== null")
    page.click("#panel >> text=Path to …")
    assert "other end of the path from Amazon SNS" in page.inner_text("#word")
    typed(page, "lambda")
    wait(page, "document.querySelector('#hits .name')?.textContent === 'AWS Lambda'")
    page.keyboard.press("Enter")
    wait(page, "__fanout.store.state.path !== null")
    assert state(page)["path"]["ends"] == ["sns", "lambda"]
    page.click("#panel >> text=Turn round")
    assert state(page)["path"]["ends"] == ["lambda", "sns"]
