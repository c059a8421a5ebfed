"""Queries that are look-ups: one triple pattern of the default graph, told from its text with certainty.

Such a query can reach nothing outside the dataset. Its evaluation walks the statements of one of its terms, in whatever graphs they
are, and tells those that fit: a quick walk in a small dataset, or from a subject of which little is said. Then it may be
answered where another process would cost several times the look-up.
"""

from __future__ import annotations

import re

_PREFIX = r"(?i:PREFIX)\s+[A-Za-z]?[\w-]*:\s*<[^<>\"{}|^`\\\x00-\x20]*>\s*"
_IRI, _NAME, _VARIABLE = r"<[^<>\"{}|^`\\\x00-\x20]*>", r"[A-Za-z]?[\w-]*:[A-Za-z_][\w-]*", r"[?$][A-Za-z_]\w*"
_LITERAL = r'"[^"\\\r\n]*"(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*)?'
_NODE = f"{_IRI}|{_NAME}|{_VARIABLE}"
_LOOKUP = re.compile(
    rf"\s*(?:{_PREFIX})*"
    rf"(?:(?i:SELECT)\s*(?:\*|(?:{_VARIABLE}\s*)+)\s*(?i:WHERE)?|(?i:ASK)\s*(?i:WHERE)?)\s*"
    rf"\{{\s*({_NODE})\s+({_NODE}|a)\s+({_NODE}|{_LITERAL})\s*\.?\s*\}}\s*"
    r"(?:(?i:LIMIT)\s+[0-9]{1,9}\s*)?(?:(?i:OFFSET)\s+[0-9]{1,3}\s*)?",
    re.ASCII,
)
_SUBJECT = re.compile(r"\{\s*<([^<>]*)>")
LONGEST = 2000
"""Characters up to which a text is looked at."""


def is_lookup(text: str) -> bool:
    """Whether a query is one triple pattern whose variables differ, with no more around it than a projection, LIMIT and a small OFFSET."""
    if len(text) > LONGEST:
        return False
    found = _LOOKUP.fullmatch(text)
    if found is None:
        return False
    names = [term[1:] for term in found.groups() if term[0] in "?$"]
    return len(names) == len(set(names))


def subject(lookup: str) -> str | None:
    """The subject of a look-up's pattern, where it is an IRI that is written out."""
    found = _SUBJECT.search(lookup)  # no brace stands before the pattern's
    return found[1] if found else None
