"""The map: regions first, then the inside of each, evenly filled. Seeded from names: the same for everyone, every time."""

from __future__ import annotations

import math
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

SPACING = 62.0
"""Map units between neighbouring things."""
GAP = 66.0
"""Map units between two regions' rims: a coast on each side and the sea between them."""
TOUCH = 12.0
"""Map units by which two regions may come nearer than that before they make room."""
ASPECT = 1.1
"""Width of the map over its height."""

Place = tuple[float, float]
Floats = NDArray[np.float64]


def positions(regions: Mapping[str, str], edges: list[tuple[str, str]], centres: Mapping[str, Place] | None = None) -> dict[str, Place]:
    """A place for each thing. `regions` maps a thing to its region; `edges` are pairs of things; y grows downwards.

    `centres` says where the middle of each region is, as the ontology has it: then nothing outside a region moves when something
    inside it changes, unless the region outgrows its sea and pushes its neighbours. Without them the regions are arranged by what
    they have in common.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for thing in sorted(regions):
        members[regions[thing]].append(thing)
    names = sorted(members)
    radii = {name: radius(len(members[name])) for name in names}
    middle = _kept(names, radii, centres) if centres and all(name in centres for name in names) else _centres(names, radii, regions, edges)
    degree: dict[str, int] = defaultdict(int)
    inner: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for start, end in sorted(set(edges)):
        degree[start] += 1
        degree[end] += 1
        if regions[start] == regions[end] and start != end:
            inner[regions[start]].append((start, end))
    places: dict[str, Place] = {}
    for name in names:
        slots = _inside(name, members[name], inner[name], degree)
        places.update({thing: (x + middle[name][0], y + middle[name][1]) for thing, (x, y) in slots.items()})
    return places


def radius(count: int) -> float:
    """The radius of a region with so many things, in steps of five so that one more thing seldom moves the others."""
    return SPACING * math.sqrt((math.ceil(count / 5) * 5 + 2) / math.pi)


def _seed(name: str) -> int:
    return zlib.crc32(name.encode())


def _centres(names: list[str], radii: dict[str, float], regions: Mapping[str, str], edges: list[tuple[str, str]]) -> dict[str, Place]:
    """Regions that share many edges lie near each other, none overlaps, the whole is wider than high."""
    affinity: nx.Graph[str] = nx.Graph()
    affinity.add_nodes_from(names)
    for start, end in sorted(edges):
        one, other = sorted((regions[start], regions[end]))
        if one != other:
            weight = affinity.get_edge_data(one, other, {"weight": 0.0})["weight"]
            affinity.add_edge(one, other, weight=weight + 1.0)
    for one, other, data in affinity.edges(data=True):
        data["weight"] /= math.sqrt(radii[one] * radii[other])
    start_places = nx.spring_layout(affinity, seed=_seed("regions"), weight="weight", iterations=300)
    size = np.array([radii[name] for name in names])
    extent = math.sqrt(float((size**2).sum()))
    points = np.array([start_places[name] for name in names]) * extent
    points[:, 0] *= ASPECT
    packed = _pack(points, size)
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, packed, strict=True)}


def _kept(names: list[str], radii: dict[str, float], centres: Mapping[str, Place]) -> dict[str, Place]:
    """The regions where they are meant to be; those that have come to overlap make room for each other, and only those."""
    size = np.array([radii[name] for name in names])
    points = np.array([centres[name] for name in names], dtype=float)
    for _ in range(200):
        push = _push(points, size)
        if not push.any():
            break
        points = points + push
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, points, strict=True)}


def _push(points: Floats, size: Floats) -> Floats:
    """How far each disc has to move away from those that it overlaps."""
    delta = points[:, None, :] - points[None, :, :]
    distance = np.hypot(delta[..., 0], delta[..., 1]) + np.eye(len(points))
    overlap = np.maximum(0.0, size[:, None] + size[None, :] + GAP - distance)
    np.fill_diagonal(overlap, 0.0)
    overlap[overlap < TOUCH] = 0.0
    moved: Floats = (delta / distance[..., None] * overlap[..., None] * 0.35).sum(axis=1)
    return moved


def _pack(points: Floats, size: Floats) -> Floats:
    """Push overlapping discs apart and pull all towards the middle until they lie close without touching."""
    for step in range(1200):
        pull = 0.02 * (1 - step / 1200)
        points = points - points * np.array([pull / ASPECT, pull * ASPECT])
        for _ in range(3):
            points = points + _push(points, size)
    middle: Floats = (points.max(axis=0) + points.min(axis=0)) / 2
    return points - middle


def _inside(name: str, things: list[str], edges: list[tuple[str, str]], degree: dict[str, int]) -> dict[str, Place]:
    """Things of one region on an evenly filled disc: the most connected in the middle, neighbours side by side."""
    rng = np.random.default_rng(_seed(name))
    count = len(things)
    order = np.arange(count)
    reach = SPACING * np.sqrt((order + 0.5) / math.pi)
    angle = order * math.pi * (3 - math.sqrt(5)) + rng.uniform(0, 2 * math.pi)
    slots = np.stack([reach * np.cos(angle), reach * np.sin(angle)], axis=1)
    slots += rng.uniform(-0.1, 0.1, slots.shape) * SPACING
    ranked = sorted(things, key=lambda thing: (-degree[thing], thing))
    seat = {thing: index for index, thing in enumerate(ranked)}
    near: dict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        near[seat[start]].append(seat[end])
        near[seat[end]].append(seat[start])
    place = _settle(slots, near, rng)
    return {thing: (float(slots[place[seat[thing]], 0]), float(slots[place[seat[thing]], 1])) for thing in things}


def _settle(slots: Floats, near: dict[int, list[int]], rng: np.random.Generator) -> NDArray[np.intp]:
    """Swap seats while that shortens the edges inside the region; hubs resist leaving the middle."""
    count = len(slots)
    place = np.arange(count)
    weight = np.array([len(near.get(thing, ())) for thing in range(count)], dtype=float)

    def cost(thing: int) -> float:
        own = slots[place[thing]]
        length = sum(float(np.hypot(*(own - slots[place[other]]))) for other in near.get(thing, ()))
        return length + 0.15 * float(weight[thing]) * float(np.hypot(*own))

    for _ in range(60 * count if count > 2 else 0):
        one, other = (int(i) for i in rng.integers(0, count, 2))
        before = cost(one) + cost(other)
        place[one], place[other] = place[other], place[one]
        if cost(one) + cost(other) > before:
            place[one], place[other] = place[other], place[one]
    return place
