"""The page of a thing: what it is and is called, what it is related to and why, what holds for it, and where else to look."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from api import present
from api.forms import forms as question_forms
from api.readable import parts
from graph.namespaces import BASE, PREFIXES
from web.neighbourhood import Neighbour, picture

if TYPE_CHECKING:
    from graph.model import Relation, Statement, Thing
    from graph.store import KnowledgeGraph

NEIGHBOURS = 10
"""How many things the picture shows at the most."""
_NAMES = {
    "acronym": "Acronym",
    "expansion": "In full",
    "other": "Also called",
    "former": "Formerly",
    "hidden": "Found as",
}
_KINDS = {"Limit": "Limits", "Rule": "Rules", "ClosedList": "Complete lists", "Step": "Steps", "Flow": "Flows", "Role": "Roles"}

Json = dict[str, Any]


def thing(kg: KnowledgeGraph, found: Thing) -> str:
    """The page as HTML."""
    label, path = found.label, f"id/{found.id}"
    question = question_forms(kg, f"/related/id:{found.id}")
    families = _families(kg, found.id)
    statements = kg.statements_of(found.id)
    sections = {title: told for kind, title in _KINDS.items() if (told := _statements(kg, found.id, statements, kind))}
    neighbours = _neighbours(kg, found.id)
    return parts.render(
        "thing.html",
        1,
        thing=found,
        kind=kg.content.kinds[found.kind][0],
        category=present.category(kg, found),
        names=[(title, [n.text for n in found.names if n.kind == kind]) for kind, title in _NAMES.items() if found.named(kind)],
        families=families,
        total=sum(group["count"] for family in families for group in family["groups"]),
        comparisons=_comparisons(kg, found.id, statements),
        sections=sections,
        named=[_named(kg, found.id, claim) for claim in kg.name_claims_of(found.id)],
        picture=picture(label, neighbours),
        more=max(0, kg.network.degree.get(found.id, 0) - len(neighbours)),
        forms=parts.forms(path),
        workbench=parts.workbench(question.sparql, question.sentence),
        iri=found.iri,
        schema=_schema(kg, found),
        data=_data(kg, path),
    )


def _families(kg: KnowledgeGraph, ident: str) -> list[Json]:
    """The relations by family, each a list of groups: relation, direction, sentences."""
    groups: dict[tuple[str, str, str], list[Relation]] = defaultdict(list)
    for relation in kg.relations_of(ident):
        kind = kg.content.types[relation.type]
        groups[kind.family, kind.id, "out" if relation.subject == ident or kind.symmetric else "in"].append(relation)
    found: dict[str, list[Json]] = defaultdict(list)
    for (family, name, direction), relations in sorted(groups.items(), key=lambda pair: (pair[0][0], pair[0][2] == "in", pair[0][1])):
        kind = kg.content.types[name]
        items: list[Json] = [
            {"pieces": parts.pieces(kg, one, ident), "status": one.status, "evidence": present.proof(kg, one.evidence)} for one in relations
        ]
        items.sort(key=lambda item: parts.plain(item["pieces"]))
        word = kind.label if direction == "out" else kind.inverse_label
        found[family].append({"relation": word, "direction": direction, "count": len(items), "items": items})
    return [
        {"id": family, "label": kg.content.families[family][0], "hue": parts.HUES.get(family, "slate"), "groups": found[family]}
        for family in sorted(found, key=parts.family_order)
    ]


def _statements(kg: KnowledgeGraph, ident: str, statements: list[Statement], kind: str) -> list[Json]:
    """The statements of a class, those of a sequence in its order, with the other things that each is about."""
    chosen = [one for one in statements if one.kind == kind]
    if kind in ("Flow", "Step"):
        chosen.sort(key=lambda one: (one.about[:1] if kind == "Flow" else (), int(one.parts.get("position", ("0",))[0])))
    first = {one.id: number for number, one in reversed(list(enumerate(chosen)))}
    return [{**_statement(kg, ident, one), "anchor": first[one.id] == number} for number, one in enumerate(chosen)]


def _statement(kg: KnowledgeGraph, ident: str, one: Statement) -> Json:
    others = [(kg.label(other), other) for other in one.about if other != ident and other in kg.content.things]
    return {"id": one.id, "sentence": one.sentence, "status": one.status, "others": others, "evidence": present.proof(kg, one.evidence)}


def _comparisons(kg: KnowledgeGraph, ident: str, statements: list[Statement]) -> list[Json]:
    """The comparisons by the thing compared with: rows of aspect, this, that, and which of the two is ahead."""
    tables: dict[str, list[Json]] = defaultdict(list)
    for one in statements:
        if one.kind != "Comparison":
            continue
        left, right = one.parts["left"][0], one.parts["right"][0]
        own, other = ("left", right) if left == ident else ("right", left)
        far = "right" if own == "left" else "left"
        favours = one.parts.get("favors", ())
        row = {
            "id": one.id,
            "aspect": one.parts["aspect"][0],
            "own": one.parts.get(f"{own}Value", ("",))[0],
            "other": one.parts.get(f"{far}Value", ("",))[0],
            "ahead": ["own" if side == ident else "other" for side in favours],
            "status": one.status,
            "evidence": present.proof(kg, one.evidence),
        }
        tables[other].append(row)
    return [
        {"label": kg.label(other), "id": other, "rows": rows} for other, rows in sorted(tables.items(), key=lambda pair: kg.label(pair[0]))
    ]


def _named(kg: KnowledgeGraph, ident: str, claim: Any) -> Json:
    word = {"acronym": "has the acronym", "expansion": "stands for", "former": "was called"}.get(claim.name.kind, "is also called")
    sentence = f"{kg.label(ident)} {word} “{claim.name.text}”."
    return {"pieces": [(sentence, None)], "status": claim.evidence[0].status, "evidence": present.proof(kg, claim.evidence)}


def _neighbours(kg: KnowledgeGraph, ident: str) -> list[Neighbour]:
    found = []
    for one in kg.related(f"id:{ident}")[:NEIGHBOURS]:
        hop = one.because[0]
        kind = kg.content.types[hop.relation.type]
        word = kind.label if hop.direction == "out" else kind.inverse_label
        found.append(Neighbour(one.thing, kg.label(one.thing), word, hop.direction, parts.HUES.get(kind.family, "slate")))
    return found


def _schema(kg: KnowledgeGraph, found: Thing) -> Json:
    """The thing as crawlers know such: a term of a glossary."""
    told: Json = {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": found.iri,
        "name": found.label,
        "description": found.definition,
        "url": f"{BASE}page/{found.id}",
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": PREFIXES["id"] + "scheme",
            "name": kg.documents.label(PREFIXES["id"] + "scheme"),
        },
    }
    others = [name.text for name in found.names if name.kind in ("acronym", "expansion", "other", "former")]
    codes = [*found.named("acronym"), *found.notations]
    return told | ({"alternateName": others} if others else {}) | ({"termCode": codes[0]} if codes else {})


def _data(kg: KnowledgeGraph, path: str) -> Json:
    """What is said directly about the thing, as in its JSON-LD document."""
    document = kg.documents.find(BASE + path, f"{BASE}data/{path.removeprefix('id/')}")
    return kg.compacted(document.own) if document else {}
