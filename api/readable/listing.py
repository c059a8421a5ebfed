"""Pages that list: all things, the dataset with its counts, the example queries and each of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from api.readable import parts
from graph.errors import UnknownName
from graph.namespaces import BASE, DATASET, DCTERMS, PREFIXES, VOID, compact

if TYPE_CHECKING:
    from graph.examples import Example
    from graph.model import Match
    from graph.store import KnowledgeGraph

_NUMBERS = {
    "triples": "triples in the default graph",
    "entities": "things and statements",
    "classes": "classes",
    "properties": "properties",
    "distinctSubjects": "different subjects",
    "distinctObjects": "different objects",
}

Json = dict[str, Any]


def lost(kg: KnowledgeGraph, name: str, depth: int) -> str:
    """The page in place of one that there is not: what may have been meant, and all there is."""
    trouble = UnknownName(name, kg.search(name.replace("-", " "), 5))
    return everything(kg, name, str(trouble), tuple(trouble.candidates), depth)


def everything(kg: KnowledgeGraph, query: str = "", problem: str = "", candidates: tuple[Match, ...] = (), depth: int = 0) -> str:
    """All things by category; above them, what was looked for in vain and what may have been meant."""
    things = sorted(kg.content.things.values(), key=lambda thing: thing.label.casefold())
    categories = [
        {"id": c.id, "label": c.label, "color": c.color, "things": [t for t in things if t.category == c.id]}
        for c in sorted(kg.content.categories.values(), key=lambda c: c.label)
    ]
    found = [match.thing for match in candidates]
    return parts.render("everything.html", depth, categories=categories, total=len(things), query=query, problem=problem, candidates=found)


def dataset(kg: KnowledgeGraph) -> str:
    """What the dataset says of itself, the partitions of its classes as a table."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in kg.documents.dataset():
        values[triple.subject.value][triple.predicate.value].append(triple.object.value)
    about = values[DATASET.value]
    partitions = [values[node] for node in about[VOID.classPartition.value]]
    classes = [
        {
            "label": parts.word(kg, one[VOID["class"].value][0]),
            "iri": one[VOID["class"].value][0],
            "curie": compact(one[VOID["class"].value][0]),
            "entities": int(one[VOID.entities.value][0]),
            "properties": len(one[VOID.propertyPartition.value]),
        }
        for one in partitions
    ]
    return parts.render(
        "dataset.html",
        0,
        base=BASE,
        title=about[DCTERMS.title.value][0],
        description=about[PREFIXES["dcterms"] + "description"][0],
        license=about[DCTERMS.license.value][0],
        modified=about[DCTERMS.modified.value][0],
        numbers=[(int(about[VOID[name].value][0]), words) for name, words in _NUMBERS.items() if about[VOID[name].value]],
        graphs=len(kg.sizes.named),
        classes=sorted(classes, key=lambda one: (not one["curie"].startswith("fo:"), -one["entities"], one["label"])),
        vocabularies=about[VOID.vocabulary.value],
        prefixes=PREFIXES,
        formats=("ttl", "jsonld", "nt", "rdf"),
    )


def examples(kg: KnowledgeGraph) -> str:
    """All example queries in their groups."""
    groups: dict[str, Json] = {}
    for one in kg.examples:
        groups.setdefault(one.group, {"id": one.group, "label": one.group_title, "examples": []})["examples"].append(one)
    return parts.render("examples.html", 0, groups=list(groups.values()), total=len(kg.examples))


def example(kg: KnowledgeGraph, found: Example) -> str:
    """One example query in all its forms."""
    address = parts.workbench(found.query, found.title)
    siblings = [one for one in kg.examples if one.group == found.group and one.id != found.id]
    return parts.render("example.html", 2, example=found, workbench=address, siblings=siblings, forms=parts.forms(f"examples/{found.id}"))
