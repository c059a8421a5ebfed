"""The vocabulary to read: classes, relations in families with their sentences, and the other terms. Each term has its anchor."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from api.readable import parts
from graph.namespaces import PREFIXES, RDF, SKOS, local

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from graph.store import KnowledgeGraph

_FORMATS = ("ttl", "jsonld", "nt", "rdf")

Json = dict[str, Any]


def vocabulary(kg: KnowledgeGraph) -> str:
    """The page as HTML."""
    content = kg.content
    used = Counter(relation.type for relation in content.relations)
    families = [
        {
            "id": family,
            "label": label,
            "definition": definition,
            "hue": parts.HUES.get(family, "slate"),
            "relations": [
                {
                    "term": kind,
                    "sentence": _said(kind.sentence),
                    "inverse": local(kind.inverse),
                    "other": _said(kind.inverse_sentence),
                    "used": used[kind.id],
                }
                for kind in content.types.values()
                if kind.family == family
            ],
        }
        for family, (label, definition) in sorted(content.families.items(), key=lambda pair: parts.family_order(pair[0]))
    ]
    told = {kind.id for kind in content.types.values()} | {local(kind.inverse) for kind in content.types.values()} | set(content.families)
    return parts.render(
        "vocabulary.html", 0, families=families, groups=_groups(kg.documents.vocabulary(), told), formats=_FORMATS, namespace=PREFIXES["fo"]
    )


def _said(template: str) -> str:
    return template.replace("{s}", "A").replace("{o}", "B")


def _groups(triples: list[Triple], told: set[str]) -> list[Json]:
    """The terms that are neither relations nor families, by what they are."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        values[triple.subject.value][triple.predicate.value].append(triple.object.value)
    groups: dict[str, list[Json]] = defaultdict(list)
    for iri, found in values.items():
        label = (found[PREFIXES["rdfs"] + "label"] or found[SKOS.prefLabel.value] or [""])[0]
        if local(iri) not in told and iri.startswith(PREFIXES["fo"]) and label:
            kinds = {local(kind) for kind in found[RDF.type.value]}
            title = (
                "Classes"
                if "Class" in kinds
                else "Properties"
                if any(kind.endswith("Property") for kind in kinds)
                else "Values and datatypes"
            )
            groups[title].append({"id": local(iri), "label": label, "definition": " ".join(found[SKOS.definition.value])})
    return [{"title": title, "terms": sorted(groups[title], key=lambda t: str(t["id"]).casefold())} for title in sorted(groups)]
