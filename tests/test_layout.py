"""The map's layout: the same every time, a change moves only its own region, islands keep apart."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from graph import layout

if TYPE_CHECKING:
    from graph.layout import Place
    from graph.store import KnowledgeGraph

SIZES = {"a": 23, "b": 11, "c": 40, "d": 6}
REGIONS = {f"{region}{number}": region for region, size in SIZES.items() for number in range(size)}
EDGES = [(f"a{n}", f"b{n % 11}") for n in range(20)] + [(f"c{n}", f"c{n + 1}") for n in range(30)] + [("d0", "a1")]
CENTRES: dict[str, Place] = {"a": (-500.0, -400.0), "b": (400.0, -450.0), "c": (-400.0, 450.0), "d": (500.0, 400.0)}


def moved(before: dict[str, Place], after: dict[str, Place]) -> set[str]:
    """The regions in which something stands elsewhere."""
    return {REGIONS[thing] for thing in before if before[thing] != after[thing]}


def test_the_same_input_gives_the_same_places() -> None:
    shuffled = dict(sorted(REGIONS.items(), key=lambda pair: hash(pair)))
    assert layout.positions(REGIONS, EDGES) == layout.positions(shuffled, EDGES[::-1])
    assert layout.positions(REGIONS, EDGES, CENTRES) == layout.positions(shuffled, EDGES[::-1], CENTRES)


def test_a_new_thing_moves_only_its_own_region() -> None:
    before = layout.positions(REGIONS, EDGES, CENTRES)
    after = layout.positions({**REGIONS, "c40": "c"}, [*EDGES, ("c40", "c2")], CENTRES)
    assert moved(before, after) == {"c"}


def test_a_new_relation_moves_only_the_regions_that_it_joins() -> None:
    before = layout.positions(REGIONS, EDGES, CENTRES)
    after = layout.positions(REGIONS, [*EDGES, ("d1", "b3")], CENTRES)
    assert moved(before, after) <= {"b", "d"}


def test_a_region_that_outgrows_its_place_pushes_its_neighbours_and_nobody_else() -> None:
    regions = {**REGIONS, **{f"c{number}": "c" for number in range(40, 300)}}
    after = layout.positions(regions, EDGES, CENTRES)
    for one, other in itertools.combinations(SIZES, 2):
        assert distance(after, regions, one, other) > 0, (one, other)


def distance(places: dict[str, Place], regions: dict[str, str], one: str, other: str) -> float:
    """Map units between the rims of two regions."""
    middles = []
    for region in (one, other):
        xs, ys = zip(*(places[thing] for thing, its in regions.items() if its == region), strict=True)
        middles.append((sum(xs) / len(xs), sum(ys) / len(ys)))
    counts = Counter(regions.values())
    return math.dist(*middles) - layout.radius(counts[one]) - layout.radius(counts[other])


@pytest.mark.parametrize("centres", [None, CENTRES])
def test_things_fill_their_region_evenly(centres: dict[str, Place] | None) -> None:
    places = layout.positions(REGIONS, EDGES, centres)
    for region in SIZES:
        inside = [place for thing, place in places.items() if REGIONS[thing] == region]
        nearest = [min(math.dist(one, other) for other in inside if other is not one) for one in inside]
        assert min(nearest) > 0.5 * layout.SPACING, region
        assert max(nearest) < 1.5 * layout.SPACING, region


def test_no_island_of_the_real_map_lies_on_another(kg: KnowledgeGraph) -> None:
    """A failure means that a category has outgrown its place: move fo:x and fo:y in ontology/things/categories.ttl."""
    content = kg.content
    regions = {ident: content.things[ident].category for ident in content.places}
    near = {
        (one, other): round(gap)
        for one, other in itertools.combinations(sorted(set(regions.values())), 2)
        if (gap := distance(content.places, regions, one, other)) < layout.GAP - 2 * layout.TOUCH
    }
    assert near == {}
