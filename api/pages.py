"""The graph as the view that the pages draw."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import web
from api import workbench as bench
from api.carried import carried
from graph import paths
from graph.namespaces import BASE
from graph.reading import read_sections
from web.view import View, arranged
from web.view import explorer as draw_explorer
from web.view import snapshot as draw_snapshot

if TYPE_CHECKING:
    from graph.store import KnowledgeGraph

TITLE = "Fanout"


def view(kg: KnowledgeGraph, *, details: bool = False) -> View:
    """Nodes, edges and legends of the whole graph; with `details` everything about each thing as well, for the stand-alone file."""
    content = kg.content
    edges = [
        {
            "id": f"{r.subject}|{r.type}|{r.object}",
            "from": r.subject,
            "to": r.object,
            "relation": r.type,
            "family": content.types[r.type].family,
            "status": r.status,
        }
        for r in content.relations
        if r.subject in content.places and r.object in content.places
    ]
    kinds = Counter(thing.kind for thing in content.things.values())
    families = Counter(edge["family"] for edge in edges)
    meta: dict[str, Any] = {"dataset": kg.digest, "base": BASE, "paths": {"figures": paths.FIGURES, "generic": sorted(content.generic)}}
    found = View(
        nodes=[_node(kg, ident) for ident in content.places if ident in content.things],
        edges=edges,
        categories=[{"id": c.id, "label": c.label, "color": c.color} for c in content.categories.values()],
        types=[{"id": kind, "label": content.kinds[kind][0], "count": count} for kind, count in kinds.most_common()],
        families=[{"id": family, "label": label, "count": families[family]} for family, (label, _) in content.families.items()],
        relations=[
            {
                "id": t.id,
                "label": t.label,
                "inverseLabel": t.inverse_label,
                "family": t.family,
                "sentence": t.sentence,
                "inverseSentence": t.inverse_sentence,
                "symmetric": t.symmetric,
                "explains": t.explains,
            }
            for t in content.types.values()
        ],
        meta=meta,
    )
    found = arranged(found)
    if details:
        meta["carried"] = carried(kg, [n["id"] for n in found.nodes], [(e["from"], e["relation"], e["to"]) for e in found.edges])
    return found


def _node(kg: KnowledgeGraph, ident: str) -> dict[str, Any]:
    thing = kg.content.things[ident]
    x, y = kg.content.places[ident]
    acronyms, expansions = thing.named("acronym"), thing.named("expansion")
    return {
        "id": ident,
        "label": thing.label,
        "type": thing.kind,
        "category": thing.category,
        "x": x,
        "y": y,
        "degree": kg.network.degree.get(ident, 0),
        "acronym": acronyms[0] if acronyms else None,
        "expansion": expansions[0] if expansions and expansions[0] not in thing.label else None,
    }


def explorer(kg: KnowledgeGraph) -> str:
    """The explorer page."""
    return draw_explorer(view(kg), title=TITLE, version=version("fanout-kg"))


def snapshot(kg: KnowledgeGraph) -> str:
    """The stand-alone file."""
    return draw_snapshot(view(kg, details=True), title=TITLE, version=version("fanout-kg"))


def workbench(kg: KnowledgeGraph) -> str:
    """The workbench: what a browser gets at /sparql."""
    return _page("workbench.html", data=bench.data(kg), modules=bench.modules())


def notes(kg: KnowledgeGraph) -> str:
    """The notes with their passages marked."""
    readings = read_sections(kg.content)
    words = sum(r.words for r in readings)
    covered = words - sum(r.missing for r in readings)
    return _page("notes.html", root="", readings=readings, words=words, covered=covered)


def passage(found: dict[str, Any]) -> str:
    """One passage with its claims, as `api.present.passage` tells it."""
    return _page("passage.html", root="../", passage=found)


def problems(found: list[dict[str, Any]]) -> str:
    """All sorts of problems, as `api.present.problem` tells them."""
    return _page("problems.html", problems=found, root="")


def problem(found: dict[str, Any]) -> str:
    """One sort of problem."""
    return _page("problems.html", problems=[found], root="../")


def _page(name: str, **values: Any) -> str:
    import jinja2  # pages alone wait for the template engine

    environment = jinja2.Environment(loader=jinja2.FunctionLoader(template), autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template(name).render(**values)


def template(name: str) -> str:
    """A page of ours that needs no data."""
    return (files(web) / "templates" / name).read_text(encoding="utf-8")
