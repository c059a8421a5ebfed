"""The four forms of one question: a sentence, a REST call, a query, and a view of the explorer. Any of them leads to the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from graph.asked import PATTERNS, Question, read, recognise, say, write
from graph.errors import BadQuery, UnknownTerm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.store import KnowledgeGraph

MOST = 200
"""How many of a list the REST call asks for at once; `view.next` of its answer leads on."""
_PARAMETERS: dict[str, frozenset[str]] = {
    "/related": frozenset({"depth", "direction", "relation", "family", "type", "category"}),
    "/things": frozenset({"type", "category"}),
    "/path": frozenset({"from", "to", "k"}),
    "/compare": frozenset({"things"}),
}
"""What of each route has other forms, besides the page that is shown of a list."""
_HINT = "Send a sentence, a REST call (/related/sqs), a query made here, or a link to the explorer. Sentences: " + "  ".join(PATTERNS)


@dataclass(frozen=True, slots=True)
class Forms:
    """One question in its forms. `rest` and `explorer` are relative to the root of the server; None where there is no such form."""

    sentence: str
    sparql: str
    rest: str | None
    explorer: str | None
    example: str | None = None


def forms(kg: KnowledgeGraph, text: str) -> Forms:
    """The forms of whatever form is given. Raises BadQuery for none of ours, AmbiguousName, UnknownName, UnknownTerm for what it names."""
    wanted = text.strip()
    example = next((e for e in kg.examples if wanted in (e.question, e.rest, e.query.strip())), None)
    if example:
        return Forms(example.question, example.query, example.rest or None, None, example.id)
    question = _question(kg, wanted)
    return Forms(say(kg, question), write(kg, question), address(kg, question), link(kg, question))


def _question(kg: KnowledgeGraph, text: str) -> Question:
    if "{" in text:
        found = recognise(kg, text)
        if found is None:
            raise BadQuery("This query has no other form: it is none that was made from a question, or it was changed since.", hint=_HINT)
        return found
    if text.startswith(("/", "#", "./", "http://", "https://")):
        return _addressed(kg, text)
    return read(kg, text)


def _addressed(kg: KnowledgeGraph, text: str) -> Question:
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise BadQuery("This is no address.", hint=_HINT) from error
    path = "/" + parts.path.removeprefix("./").lstrip("/")
    if parts.fragment or path in ("/", "/index.html"):
        return _viewed(kg, parse_qs(parts.fragment))
    return _called(kg, path, parse_qs(parts.query))


def _called(kg: KnowledgeGraph, path: str, sent: dict[str, list[str]]) -> Question:
    """What a REST call asks."""
    first = {name: values[0] for name, values in sent.items()}
    route = "/related" if path.startswith("/related/") else path
    if not sent.keys() <= _PARAMETERS.get(route, frozenset()) | {"limit", "offset"}:
        raise BadQuery("This address has no other form.", hint=_HINT)
    if route == "/path" and {"from", "to"} <= first.keys():
        return Question("path", (kg.thing(first["from"]).id, kg.thing(first["to"]).id), ways=_number(first.get("k"), 3, 10))
    if route == "/compare" and "things" in first:
        return Question("compare", _compared(kg, first["things"].split(",")))
    kinds = tuple(sorted({kg.terms.kind(word) for word in sent.get("type", [])}))
    categories = _ids("category", sent.get("category", []), kg.content.categories)
    if route == "/things":
        return Question("things", kinds=kinds, categories=categories)
    if route == "/related":
        return Question(
            "related",
            (kg.thing(unquote(path.removeprefix("/related/"))).id,),
            depth=_number(first.get("depth"), 1, 3),
            direction=first["direction"] if first.get("direction") in ("out", "in") else "both",  # type: ignore[arg-type]
            relations=_ids("relation", sent.get("relation", []), kg.content.types),
            families=tuple(sorted({kg.terms.family(word) for word in sent.get("family", [])})),
            kinds=kinds,
            categories=categories,
        )
    raise BadQuery("This address has no other form.", hint=_HINT)


def _ids(what: str, names: list[str], known: Iterable[str]) -> tuple[str, ...]:
    ids = sorted(known)
    for name in names:
        if name not in ids:
            raise UnknownTerm(what, name, ids)
    return tuple(sorted(set(names)))


def _viewed(kg: KnowledgeGraph, sent: dict[str, list[str]]) -> Question:
    """What a view of the explorer shows; what its filters leave on is what the question asks for."""
    words = {name: values[0].split() for name, values in sent.items()}
    told = words.get("p", [])[:2] or words.get("c", [])
    if told:
        if {"xf", "xt", "xc"} & words.keys():
            raise BadQuery(
                "A path or a comparison under filters is told by the page only.", hint="Show everything again to see its other forms."
            )
        return Question("path" if "p" in words else "compare", _compared(kg, [f"id:{ident}" for ident in told]))
    content = kg.content
    kinds = _left_on(words.get("xt", []), (thing.kind for thing in content.things.values()))
    categories = _left_on(words.get("xc", []), (thing.category for thing in content.things.values()))
    middle = words.get("f") or words.get("n")
    if not middle:
        return Question("things", kinds=kinds, categories=categories)
    families = _left_on(words.get("xf", []), (content.types[r.type].family for r in content.relations))
    depth = _number((words.get("s") or ["1"])[0], 1, 3)
    return Question("related", (kg.thing(f"id:{middle[0]}").id,), depth=depth, families=families, kinds=kinds, categories=categories)


def _left_on(off: list[str], every: Iterable[str]) -> tuple[str, ...]:
    known = set(every)
    on = known - set(off)
    if not on:
        raise BadQuery("With these filters nothing is shown, so nothing is asked.", hint="Show something again.")
    return tuple(sorted(on)) if on != known else ()


def _compared(kg: KnowledgeGraph, names: list[str]) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(kg.thing(name.strip()).id for name in names if name.strip()))
    if not 2 <= len(ids) <= 5:
        raise BadQuery(f"Two to five different things are needed; there are {len(ids)}.", hint=_HINT)
    return ids


def _number(text: str | None, fallback: int, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.isdecimal() and len(text) < 4 else fallback


def address(kg: KnowledgeGraph, question: Question) -> str:
    """The REST call, relative to the root."""
    things = [kg.names.handle(thing) for thing in question.things]
    filters = [*(("type", kind) for kind in question.kinds), *(("category", category) for category in question.categories)]
    if question.subject == "path":
        return f"/path?{urlencode({'from': things[0], 'to': things[1], 'k': question.ways})}"
    if question.subject == "compare":
        return f"/compare?things={','.join(quote(thing, safe=':') for thing in things)}"
    if question.subject == "things":
        return f"/things?{urlencode([*filters, ('limit', str(MOST))])}"
    sent = [("depth", str(question.depth))] if question.depth > 1 else []
    sent += [("direction", question.direction)] if question.direction != "both" else []
    sent += [("relation", relation) for relation in question.relations] + [("family", family) for family in question.families]
    return f"/related/{quote(things[0], safe=':')}?{urlencode([*sent, *filters, ('limit', str(MOST))])}"


def link(kg: KnowledgeGraph, question: Question) -> str | None:
    """The view of the explorer, relative to the root; None where the explorer has no such filter."""
    if question.subject == "path":
        return f"/#{urlencode({'m': 'path', 'p': f'{question.things[0]} {question.things[1]} 0'})}"
    if question.subject == "compare":
        return f"/#{urlencode({'m': 'compare', 'c': ' '.join(question.things)})}" if len(question.things) <= 3 else None
    if question.relations or question.direction != "both":
        return None
    content = kg.content
    off = {
        "xt": _off(question.kinds, (thing.kind for thing in content.things.values())),
        "xc": _off(question.categories, (thing.category for thing in content.things.values())),
        "xf": _off(question.families, (content.types[r.type].family for r in content.relations)),
    }
    parts = {name: " ".join(ids) for name, ids in off.items() if ids}
    if question.subject == "related":
        middle = {"m": "ego", "f": question.things[0], "n": question.things[0]}
        parts = {**middle, **({"s": str(question.depth)} if question.depth > 1 else {}), **parts}
    return f"/#{urlencode(parts)}"


def _off(on: tuple[str, ...], every: Iterable[str]) -> list[str]:
    return sorted(set(every) - set(on)) if on else []
