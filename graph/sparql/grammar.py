"""Where a text stops being SPARQL, and what could have stood there instead: told by tree-sitter's grammar.

The engine's own parser names only some of what it would have taken. This one is asked after that one has refused.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import tree_sitter_sparql
from tree_sitter import Language, Parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

LONGEST = 20_000
"""Characters that are looked at, which takes some milliseconds; a longer query gets only what the engine tells."""
_UPDATES = {
    "LOAD",
    "CLEAR",
    "DROP",
    "CREATE",
    "ADD",
    "MOVE",
    "COPY",
    "INSERT",
    "DELETE",
    "INSERT DATA",
    "DELETE DATA",
    "DELETE WHERE",
    "WITH",
    "SERVICE",
}
_KINDS = {
    "var": "a variable", "pn_prefix": "a prefixed name", ":": "a prefixed name", "<": "an IRI", "integer": "a number", "decimal": "a number",
    "double": "a number", '"': "a string", "'": "a string", "true": "true", "false": "false", "_:": "a blank node", "pn_local": "a name",
}  # fmt: skip
"""Symbols of the grammar that are no words, as people call them; those not listed are left out."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The first place that does not fit: characters from the start, and what would."""

    at: int
    expected: list[str]


@cache
def _language() -> Language:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the grammar's package still hands over a plain address
        return Language(tree_sitter_sparql.language())


def first_error(text: str) -> Stop | None:
    """The first error of a text; None where the grammar finds none, or the text is too long to look."""
    if len(text) > LONGEST:
        return None
    source = text.encode()
    root = Parser(_language()).parse(source).root_node
    if not root.has_error:
        return None
    state = 1
    for leaf, broken in _leaves(root):
        if broken:
            return Stop(len(source[: leaf.start_byte].decode(errors="replace")), _expected(state))
        state = leaf.next_parse_state
    return Stop(len(text.rstrip()), _expected(state))


def _leaves(root: Node) -> Iterator[tuple[Node, bool]]:
    """The leaves in order, each with whether it stands in an error."""
    waiting = [(root, False)]
    while waiting:
        node, broken = waiting.pop()
        broken = broken or node.is_error or node.is_missing
        if node.child_count == 0:
            yield node, broken
        waiting += [(child, broken) for child in reversed(node.children)]


def _expected(state: int) -> list[str]:
    found = _language().lookahead_iterator(state)
    names = [name for name in found.names() if name] if found else []
    words = [name for name in names if name.isupper() and name not in _UPDATES]
    signs = [name for name in names if not any(c.isalnum() or c in "_'\":<" for c in name)]
    kinds = [_KINDS[name] for name in names if name in _KINDS]
    return list(dict.fromkeys([*kinds, *signs, *words]))
