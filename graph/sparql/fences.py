"""What a visitor's query may not do, told from its tokens before anything runs, whatever engine is behind.

The queries that pass are only reads of the dataset that is held: no SERVICE, no update, no graph from elsewhere.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graph.dataset import absolute
from graph.errors import BadQuery, QueryTooLarge, RefusedQuery
from graph.namespaces import BASE, PREFIXES
from graph.sparql.limits import MAX_NESTING, MAX_TEXT, MAX_TOKENS
from graph.sparql.tokens import Token, resolved, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from graph.sparql.query import Query

UPDATES = frozenset({"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"})
VOLATILE = frozenset({"RAND", "NOW", "UUID", "STRUUID"})
_SUSPECTS = ("SERVICE", "DEFINE", "FROM", *sorted(UPDATES))
_GLUED = re.compile("(?:ASK)?FROM(?:NAMED)?:", re.IGNORECASE)


def inspect(query: Query, held: Container[str] | None = None) -> None:
    """Refuse what a visitor may not do. `held` are the names of the graphs that there are; None where nobody knows them.

    Raises BadQuery, QueryTooLarge (text), RefusedQuery.
    """
    text = query.text
    if len(text) > MAX_TEXT:
        raise QueryTooLarge("text", f"The query is longer than {MAX_TEXT:,} characters.")
    if not text or text.isspace():
        raise BadQuery("The query is empty.", hint="Try: SELECT * WHERE { ?s ?p ?o } LIMIT 10")
    for reading in dict.fromkeys((resolved(text), text)):
        if _suspect(reading) or sum(map(reading.count, "({[")) > MAX_NESTING:  # else no token can offend
            found = list(islice(tokens(reading), MAX_TOKENS + 1))
            if len(found) > MAX_TOKENS:
                raise QueryTooLarge("text", f"The query has more than {MAX_TOKENS:,} words and signs.")
            _depth(found)
            _words(found)
            if held is not None and not (query.default_graphs or query.named_graphs):
                _graphs(found, query.base or BASE, held)


def _suspect(text: str) -> bool:
    """Whether a word that may be refused stands somewhere; behind a colon it is part of a name, as in fo:Service."""
    capitals = text.upper()
    for word in _SUSPECTS:
        at = capitals.find(word)
        while at >= 0:
            if not capitals.startswith(":", at - 1):
                return True
            at = capitals.find(word, at + 1)
    return False


def volatile(text: str) -> bool:
    """Whether a query may answer differently the next time, as it calls RAND, NOW, UUID or STRUUID."""
    text = resolved(text)
    capitals = text.upper()
    return any(word in capitals for word in ("RAND", "NOW", "UUID")) and any(
        t.kind == "word" and t.text.upper() in VOLATILE for t in tokens(text)
    )


def _depth(found: Iterable[Token]) -> None:
    depth = 0
    for token in found:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth > MAX_NESTING:
            raise BadQuery(f"The query nests more than {MAX_NESTING} brackets.", hint="Flatten it.")


def _words(found: list[Token]) -> None:
    """Refuse by the words. Engines need no space between them: `SERVICESILENT:x` asks another endpoint where the prefix `:` is declared."""
    known = PREFIXES.keys() | {name.text[:-1] for word, name in pairwise(found) if word.text.upper() == "PREFIX"}
    for before, token, after in zip([None, *found], found, [*found[1:], None], strict=False):
        word = token.text.upper() if token.kind == "word" else ""
        if token.kind == "name" and "SERVICE" in (prefix := token.text.partition(":")[0]).upper():
            opens = (
                after is not None and after.text == "{" and not (before and before.text.upper() in ("GRAPH", "FROM", "NAMED", "DESCRIBE"))
            )
            word = "SERVICE" if prefix not in known or opens else ""
        if "SERVICE" in word:
            raise RefusedQuery("SERVICE is refused: this endpoint asks no other.")
        if word in UPDATES:
            raise RefusedQuery(f"{word} is refused: this endpoint is read-only.")
        if word.startswith("DEFINE"):
            raise RefusedQuery("DEFINE is refused: it is no SPARQL, and lets some engines fetch what is not here.")


def _graphs(found: list[Token], base: str, held: Container[str]) -> None:
    for iri in dataset(found, base):
        if iri not in held:
            raise RefusedQuery(f"There is no graph <{iri}> here, and none is fetched. GRAPH ?g {{ }} tells those that there are.")


def dataset(found: list[Token], base: str) -> Iterator[str]:
    """The IRIs of FROM and FROM NAMED, whole."""
    prefixes = dict(PREFIXES)
    for at, token in enumerate(found):
        word = token.text.upper() if token.kind == "word" else ""
        after = found[at + 1 : at + 3]
        if word == "BASE" and after and after[0].kind == "iri":
            base = absolute(after[0].text[1:-1], base)
        elif word == "PREFIX" and len(after) == 2 and after[1].kind == "iri":
            prefixes[after[0].text[:-1]] = absolute(after[1].text[1:-1], base)
        elif word.endswith(("FROM", "FROMNAMED")) and after:
            named = after[0].text.upper() == "NAMED" and len(after) == 2
            yield from _whole(after[1] if named else after[0], base, prefixes)
        elif token.kind == "name" and (glued := _GLUED.match(token.text)) and glued[0][:-1] not in prefixes:
            yield from _whole(Token("name", token.text[glued.end() - 1 :], token.start), base, prefixes)


def _whole(name: Token, base: str, prefixes: dict[str, str]) -> Iterator[str]:
    if name.kind == "iri":
        yield absolute(name.text[1:-1], base)
    elif name.kind == "name":
        prefix, _, local = name.text.partition(":")
        if prefix in prefixes:
            yield prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
