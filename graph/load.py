"""A dataset in the store becomes the values of the model: one pass of queries when a graph is opened."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph import queries, sentences
from graph.model import Category, Evidence, Name, NameClaim, Passage, Relation, RelationType, Remark, Section, Statement, Thing
from graph.namespaces import local
from graph.telling import telling_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.model import NameKind, Status
    from graph.sparql.engine import Engine

_KINDS: dict[str, NameKind] = {
    "acronym": "acronym",
    "expansion": "expansion",
    "altLabel": "other",
    "formerName": "former",
    "hiddenLabel": "hidden",
}
_STATUS: dict[str, Status] = {"Stated": "stated", "Outdated": "outdated", "Wrong": "wrong", "Vague": "vague"}
_ABOUT = ("limits", "binds", "left", "right", "favors", "listOf", "member", "roleIn", "player", "flowOf", "source", "target", "stepOf")
"""Parts of statements whose values are things."""
_TERMS = ("bound", "modality", "closes", "memberKind")
"""Parts of statements whose values are terms of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a dataset holds, by id."""

    things: dict[str, Thing]
    categories: dict[str, Category]
    kinds: dict[str, tuple[str, str]]
    generic: frozenset[str]
    families: dict[str, tuple[str, str]]
    types: dict[str, RelationType]
    evidence: dict[str, Evidence]
    relations: tuple[Relation, ...]
    statements: tuple[Statement, ...]
    name_claims: tuple[NameClaim, ...]
    covers: tuple[tuple[str, str, str], ...]
    sections: dict[str, Section]
    furniture: tuple[tuple[int, int], ...]
    text: str
    places: dict[str, tuple[float, float]]
    near: dict[str, dict[str, float]] = field(default_factory=dict, compare=False)
    """How near to each thing its neighbours are (`graph.network.survey`), where that was worked out beforehand."""

    @property
    def passages(self) -> list[Passage]:
        """The passages, in the order of the notes."""
        return [item for item in self.evidence.values() if isinstance(item, Passage)]


EMPTY = Content({}, {}, {}, frozenset(), {}, {}, {}, (), (), (), (), {}, (), "", {})
"""What a dataset holds that is not ours: no things, so that every name is unknown; SPARQL alone answers."""


def load(engine: Engine) -> Content:
    """Read the whole content of a dataset built by `graph.build`."""
    types = {t.id: t for t in _types(engine)}
    proofs: list[Evidence] = [*_passages(engine), *_remarks(engine)]
    evidence = {item.id: item for item in proofs}
    things = {t.id: t for t in _things(engine)}
    text = next((r["text"] for r in rows(engine, "notes-text")), "")
    return Content(
        things=things,
        categories={local(r["category"]): Category(local(r["category"]), r["label"], r["color"]) for r in rows(engine, "categories")},
        kinds={local(r["kind"]): (r["label"], r["definition"]) for r in rows(engine, "kinds")},
        generic=frozenset(local(r["kind"]) for r in rows(engine, "kinds") if yes(r["generic"])),
        families={local(r["family"]): (r["label"], r["definition"]) for r in rows(engine, "families")},
        types=types,
        evidence=evidence,
        relations=tuple(_relations(engine, evidence, things, types)),
        statements=tuple(_statements(engine, evidence, things, types)),
        name_claims=tuple(_name_claims(engine, evidence)),
        covers=tuple((local(r["section"]), local(r["thing"]), local(r["graph"])) for r in rows(engine, "covers")),
        sections={s.id: s for s in _sections(engine, text)},
        furniture=tuple((int(r["start"]), int(r["end"])) for r in rows(engine, "furniture")),
        text=text,
        places={local(r["thing"]): (float(r["x"]), float(r["y"])) for r in rows(engine, "layout")},
    )


def yes(value: str) -> bool:
    """Whether a boolean is true, however a store spells it: Virtuoso gives what it computes as 1 and 0."""
    return value in ("true", "1")


def rows(engine: Engine, name: str) -> Iterator[dict[str, Any]]:
    """The rows of one of our queries as plain strings; unbound variables are left out."""
    result = engine.rows(queries.text(name))
    names = [variable.value for variable in result.variables]
    for row in result:
        yield {n: v.value for n, v in ((n, row[n]) for n in names) if v is not None}


def _things(engine: Engine) -> Iterator[Thing]:
    names: dict[str, list[Name]] = defaultdict(list)
    notations: dict[str, list[str]] = defaultdict(list)
    for row in rows(engine, "names"):
        kind = local(row["kind"])
        if kind == "notation":
            notations[row["thing"]].append(row["name"])
        else:
            names[row["thing"]].append(Name(row["name"], _KINDS[kind]))
    for row in rows(engine, "things"):
        iri = row["thing"]
        every = (Name(row["label"], "preferred"), *names[iri])
        yield Thing(
            local(iri),
            iri,
            row["label"],
            local(row["kind"]),
            local(row["category"]),
            row.get("definition", ""),
            every,
            tuple(notations[iri]),
        )


def _types(engine: Engine) -> Iterator[RelationType]:
    denials: dict[str, list[str]] = defaultdict(list)
    for r in rows(engine, "denials"):
        denials[r["relation"]].append(local(r["denied"]))
    for r in rows(engine, "relations"):
        yield RelationType(
            local(r["relation"]), r["relation"], r["label"], local(r["inverse"]), r["inverseLabel"], local(r["family"]),
            r["definition"], r["sentence"], r["inverseSentence"], yes(r["symmetric"]), yes(r["transitive"]),
            float(r["explains"]), tuple(denials[r["relation"]]),
        )  # fmt: skip


def _passages(engine: Engine) -> Iterator[Passage]:
    for r in rows(engine, "passages"):
        correction = local(r["correction"]) if "correction" in r else None
        yield Passage(
            local(r["passage"]), r["passage"], local(r["section"]), r["quote"], r["before"], r["after"],
            int(r["start"]), int(r["end"]), _STATUS[local(r["status"])], correction,
        )  # fmt: skip


def _remarks(engine: Engine) -> Iterator[Remark]:
    for r in rows(engine, "remarks"):
        status: Status = "correction" if local(r["kind"]) == "Correction" else "clarification"
        corrects = local(r["corrects"]) if "corrects" in r else None
        yield Remark(local(r["remark"]), r["remark"], status, r["reason"], r["date"], r["basis"], corrects)


def _relations(
    engine: Engine, evidence: dict[str, Evidence], things: dict[str, Thing], types: dict[str, RelationType]
) -> Iterator[Relation]:
    found: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for r in rows(engine, "claims"):
        found[local(r["subject"]), local(r["relation"]), local(r["object"])].append(evidence[local(r["graph"])])
    claims = Counter(item.id for proof in found.values() for item in proof)
    for (subject, relation, obj), proof in found.items():
        if subject in things and obj in things:
            told = telling_first(proof, (things[subject], things[obj]), types[relation].label, claims)
            yield Relation(subject, relation, obj, told)


def _statements(
    engine: Engine, evidence: dict[str, Evidence], things: dict[str, Thing], types: dict[str, RelationType]
) -> Iterator[Statement]:
    nodes: dict[tuple[str, str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for r in rows(engine, "statements"):
        if local(r["graph"]) in evidence:
            part = local(r["part"])
            value = local(r["value"]) if part in _ABOUT + _TERMS else r["value"]
            nodes[r["statement"], local(r["kind"]), r["graph"]][part].append(value)

    def label(ident: str) -> str:
        if ident in types:
            return types[ident].sentence.replace("{s}", "").replace("{o}", "").strip()
        return things[ident].label if ident in things else ident

    same: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    parts_of: dict[tuple[str, str, str], dict[str, tuple[str, ...]]] = {}
    for (iri, kind, graph), raw in nodes.items():
        parts = {part: tuple(values) for part, values in raw.items()}
        identity = (iri, kind, repr(sorted(parts.items())))
        parts_of[identity] = parts
        same[identity].append(evidence[local(graph)])
    for identity, proof in same.items():
        iri, kind, _ = identity
        parts = parts_of[identity]
        about = tuple(dict.fromkeys(value for part in _ABOUT for value in parts.get(part, ())))
        yield Statement(local(iri), iri, kind, about, parts, sentences.statement(kind, parts, label), tuple(proof))


def _name_claims(engine: Engine, evidence: dict[str, Evidence]) -> Iterator[NameClaim]:
    found: dict[tuple[str, Name], list[Evidence]] = defaultdict(list)
    for r in rows(engine, "name-claims"):
        if local(r["graph"]) in evidence:
            found[local(r["thing"]), Name(r["name"], _KINDS[local(r["kind"])])].append(evidence[local(r["graph"])])
    for (thing, name), proof in found.items():
        yield NameClaim(thing, name, tuple(proof))


def _sections(engine: Engine, text: str) -> Iterator[Section]:
    found = list(rows(engine, "sections"))
    starts = [*(text.index(r["words"]) for r in found), len(text)]
    for row, start, end in zip(found, starts, starts[1:], strict=False):
        yield Section(local(row["section"]), row["title"], int(row["position"]), start, end)
