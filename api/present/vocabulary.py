"""The vocabulary in plain words: relations, classes; and the figures of the whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from api.present.parts import brief, first_quote
from graph.reading import read_sections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.present.parts import Json
    from graph.model import Relation, RelationType
    from graph.store import KnowledgeGraph


def relation(kg: KnowledgeGraph, kind: RelationType, examples: int) -> Json:
    """A relation's meaning, family, inverse, sentences, number of believed claims, and some claims that show it."""
    claims = kg.claims_by_relation.get(kind.id, [])
    return {
        "id": kind.id,
        "iri": kind.iri,
        "label": kind.label,
        "definition": kind.definition,
        "family": {"id": kind.family, "label": kg.content.families[kind.family][0]},
        "inverse": {"id": kind.inverse, "label": kind.inverse_label},
        "symmetric": kind.symmetric,
        "transitive": kind.transitive,
        "sentence": kind.sentence,
        "inverse_sentence": kind.inverse_sentence,
        "explains": kind.explains,
        "count": len(claims),
        "examples": [_example(kg, claim) for claim in _telling(kg, claims)[:examples]],
    }


def relations(kg: KnowledgeGraph, family: str | None) -> Json:
    """All relations, or those of a family, by family and id, each with one example."""
    content = kg.content
    chosen = sorted((t for t in content.types.values() if family in (None, t.family)), key=lambda t: (t.family, t.id))
    counts = {name: sum(len(kg.claims_by_relation.get(t.id, [])) for t in chosen if t.family == name) for name in content.families}
    return {
        "total": len(chosen),
        "families": [
            {"id": name, "label": label, "definition": definition, "count": counts[name]}
            for name, (label, definition) in content.families.items()
            if family in (None, name)
        ],
        "relations": [relation(kg, kind, examples=1) for kind in chosen],
    }


def _telling(kg: KnowledgeGraph, claims: Iterable[Relation]) -> list[Relation]:
    """Claims with a quote first, then those between the best known things; each subject once before any twice."""
    degree = kg.network.degree
    ranked = sorted(claims, key=lambda r: (first_quote(r) is None, -degree[r.subject] - degree[r.object], r.subject, r.object))
    seen: Counter[str] = Counter()
    turns: dict[int, list[Relation]] = defaultdict(list)
    for claim in ranked:
        turns[seen[claim.subject]].append(claim)
        seen[claim.subject] += 1
    return [claim for turn in sorted(turns) for claim in turns[turn]]


def _example(kg: KnowledgeGraph, claim: Relation) -> Json:
    said = first_quote(claim)
    return {
        "subject": brief(kg, claim.subject),
        "object": brief(kg, claim.object),
        "sentence": kg.sentence(claim),
        "status": claim.status,
        "quote": said.quote if said else None,
        "passage": said.id if said else claim.evidence[0].id,
    }


def kinds(kg: KnowledgeGraph) -> list[Json]:
    """The classes of things, the fullest first, each with its best connected things."""
    members: dict[str, list[str]] = {kind: [] for kind in kg.content.kinds}
    for thing in sorted(kg.content.things.values(), key=lambda t: (-kg.network.degree.get(t.id, 0), t.id)):
        members[thing.kind].append(thing.id)
    return [
        {
            "id": kind,
            "label": label,
            "definition": definition,
            "count": len(members[kind]),
            "examples": [brief(kg, ident) for ident in members[kind][:5]],
        }
        for kind, (label, definition) in sorted(kg.content.kinds.items(), key=lambda item: (-len(members[item[0]]), item[0]))
    ]


def stats(kg: KnowledgeGraph) -> Json:
    """How much there is of everything, and how sure it is."""
    content = kg.content
    readings = read_sections(content)
    words, missing = sum(r.words for r in readings), sum(r.missing for r in readings)
    things = content.things.values()
    families = Counter(content.types[r.type].family for r in content.relations if r.believed)
    categories = Counter(t.category for t in things)
    top = sorted(kg.network.degree.items(), key=lambda item: (-item[1], item[0]))[:10]
    return {
        "dataset": kg.digest,
        "things": {"total": len(content.things), "by_type": _counted(Counter(t.kind for t in things))},
        "categories": [
            {"id": c.id, "label": c.label, "count": categories[c.id]}
            for c in sorted(content.categories.values(), key=lambda c: -categories[c.id])
        ],
        "names": _counted(Counter(name.kind for t in things for name in t.names)),
        "relations": {
            "total": len(content.relations),
            "believed": sum(r.believed for r in content.relations),
            "by_family": [{"id": f, "label": content.families[f][0], "count": n} for f, n in families.most_common()],
            "by_status": _counted(Counter(r.status for r in content.relations)),
        },
        "statements": {"total": len(content.statements), "by_kind": _counted(Counter(s.kind for s in content.statements))},
        "passages": {"total": len(content.passages), "by_status": _counted(Counter(p.status for p in content.passages))},
        "remarks": _counted(Counter(e.status for e in content.evidence.values() if e.status in ("correction", "clarification"))),
        "notes": {"sections": len(readings), "words": words, "coverage": round(1 - missing / words, 4) if words else 1.0},
        "best_connected": [{"thing": brief(kg, ident), "degree": degree} for ident, degree in top],
    }


def _counted(counter: Counter[str]) -> Json:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
