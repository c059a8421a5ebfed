"""A query made fit for another store: our prefixes declared, and the belief read from wherever that store keeps it.

Stores differ in what a pattern outside `GRAPH` sees: a default graph of its own (Oxigraph, Fuseki), or all graphs together (Virtuoso,
Neptune, GraphDB, QLever). For the second kind the belief is a named graph, and the query's pattern is put inside `GRAPH <belief> { … }`,
which by the algebra of SPARQL means the same as having it as the default graph; `GRAPH ?g` inside leaves out the belief and what is not ours.
`DESCRIBE`, which every store answers differently, becomes the CONSTRUCT of what the embedded engine gives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import BadQuery
from graph.namespaces import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Literal, NamedNode

NOTHING = BASE + "graphs/nothing"
"""A graph that nobody fills: a dataset that names it, and no other, is empty in every store."""
_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<text>"{3}(?:(?:"|"")?(?:[^"\\]|\\.))*"{3}|'{3}(?:(?:'|'')?(?:[^'\\]|\\.))*'{3}|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<comment>\#[^\n\r]*)
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w.\-:·]|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<tag>@[A-Za-z]+(?:-\w+)*)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<mark>[{}()\[\]*])
    |(?P<escape>\\)""",
    re.DOTALL | re.VERBOSE,
)
_OPEN, _CLOSE = ("{", "(", "["), ("}", ")", "]")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass
class _Edits:
    """Texts to put into another text, by position."""

    text: str
    parts: list[tuple[int, int, str]] = field(default_factory=list)

    def put(self, place: int, new: str, end: int | None = None) -> None:
        """Put `new` at a place, over what stands up to `end`."""
        self.parts.append((place, place if end is None else end, new))

    def __str__(self) -> str:
        """The text with all that was put in."""
        found, last = [], 0
        for start, end, new in sorted(self.parts, key=lambda part: part[0]):
            found += [self.text[last:start], new]
            last = end
        return "".join([*found, self.text[last:]])


class Rewriter:
    """One query read into tokens, its parts found. Whatever the syntax check let through is told apart rightly here."""

    def __init__(self, text: str) -> None:
        """Raises BadQuery for keywords written with \\u escapes, which only serve to hide."""
        self.text = text
        self.tokens = [t for t in _tokens(text) if t.kind != "comment"]
        if any(t.kind == "escape" for t in self.tokens):
            raise BadQuery("Outside of strings and IRIs this store's queries have no \\u escapes.", hint="Write the characters themselves.")
        self.match = self._pairs()
        self.declared: set[str] = set()
        self.based = False
        self.head = self._prologue()
        self.form = self.tokens[self.head].text.upper()
        self.main = self._main()
        """Index of the opening bracket of the WHERE group; the number of tokens where there is none."""
        self.clauses = [i for i in range(self.head, self.main) if self._word(i) == "FROM" and not self._enclosed(i)]

    def _word(self, index: int) -> str:
        found = self.tokens[index] if index < len(self.tokens) else None
        return found.text.upper() if found and found.kind == "word" else ""

    def _pairs(self) -> dict[int, int]:
        pairs, waiting = {}, []
        for index, token in enumerate(self.tokens):
            if token.text in _OPEN and token.kind == "mark":
                waiting.append(index)
            elif token.text in _CLOSE and token.kind == "mark" and waiting:
                pairs[waiting.pop()] = index
        return pairs

    def _prologue(self) -> int:
        index = 0
        while index < len(self.tokens):
            word = self._word(index)
            if word == "PREFIX":
                self.declared.add(self.tokens[index + 1].text.removesuffix(":"))
                index += 3
            elif word == "BASE":
                self.based = True
                index += 2
            else:
                return index
        raise BadQuery("The query is empty.")

    def _main(self) -> int:
        index = self.head + 1
        if self.form == "CONSTRUCT" and self._mark(index) == "{":
            index = self.match[index] + 1
        while index < len(self.tokens):
            mark = self._mark(index)
            if mark == "{":
                return index
            index = self.match[index] + 1 if mark in ("(", "[") else index + 1
        return index

    def _mark(self, index: int) -> str:
        return self.tokens[index].text if index < len(self.tokens) and self.tokens[index].kind == "mark" else ""

    def _enclosed(self, index: int) -> bool:
        return any(start < index < end for start, end in self.match.items())

    # --- what is put in

    def rewritten(self, belief: str | None = None, bindings: Mapping[str, NamedNode | Literal] | None = None, base: str = BASE) -> str:
        """The query for another store, what it needs declared. `belief` is the graph that stands there for the default graph, None where
        the store has one, or the protocol names the dataset; `bindings` are values of variables.
        """
        if self.form == "DESCRIBE":
            return Rewriter(self._construct()).rewritten(belief, bindings, base)
        edits = _Edits(self.text)
        edits.put(0, f"BASE <{base}>\n" + "".join(f"PREFIX {n}: <{iri}>\n" for n, iri in PREFIXES.items() if n not in self.declared))
        if self.clauses:
            self._complete(edits)
        elif belief:
            self._within(edits, belief)
        if bindings:
            names, values = " ".join(f"?{n}" for n in bindings), " ".join(str(v) for v in bindings.values())
            edits.put(self.tokens[self.main].end, f" VALUES ({names}) {{ ({values}) }} ")
        return str(edits)

    def _complete(self, edits: _Edits) -> None:
        """Name the empty graph where FROM or FROM NAMED is missing, since stores differ in what they take then."""
        named = {self._word(i + 1) == "NAMED" for i in self.clauses}
        last = self.clauses[-1]
        place = self.tokens[last + (2 if self._word(last + 1) == "NAMED" else 1)].end
        if len(named) == 1:
            edits.put(place, f" FROM <{NOTHING}> " if named == {True} else f" FROM NAMED <{NOTHING}> ")

    def _within(self, edits: _Edits, belief: str) -> None:
        """Put the pattern inside the belief; `GRAPH ?g` then ranges over our graphs without it."""
        end = self.match[self.main]
        if self.form == "CONSTRUCT" and self._mark(self.head + 1) != "{":  # the short form, which may hold no GRAPH
            edits.put(self.tokens[self.head].end, " " + self.text[self.tokens[self.main].start : self.tokens[end].end])
        for index in (self.main, *self._exists_outside(end)):
            edits.put(self.tokens[index].end, f" GRAPH <{belief}> {{ ")
            edits.put(self.tokens[self.match[index]].start, " } ")
        for index in range(len(self.tokens) - 2):
            if self._word(index) == "GRAPH" and self.tokens[index + 1].kind == "variable" and self._mark(index + 2) == "{":
                place, name = self.tokens[self.match[index + 2]].end, self.tokens[index + 1].text
                edits.put(place, f' FILTER(STRSTARTS(STR({name}), "{BASE}") && {name} != <{belief}>) ')

    def _exists_outside(self, end: int) -> Iterator[int]:
        for index in range(len(self.tokens) - 1):
            if self._word(index) == "EXISTS" and self._mark(index + 1) == "{" and not self.main < index < end:
                yield index + 1

    def _construct(self) -> str:
        """A DESCRIBE as the CONSTRUCT of every statement whose subject is described: what the embedded engine gives for named things."""
        whole = self.main >= len(self.tokens)
        pattern = "" if whole else self.text[self.tokens[self.main].start :]
        before = len(self.tokens) if whole else self.main - (self._word(self.main - 1) == "WHERE")
        stop = self.clauses[0] if self.clauses else before
        dataset = self.text[self.tokens[stop].start : self.tokens[before - 1].end] if self.clauses else ""
        asked = self.tokens[self.head + 1 : stop]
        listed = self.tokens[self.main :] if any(t.text == "*" for t in asked) else asked
        constants = " ".join(t.text.rstrip(".") for t in asked if t.kind in ("iri", "name"))
        said = "?fanoutS ?fanoutP ?fanoutO"
        ways = [f"{{ VALUES ?fanoutS {{ {constants} }} {said} }}"] if constants else []
        for name in dict.fromkeys(t.text[1:] for t in listed if t.kind == "variable"):
            ways.append(f"{{ {{ {{ SELECT (?{name} AS ?fanoutS) WHERE {pattern}\n}} FILTER(BOUND(?fanoutS)) }} {said} }}")
        prologue = self.text[: self.tokens[self.head].start]
        return f"{prologue}CONSTRUCT {{ {said} }} {dataset}\nWHERE {{ {' UNION '.join(ways)} }}"


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        yield _Token(found.lastgroup or "", found[0], found.start(), found.end())
