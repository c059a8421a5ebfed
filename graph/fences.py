"""What a visitor's query may not do, told from its tokens before anything runs."""

from __future__ import annotations

import re

from graph.errors import BadQuery, QueryTooLarge, RefusedQuery
from graph.limits import MAX_NESTING, MAX_TEXT

_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|"{3}.*?"{3}|'{3}.*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*"""
    r"""|[?$]\w+|[\w.\-]*:[\w.\-%]*|@\w+|(?P<word>[A-Za-z_]+)|(?P<open>[({\[])|(?P<close>[)}\]])""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REFUSED = {"SERVICE", "LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}


def inspect(text: str) -> None:
    """Refuse what a visitor may not do, before anything runs. Raises BadQuery, RefusedQuery."""
    if len(text) > MAX_TEXT:
        raise QueryTooLarge("text", f"The query is longer than {MAX_TEXT:,} characters.")
    if not text.strip():
        raise BadQuery("The query is empty.", hint="Try: SELECT * WHERE { ?s ?p ?o } LIMIT 10")
    depth = 0
    for token in _TOKEN.finditer(_unescape(text)):
        word = (token["word"] or "").upper()
        if word in _REFUSED:
            kind = (
                "SERVICE is refused: this endpoint asks no other" if word == "SERVICE" else f"{word} is refused: this endpoint is read-only"
            )
            raise RefusedQuery(f"{kind}.")
        depth += bool(token["open"]) - bool(token["close"])
        if depth > MAX_NESTING:
            raise BadQuery(f"The query nests more than {MAX_NESTING} brackets.", hint="Flatten it.")


def _unescape(text: str) -> str:
    r"""Resolve \uXXXX, which SPARQL does before it reads the query: `SERV\u0049CE` is a SERVICE too."""
    return _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)


_VOLATILE = re.compile(r"\b(?:RAND|NOW|UUID|STRUUID)\b", re.IGNORECASE)


def volatile(text: str) -> bool:
    """Whether a query may answer differently the next time, as it calls RAND, NOW, UUID or STRUUID."""
    if not _VOLATILE.search(_unescape(text)):
        return False
    return any((token["word"] or "").upper() in ("RAND", "NOW", "UUID", "STRUUID") for token in _TOKEN.finditer(_unescape(text)))
