"""Where a text stops being SPARQL, and what could have stood there instead: told by tree-sitter's grammar.

The engine's own parser names only some of what it would have taken. This one is asked after that one has refused.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from functools import cache

import tree_sitter_sparql
from tree_sitter import Language, Parser

from graph.sparql.tokens import plain

LONGEST = 10_000
"""Characters that are looked at, which takes some 3 ms for each thousand; a longer query gets only what the engine tells."""
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

_PROCESS = re.compile(r"process version:\d+, version_count:\d+, state:(\d+), row:(\d+), col:(\d+)")


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the text stops being SPARQL: characters from the start, behind the last word that fits; and what would fit there."""

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
    source = plain(text).encode()
    parser = Parser(_language())
    if not parser.parse(source).root_node.has_error:
        return None
    watch = _Watch()
    parser.logger = watch
    parser.parse(source)
    state, row, column = watch.stopped
    start = sum(len(line) + 1 for line in source.split(b"\n")[:row])
    return Stop(len(source[: start + column].decode(errors="replace")), _expected(state))


class _Watch:
    """Listens to the parser's log for the furthest place that it came to before it mended anything: state, row, bytes from the row's start.

    The tree does not tell: once it is mended, half of it is an error.
    """

    def __init__(self) -> None:
        self.stopped = self._at = (1, 0, 0)
        self._mended = False

    def __call__(self, _: object, message: str) -> None:
        """Hear one line of the log."""
        if self._mended:
            return
        if message.startswith("process") and (found := _PROCESS.match(message)):
            state, row, column = map(int, found.groups())
            self._at = (state, row, column)
        elif message.startswith("detect_error"):
            self.stopped = max(self.stopped, self._at, key=lambda at: at[1:])
        elif message.startswith("resume"):
            self._mended = True


def _expected(state: int) -> list[str]:
    found = _language().lookahead_iterator(state)
    names = [name for name in found.names() if name] if found else []
    words = [name for name in names if name.isupper() and name not in _UPDATES]
    signs = [name for name in names if not any(c.isalnum() or c in "_'\":<" for c in name)]
    kinds = [_KINDS[name] for name in names if name in _KINDS]
    return list(dict.fromkeys([*kinds, *signs, *words]))
