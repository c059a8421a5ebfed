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

from graph.sparql.tokens import plain

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
    """The first place that does not fit: characters from the start, None where the grammar cannot tell; and what would fit there."""

    at: int | None
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
    source = plain(text).encode()
    root = Parser(_language()).parse(source).root_node
    if not root.has_error:
        return None
    state, end = 1, 0
    leaves = [(leaf, broken) for leaf, broken in _leaves(root) if not leaf.is_extra]
    for number, (leaf, broken) in enumerate(leaves):
        if leaf.is_missing:  # what stands next is what does not fit
            after = next((one.start_byte for one, _ in leaves[number:] if not one.is_missing), None)
            return Stop(_characters(source, after) if after is not None else len(text.rstrip()), _expected(state))
        known = [leaf.parse_state, state if not source[end : leaf.start_byte].strip() else 0]  # no token without a node is between
        for one in filter(None, known):
            if leaf.grammar_name not in _names(one):
                return Stop(_characters(source, leaf.start_byte), _expected(one))
        if broken and not leaf.parse_state:
            return Stop(_characters(source, leaf.start_byte), [])
        state, end = leaf.next_parse_state, leaf.end_byte
    return Stop(None, [])


def _characters(source: bytes, at: int) -> int:
    return len(source[:at].decode(errors="replace"))


def _leaves(root: Node) -> Iterator[tuple[Node, bool]]:
    """The leaves in order, each with whether it stands in an error."""
    waiting = [(root, False)]
    while waiting:
        node, broken = waiting.pop()
        broken = broken or node.is_error or node.is_missing
        if node.child_count == 0:
            yield node, broken
        waiting += [(child, broken) for child in reversed(node.children)]


@cache
def _names(state: int) -> list[str]:
    """The symbols that the parser takes in a state; none for state 0, which tells nothing."""
    found = _language().lookahead_iterator(state) if state else None
    return [name for name in found.names() if name] if found else []


def _expected(state: int) -> list[str]:
    names = _names(state)
    words = [name for name in names if name.isupper() and name not in _UPDATES]
    signs = [name for name in names if not any(c.isalnum() or c in "_'\":<" for c in name)]
    kinds = [_KINDS[name] for name in names if name in _KINDS]
    return list(dict.fromkeys([*kinds, *signs, *words]))
