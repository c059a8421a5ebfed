"""Questions as English sentences, to be said and to be read."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from graph.asked.question import Question
from graph.errors import BadQuery, NameTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.model import Direction
    from graph.store import KnowledgeGraph

PATTERNS = (
    "What is related to SQS?",
    "What is related to S3 within 2 steps by data flow or storage, among the class service?",
    "Which things are there, among the classes service or pattern, in the category Compute?",
    "How are SNS and Lambda connected?",
    "How are SNS and Lambda connected, in the best way?",
    "What tells SQS, SNS and Kinesis Data Streams apart?",
)
LONGEST = 1000
"""Characters of a sentence."""
_SIDES: dict[Direction, str] = {"out": " outwards", "in": " inwards", "both": ""}
_FILTERS = r"(?:,? among the class(?:es)? (?P<kinds>.+?))?(?:,? in the categor(?:y|ies) (?P<categories>.+?))?"
_RELATED = re.compile(
    r"(?:what is|what's|which things are) related to (?P<thing>.+?)(?: within (?P<depth>[1-3]) steps?)?(?: by (?P<families>.+?))?"
    r"(?: over the relations? (?P<relations>.+?))?(?: (?P<side>outwards|inwards))?" + _FILTERS + r"\s*\??",
    re.IGNORECASE,
)
_THINGS = re.compile(r"which things are there" + _FILTERS + r"\s*\??", re.IGNORECASE)
_PATH = re.compile(
    r"how (?:are|is) (?P<things>.+?) connected(?: to (?P<other>.+?))?(?:,? in the (?:(?P<ways>\d+) )?best ways?)?\s*\??", re.IGNORECASE
)
_COMPARE = re.compile(r"(?:what tells (?P<things>.+?) apart|compare (?P<list>.+?))\s*\??", re.IGNORECASE)
_MOST_PARTS = 12


def say(kg: KnowledgeGraph, question: Question) -> str:
    """The question as a sentence that `read` understands."""
    labels = [kg.label(thing) for thing in question.things]
    content = kg.content
    among = _among("class", "classes", [content.kinds[kind][0] for kind in question.kinds])
    lying = _among("category", "categories", [kg.label(category) for category in question.categories], "in")
    if question.subject == "things":
        return f"Which things are there{among}{lying}?"
    if question.subject == "path":
        ways = {1: ", in the best way", 3: ""}.get(question.ways, f", in the {question.ways} best ways")
        return f"How are {_and(labels)} connected{ways}?"
    if question.subject == "compare":
        return f"What tells {_and(labels)} apart?"
    steps = f" within {question.depth} steps" if question.depth > 1 else ""
    families = f" by {_or([content.families[family][0] for family in question.families])}" if question.families else ""
    named = [content.types[relation].label for relation in question.relations]
    relations = f" over the relation{'s' if len(named) > 1 else ''} {_or(named)}" if named else ""
    return f"What is related to {labels[0]}{steps}{families}{relations}{_SIDES[question.direction]}{among}{lying}?"


def read(kg: KnowledgeGraph, text: str) -> Question:
    """The question that a sentence asks; a bare name asks what is related to it.

    Raises BadQuery for a sentence that is none of ours, AmbiguousName and UnknownName for what it names.
    """
    if len(text) > LONGEST:
        raise BadQuery(f"A sentence has at most {LONGEST} characters.", hint="Ask for example: " + PATTERNS[0])
    sentence = " ".join(text.split())
    if found := _THINGS.fullmatch(sentence):
        return Question("things", kinds=_kinds(kg, found["kinds"]), categories=_categories(kg, found["categories"]))
    if found := _PATH.fullmatch(sentence):
        pair = (found["things"], found["other"]) if found["other"] else _parts(kg, found["things"], 2)
        ways = int(found["ways"] or (1 if re.search(r"best way\b", sentence) else 3))
        return Question("path", tuple(kg.thing(name).id for name in pair), ways=min(max(ways, 1), 10))
    if found := _COMPARE.fullmatch(sentence):
        names = _parts(kg, found["things"] or found["list"])
        return Question("compare", tuple(dict.fromkeys(kg.thing(name).id for name in names)))
    if found := _RELATED.fullmatch(sentence):
        return _related(kg, found)
    if len(sentence) <= 200 and not re.match(r"(?:what|which|how|who|where|why|when)\b", sentence, re.IGNORECASE):
        return Question("related", (kg.thing(sentence.rstrip("?")).id,))
    raise BadQuery("This sentence is none that can be asked.", hint="Ask for example: " + "  ".join(PATTERNS))


def _related(kg: KnowledgeGraph, found: re.Match[str]) -> Question:
    side: Direction = {"outwards": "out", "inwards": "in"}.get((found["side"] or "").lower(), "both")  # type: ignore[assignment]
    content = kg.content
    return Question(
        "related",
        (kg.thing(found["thing"]).id,),
        depth=int(found["depth"] or 1),
        direction=side,
        families=_listed(found["families"], {label: ident for ident, (label, _) in content.families.items()}, "family of relations"),
        relations=_listed(found["relations"], {t.label: t.id for t in content.types.values()}, "relation"),
        kinds=_kinds(kg, found["kinds"]),
        categories=_categories(kg, found["categories"]),
    )


def _kinds(kg: KnowledgeGraph, text: str | None) -> tuple[str, ...]:
    return _listed(text, {label: ident for ident, (label, _) in kg.content.kinds.items()}, "class")


def _categories(kg: KnowledgeGraph, text: str | None) -> tuple[str, ...]:
    return _listed(text, {category.label: category.id for category in kg.content.categories.values()}, "category")


def _listed(text: str | None, known: Mapping[str, str], what: str) -> tuple[str, ...]:
    """The ids of labels joined by `or`; a label may hold an `or` of its own, so the longest that fits is taken each time."""
    labels = {**{label.lower(): ident for label, ident in known.items()}, **{ident.lower(): ident for ident in known.values()}}
    rest, found = (text or "").strip().rstrip(",").lower(), []
    while rest:
        label = max((one for one in labels if re.match(rf"{re.escape(one)}(?:,? or |, |$)", rest)), key=len, default=None)
        if label is None:
            raise BadQuery(f"“{rest}” is no {what}.", hint=f"Known: {', '.join(sorted(known))}.")
        found.append(labels[label])
        rest = re.sub(r"^(?:,? or |, )", "", rest[len(label) :])
    return tuple(sorted(set(found)))


def _parts(kg: KnowledgeGraph, text: str, count: int | None = None) -> list[str]:
    """Names joined by commas and `and`; where a name holds an `and` of its own, the division whose parts are all names is taken."""
    pieces = re.split(r"(,? and |, )", text)
    names, joints = pieces[::2], pieces[1::2]
    if len(names) > _MOST_PARTS:
        raise BadQuery(f"At most {_MOST_PARTS} names can be read.", hint="Compare two to five things.")
    counts = [count] if count else range(2, min(len(names), 5) + 1)
    divisions = [
        [
            "".join(part for pair in zip(names[a:b], [*joints[a : b - 1], ""], strict=True) for part in pair)
            for a, b in pairwise([0, *cuts, len(names)])
        ]
        for wanted in counts
        for cuts in combinations(range(1, len(names)), wanted - 1)
    ]
    for fits in (_is_label, _is_name):
        for parts in divisions:
            if all(fits(kg, part) for part in parts):
                return parts
    if len(names) < 2:
        raise BadQuery("Two things are needed, joined by “and”.", hint="Ask for example: " + PATTERNS[3])
    return names if count is None else [names[0], "".join(pieces[2:])]


def _is_label(kg: KnowledgeGraph, text: str) -> bool:
    return _is_name(kg, text) and kg.label(kg.thing(text).id).lower() == text.lower()


def _is_name(kg: KnowledgeGraph, text: str) -> bool:
    try:
        kg.resolve(text)
    except NameTrouble:
        return False
    return True


def _and(labels: list[str]) -> str:
    return f"{', '.join(labels[:-1])} and {labels[-1]}"


def _or(labels: list[str]) -> str:
    return " or ".join(labels)


def _among(one: str, many: str, labels: list[str], word: str = "among") -> str:
    return f", {word} the {one if len(labels) == 1 else many} {_or(labels)}" if labels else ""
