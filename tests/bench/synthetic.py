"""A graph of any size that looks like the notes': services with features, few hubs, many leaves (a power law of degrees). Seeded."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from graph.load import Content
from graph.model import Category, Name, Passage, Relation, RelationType, Section, Thing
from graph.sparql.embedded import Embedded
from graph.store import KnowledgeGraph

WORDS = [
    "elastic",
    "simple",
    "managed",
    "global",
    "regional",
    "private",
    "public",
    "secure",
    "shared",
    "hybrid",
    "batch",
    "stream",
    "event",
    "queue",
    "topic",
    "table",
    "index",
    "cache",
    "edge",
    "cluster",
    "node",
    "volume",
    "bucket",
    "object",
    "key",
    "secret",
    "policy",
    "role",
    "user",
    "group",
    "token",
    "route",
    "gateway",
    "endpoint",
    "subnet",
    "zone",
    "domain",
    "record",
    "certificate",
    "instance",
    "image",
    "function",
    "container",
    "task",
    "service",
    "pipeline",
    "stage",
    "build",
    "deploy",
    "metric",
    "alarm",
    "log",
    "trace",
    "budget",
    "report",
    "catalog",
    "crawler",
    "job",
    "query",
]
BASE = "https://fanout.example/"
TEXT = "a quote of the notes"


def relations(things: int, edges: int, seed: int = 1) -> list[Relation]:
    """Relations by preferential attachment: each thing in turn is joined to things that are joined often already."""
    chance = random.Random(seed)
    quotes = [Passage(f"p{n}", f"{BASE}notes/p{n}", "s1", TEXT, "", "", 0, len(TEXT), "stated") for n in range(1000)]
    ends = [0, 1]
    found = []
    for number in range(edges):
        subject = number % things
        target = chance.choice(ends) if chance.random() < 0.8 else chance.randrange(things)
        if target != subject:
            found.append(Relation(f"t{subject}", "uses", f"t{target}", (quotes[number % 1000],)))
            ends += (subject, target)
    return found


def names(things: int, seed: int = 1) -> list[Thing]:
    """Things with two names each: three words, and an acronym of them with a number."""
    chance = random.Random(seed)
    found = []
    for number in range(things):
        words = chance.sample(WORDS, 3)
        label = " ".join(words).capitalize() + f" {number}"
        acronym = "".join(word[0] for word in words).upper() + str(number)
        found.append(
            Thing(f"t{number}", f"{BASE}id/t{number}", label, "Service", "c1", "", (Name(label, "preferred"), Name(acronym, "acronym")))
        )
    return found


def content(things: int, edges: int) -> Content:
    """The whole content of such a graph."""
    uses = RelationType(
        "uses",
        f"{BASE}vocabulary#uses",
        "uses",
        "usedBy",
        "is used by",
        "structure",
        "",
        "{s} uses {o}",
        "{o} is used by {s}",
        False,
        False,
        1.0,
    )
    claims = tuple(relations(things, edges))
    return Content(
        things={thing.id: thing for thing in names(things)},
        categories={"c1": Category("c1", "Everything", "blue")},
        kinds={"Service": ("service", "")},
        generic=frozenset(),
        families={"structure": ("structure", "")},
        types={"uses": uses},
        evidence={claim.evidence[0].id: claim.evidence[0] for claim in claims[:1000]},
        relations=claims,
        statements=(),
        name_claims=(),
        covers=(),
        sections={"s1": Section("s1", "All", 1, 0, len(TEXT))},
        furniture=(),
        text=TEXT,
        places={},
    )


def graph(things: int, edges: int) -> KnowledgeGraph:
    """Such a graph, open; its store is empty, since none of the measured routes asks it."""
    empty = Path(tempfile.mkdtemp()) / "synthetic.nq"
    empty.touch()
    return KnowledgeGraph(Embedded.of(empty), content(things, edges))
