r"""SPARQL cut into its terminals (SPARQL 1.2, section 19.8), so that a word in a string, comment, IRI or name is never taken for a keyword.

A bare word in a query can only be a keyword or a built-in function: SPARQL has no other. Hence what a query does can be
told from its words. `\uXXXX` is resolved before a query is read (section 19.2), so `SERV\u0049CE` is a keyword too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["iri", "string", "torn", "variable", "blank", "name", "language", "number", "word", "open", "close", "other"]

_START = r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
_WORD = _START + r"_0-9\u00B7\u0300-\u036F\u203F-\u2040"
_PART = _START + r"_0-9\-\u00B7\u0300-\u036F\u203F-\u2040"
_PLX = r"%%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%%]"
_LONG = {
    '"': r'\"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*+\"{3}|',
    "'": r"'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*+'{3}|",
}
"""Strings over several lines, by their quote."""
_TERMINALS = rf"""
      \#[^\n\r]*
    | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*+>)
    | (?P<string>%s\"(?:[^"\\\n\r]|\\.)*+\"|'(?:[^'\\\n\r]|\\.)*+')
    | (?P<torn>\"(?:[^"\\\n\r]|\\.)*+|'(?:[^'\\\n\r]|\\.)*+)
    | (?P<variable>[?$][{_WORD}]++)
    | (?P<blank>_:[{_PART}.]++)
    | (?P<number>(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)
    | (?P<name>(?:[{_START}][{_PART}.]*+)?:(?:[{_PART}:.]|{_PLX})*+)
    | (?P<run>[{_START}_][{_PART}.]*+)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<open>[({{\[])
    | (?P<close>[)}}\]])
    | (?P<other>[^\s])
"""
_PARTS = re.compile(r"[A-Za-z_0-9]+")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@cache
def _terminals(long: str) -> re.Pattern[str]:
    """Any terminal, with the long strings of these quotes; compiled at the first query, since that takes as long as many queries."""
    return re.compile(_TERMINALS % "".join(_LONG[quote] for quote in long), re.DOTALL | re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Token:
    """One terminal: what it is, how it is written, where it begins (characters from the start)."""

    kind: Kind
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """The terminals of a text, comments and white space left out. Never raises: a string that is not closed ends with its line, and what
    else is no terminal comes character by character. No part of a text is read more than a few times.
    """
    long, at = "\"'", -1
    while at != len(text):
        begin, at = max(at, 0), len(text)
        for found in _terminals(long).finditer(text, begin):
            kind = found.lastgroup
            if kind == "run":
                yield from (Token("word", part[0], found.start() + part.start()) for part in _PARTS.finditer(found[0]))
            elif kind is not None:
                yield Token(kind, found[0], found.start())  # type: ignore[arg-type]
                if kind == "string" and found[0] in ('""', "''") and text.startswith(found[0][0], found.end()) and found[0][0] in long:
                    # a long string that is not closed; no later one is, and none is looked for: that would take a walk to the end each time
                    long, at = long.replace(found[0][0], ""), found.end()
                    break


def resolved(text: str) -> str:
    r"""The text with each \uXXXX and \UXXXXXXXX as the character that it stands for."""
    return _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text) if "\\" in text else text


def plain(text: str) -> str:
    r"""The text with each \uXXXX as something of the same length that stands for the like: for parsers that do not know these."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: "u" * len(m[0]) if (char := resolved(m[0])).isalnum() else char.ljust(len(m[0])), text)


def offset(text: str, line: int, column: int) -> int:
    """The character at a line and column: `place` the other way round."""
    return sum(len(one) + 1 for one in text.split("\n")[: line - 1]) + column - 1


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column of a character, both from 1."""
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
