"""Queries that are look-ups: one triple pattern of the default graph, or two that hang together, told from the text with certainty.

Such a query can reach nothing outside the dataset. Its evaluation walks the statements of one of its terms, in whatever graphs they
are, and tells those that fit; with a second pattern, it does so again for each. `Walks` tells where that is little: then it may be
answered where another process would cost several times the look-up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from pyoxigraph import Literal, QuerySolutions, Store

# Nothing of these can be matched in two ways, and what was matched is not given back: a long text costs no more than reading it once.
_ = r"(?:[ \t\r\n]|#[^\r\n\\]*+(?=[\r\n]|\Z))"  # an escape in a comment may end it
_IRI, _VARIABLE = r"<[^<>\"{}|^`\\\x00-\x20]*+>", r"[?$][A-Za-z_]\w*+"
_NAMESPACE = r"(?:[A-Za-z][\w-]*+)?+:"
_NAME = rf"{_NAMESPACE}\w[\w-]*+"
_LITERAL = (
    rf'(?:"[^"\\\r\n]*+"|\'[^\'\\\r\n]*+\')(?:@[A-Za-z]++(?:-[A-Za-z0-9]++)*+|\^\^(?:{_IRI}|{_NAME}))?+|[0-9]++(?:\.[0-9]++)?+|true|false'
)
_NODE = f"{_IRI}|{_NAME}|{_VARIABLE}"
_SAID = rf"({_NODE}|a){_}++({_NODE}|{_LITERAL}){_}*+"
_PREFIX = rf"(?i:PREFIX){_}++{_NAMESPACE}{_}*+{_IRI}{_}*+"
_LOOKUP = re.compile(
    rf"{_}*+((?:{_PREFIX})*+)"
    rf"(?:(?i:SELECT){_}*+((?i:DISTINCT){_}*+)?+(?:\*|(?:{_VARIABLE}{_}*+)++){_}*+(?i:WHERE)?+|(?i:ASK){_}*+(?i:WHERE)?+){_}*+"
    rf"\{{{_}*+({_NODE}){_}++{_SAID}(?:(?:;{_}*+|\.{_}++({_NODE}){_}++){_SAID})?(?:\.{_}*+)?+\}}{_}*+"
    rf"(?:(?i:LIMIT){_}++[0-9]{{1,9}}+{_}*+)?+(?:(?i:OFFSET){_}++[0-9]{{1,3}}+{_}*+)?+",
    re.ASCII,
)
_DECLARED = re.compile(rf"{_}*+(?i:PREFIX){_}++({_NAMESPACE}){_}*+<([^<>]*+)>", re.ASCII)
LONGEST = 2000
"""Characters up to which a text is looked at."""
WALKED, OF_ONE = 100_000, 1000
"""Statements of a dataset that a look-up may walk all, and in a larger one those of its subject."""
_WIDEST = "SELECT (MAX(?n) AS ?most) { SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?s }"


@dataclass(frozen=True, slots=True)
class Lookup:
    """A query's triple patterns, each term as it is written."""

    patterns: tuple[tuple[str, str, str], ...]
    prefixes: str
    """The PREFIX declarations, as they are written."""

    def iri(self, term: str) -> NamedNode | None:
        """The IRI that a term says, None for a variable or literal. Raises ValueError for one that is relative or without its prefix."""
        if term[0] in "?$\"'0123456789" or term in ("true", "false"):
            return None
        if term[0] == "<":
            return NamedNode(term[1:-1])
        prefix, colon, local = term.partition(":")
        namespace, at = None, 0
        while declared := _DECLARED.match(self.prefixes, at):  # one right after the other: none of them in a comment
            at = declared.end()
            if declared[1] == prefix + colon:
                namespace = declared[2]
        if namespace is None:
            raise ValueError(f"{prefix}: is not declared")
        return NamedNode(namespace + local)


def lookup(text: str) -> Lookup | None:
    """The look-up that a query is: one or two triple patterns with no more around them than a projection, LIMIT and a small OFFSET.

    No variable comes twice in a pattern. DISTINCT goes with one pattern alone. None for any other query.
    """
    found = _LOOKUP.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    prefixes, once, *terms = found.groups()
    patterns = [cast("tuple[str, str, str]", tuple(terms[:3]))]
    if terms[4] is not None:
        if once:
            return None
        patterns.append((terms[3] or terms[0], terms[4], terms[5]))
    for pattern in patterns:
        names = _variables(pattern)
        if len(names) != len(set(names)):
            return None
    return Lookup(tuple(patterns), prefixes)


class Walks:
    """How many statements of a store in memory the evaluation of look-ups walks. Nothing is added to the store."""

    def __init__(self, store: Store) -> None:
        """Nothing is counted yet."""
        self.store = store

    def few(self, asked: Lookup) -> bool:
        """Whether they are few, be there answers among them or none. Raises ValueError for an IRI that is relative or without its prefix."""
        if len(asked.patterns) == 1:
            return self._statements <= WALKED or self._few_of_subject(asked)
        if self._statements > WALKED:
            return False
        counts = []
        for pattern, other in (asked.patterns, asked.patterns[::-1]):
            of_each = [self._of(*nodes) for nodes in _written(asked, pattern)]
            if of_each:
                counts.append(min(of_each))
            elif pattern[0][1:] not in _variables(other):
                return False
        return bool(counts) and max(counts) <= OF_ONE and max(counts) * self._widest <= WALKED

    def _few_of_subject(self, asked: Lookup) -> bool:
        subject = asked.iri(asked.patterns[0][0])
        return subject is not None and self._of(subject, None) <= OF_ONE

    def _of(self, subject: NamedNode | None, obj: NamedNode | None) -> int:
        """Statements of a subject or object, counted no further than is of interest."""
        return sum(1 for _ in islice(self.store.quads_for_pattern(subject, None, obj, None), OF_ONE + 1))

    @cached_property
    def _statements(self) -> int:
        return len(self.store)

    @cached_property
    def _widest(self) -> int:
        """The most statements that there are of one subject."""
        solutions = cast("QuerySolutions", self.store.query(_WIDEST))
        return int(cast("Literal", next(iter(solutions))["most"]).value)


def _variables(pattern: tuple[str, str, str]) -> list[str]:
    return [term[1:] for term in pattern if term[0] in "?$"]


def _written(asked: Lookup, pattern: tuple[str, str, str]) -> list[tuple[NamedNode | None, NamedNode | None]]:
    subject, obj = asked.iri(pattern[0]), asked.iri(pattern[2])
    return [nodes for nodes in ((subject, None), (None, obj)) if any(nodes)]
