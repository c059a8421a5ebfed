"""A query made fit for another store: our prefixes declared, and the belief read from wherever that store keeps it.

Stores differ in what a pattern outside `GRAPH` sees: a default graph of its own (Oxigraph, Fuseki), or all graphs together (Virtuoso,
Neptune, GraphDB, QLever). For the second kind the belief is a named graph, and the query's pattern is put inside `GRAPH <belief> { … }`,
which by the algebra of SPARQL means the same as having it as the default graph; `GRAPH ?g` inside leaves out the belief and what is not ours.
`DESCRIBE`, which every store answers differently, becomes the CONSTRUCT of what the embedded engine gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import BadQuery, RefusedQuery
from graph.namespaces import BASE, PREFIXES
from graph.sparql.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Literal, NamedNode

NOTHING = BASE + "graphs/nothing"
"""A graph that nobody fills: a dataset that names it, and no other, is empty in every store."""
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_HEAD = frozenset({*_FORMS, "DISTINCT", "REDUCED", "WHERE", "FROM", "NAMED"})
"""The words that stand between the prologue and the pattern, outside of brackets."""
_CALLS = ("bif:", "sql:", "java:")
"""IRIs that make some engines call what is no SPARQL: functions of Virtuoso and of SQL, classes of Java."""


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
    """One query cut into tokens, its parts found. For what the embedded engine's parser has taken."""

    def __init__(self, text: str) -> None:
        """Raises BadQuery for what only that parser takes: keywords without a space between, or with \\u escapes. RefusedQuery for calls."""
        self.text = text
        self.tokens = list(tokens(text))
        if any(t.text == "\\" for t in self.tokens if t.kind == "other"):
            raise BadQuery("Outside of strings this store's queries have no \\u escapes.", hint="Write the characters themselves.")
        self.match = self._pairs()
        self.declared: dict[str, str] = {}
        self.head = self._prologue()
        self.form = self._word(self.head)
        self.main = self._main()
        """Index of the opening bracket of the WHERE group; the number of tokens where there is none."""
        self.clauses = [i for i in self._outside() if self._word(i) == "FROM"]
        self._apart()
        self._calls()

    def _word(self, index: int) -> str:
        return self.tokens[index].text.upper() if index < len(self.tokens) and self.tokens[index].kind == "word" else ""

    def _mark(self, index: int) -> str:
        return self.tokens[index].text if index < len(self.tokens) and self.tokens[index].kind in ("open", "close") else ""

    def _end(self, index: int) -> int:
        """The place after a token."""
        return self.tokens[index].start + len(self.tokens[index].text)

    def _pairs(self) -> dict[int, int]:
        pairs, waiting = {}, []
        for index, token in enumerate(self.tokens):
            if token.kind == "open":
                waiting.append(index)
            elif token.kind == "close" and waiting:
                pairs[waiting.pop()] = index
        return pairs

    def _prologue(self) -> int:
        index = 0
        while index + 2 < len(self.tokens) and self._word(index) in ("PREFIX", "BASE"):
            if self._word(index) == "PREFIX":
                self.declared[self.tokens[index + 1].text.removesuffix(":")] = self.tokens[index + 2].text[1:-1]
            index += 3 if self._word(index) == "PREFIX" else 2
        return index

    def _main(self) -> int:
        index = self.head + 1
        if self.form == "CONSTRUCT" and self._mark(index) == "{":
            index = self.match[index] + 1
        while index < len(self.tokens) and self._mark(index) != "{":
            index = self.match[index] + 1 if self._mark(index) in ("(", "[") else index + 1
        return min(index, len(self.tokens))

    def _outside(self) -> Iterator[int]:
        """The tokens between the prologue and the pattern that are in no brackets."""
        index = self.head
        while index < self.main:
            if index in self.match:
                index = self.match[index]
            else:
                yield index
            index += 1

    def _apart(self) -> None:
        """Refuse keywords that are glued to what follows, which would be read as something else here."""
        known = PREFIXES.keys() | self.declared.keys()
        for index in self._outside():
            token = self.tokens[index]
            if (token.kind == "word" and self._word(index) not in _HEAD) or (
                token.kind == "name" and token.text.partition(":")[0] not in known
            ):
                raise BadQuery(f"“{token.text}” is not understood by the store behind this server.", hint="Put spaces between the words.")
        if self.form not in _FORMS:
            raise BadQuery("The query is no SELECT, ASK, CONSTRUCT or DESCRIBE.")

    def _calls(self) -> None:
        """Refuse IRIs that make an engine call what is no SPARQL."""
        prefixes = PREFIXES | self.declared
        for token in self.tokens:
            prefix, _, local = token.text.partition(":")
            iri = token.text[1:-1] if token.kind == "iri" else prefixes.get(prefix, "") + local if token.kind == "name" else ""
            if iri.lower().startswith(_CALLS):
                raise RefusedQuery(f"<{iri[:80]}> is refused: it is no SPARQL, and lets some engines do what is not for visitors.")

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
            edits.put(self._end(self.main), f" VALUES ({names}) {{ ({values}) }} ")
        return str(edits)

    def _complete(self, edits: _Edits) -> None:
        """Name the empty graph where FROM or FROM NAMED is missing, since stores differ in what they take then."""
        named = {self._word(i + 1) == "NAMED" for i in self.clauses}
        last = self.clauses[-1]
        place = self._end(last + (2 if self._word(last + 1) == "NAMED" else 1))
        if len(named) == 1:
            edits.put(place, f" FROM <{NOTHING}> " if named == {True} else f" FROM NAMED <{NOTHING}> ")

    def _within(self, edits: _Edits, belief: str) -> None:
        """Put the pattern inside the belief; `GRAPH ?g` then ranges over our graphs without it."""
        end = self.match[self.main]
        if self.form == "CONSTRUCT" and self._mark(self.head + 1) != "{":  # the short form, which may hold no GRAPH
            edits.put(self._end(self.head), " " + self.text[self.tokens[self.main].start : self._end(end)])
        for index in (self.main, *self._exists_outside(end)):
            edits.put(self._end(index), f" GRAPH <{belief}> {{ ")
            edits.put(self.tokens[self.match[index]].start, " } ")
        for index in range(len(self.tokens) - 2):
            if self._word(index).endswith("GRAPH") and self.tokens[index + 1].kind == "variable" and self._mark(index + 2) == "{":
                place, name = self._end(self.match[index + 2]), self.tokens[index + 1].text
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
        dataset = self.text[self.tokens[stop].start : self._end(before - 1)] if self.clauses else ""
        asked = self.tokens[self.head + 1 : stop]
        listed = self.tokens[self.main :] if any(t.text == "*" for t in asked) else asked
        constants = " ".join(t.text.rstrip(".") for t in asked if t.kind in ("iri", "name"))
        said = "?fanoutS ?fanoutP ?fanoutO"
        ways = [f"{{ VALUES ?fanoutS {{ {constants} }} {said} }}"] if constants else []
        for name in dict.fromkeys(t.text[1:] for t in listed if t.kind == "variable"):
            ways.append(f"{{ {{ {{ SELECT (?{name} AS ?fanoutS) WHERE {pattern}\n}} FILTER(BOUND(?fanoutS)) }} {said} }}")
        prologue = self.text[: self.tokens[self.head].start]
        return f"{prologue}CONSTRUCT {{ {said} }} {dataset}\nWHERE {{ {' UNION '.join(ways)} }}"
