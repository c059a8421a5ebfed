"""Results to compare: what the W3C expects and what came, as sets of statements or rows in which blank nodes have no names."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from tests.w3c.manifest import RDF, Graph

if TYPE_CHECKING:
    from pathlib import Path

    from tests.w3c.manifest import Term

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
ENDINGS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
_HERE = "urn:row:"
Row = dict[str, "Term"]


@dataclass(frozen=True)
class Result:
    """A boolean, a graph, or rows; the others are None."""

    boolean: bool | None = None
    graph: Dataset | None = None
    rows: list[Row] | None = None
    variables: frozenset[str] = field(default_factory=frozenset)
    ordered: bool = False
    """Whether the order of rows is told (`rs:index`)."""

    def same(self, other: Result, ordered: bool, lax: bool) -> bool:
        """Whether they say the same. `ordered`: rows in the same order; `lax`: however often each."""
        if self.rows is None or other.rows is None:
            return self.boolean == other.boolean and (self.graph is None) == (other.graph is None) and _form(self) == _form(other)
        if self.variables != other.variables:
            return False
        return _canonical(_rows(self.rows, ordered, lax)) == _canonical(_rows(other.rows, ordered, lax))

    def by_value(self) -> Result:
        """The same with numbers and times in one spelling for each value."""
        rows = [{name: _value(term) for name, term in row.items()} for row in self.rows] if self.rows is not None else None
        graph = Dataset(Quad(q.subject, q.predicate, _value(q.object)) for q in self.graph) if self.graph is not None else None
        return Result(self.boolean, graph, rows, self.variables, self.ordered)


def expected(file: Path, base: str) -> Result:
    """What a result file of the suite tells."""
    if file.suffix in ENDINGS:
        return solutions(file.read_bytes(), ENDINGS[file.suffix])
    if file.suffix == ".csv":
        return plain(file.read_bytes())
    graph = Graph(file, base)
    return next((_told(graph, node) for node in graph.of_type(RS + "ResultSet")), Result(graph=graph.quads))


def _told(graph: Graph, node: Term) -> Result:
    """A result set written down as RDF."""
    boolean = graph.one(node, RS + "boolean")
    if isinstance(boolean, Literal):
        return Result(boolean=boolean.value == "true")
    found: list[tuple[int, Row]] = []
    for solution in graph.all(node, RS + "solution"):
        row: Row = {}
        for binding in graph.all(solution, RS + "binding"):
            name, value = graph.one(binding, RS + "variable"), graph.one(binding, RS + "value")
            assert isinstance(name, Literal) and value is not None
            row[name.value] = value
        index = graph.one(solution, RS + "index")
        found.append((int(index.value) if isinstance(index, Literal) else 0, row))
    names = frozenset(name.value for name in graph.all(node, RS + "resultVariable") if isinstance(name, Literal))
    ordered = len(found) > 1 and all(place for place, _ in found)
    return Result(rows=[row for _, row in sorted(found, key=lambda pair: pair[0])], variables=names, ordered=ordered)


def solutions(body: bytes, written: QueryResultsFormat) -> Result:
    """Rows or a boolean in one of the formats of SPARQL. Raises SyntaxError."""
    found = parse_query_results(body, written)
    if isinstance(found, QueryBoolean):
        return Result(boolean=bool(found))
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    rows = [{name: value for name, value in zip(names, solution, strict=True) if value is not None} for solution in found]
    return Result(rows=rows, variables=frozenset(names))


def plain(body: bytes) -> Result:
    """Rows of CSV, in which a value is its text alone."""
    names, *rows = csv.reader(body.decode().splitlines())
    found = [{name: _told_plainly(text) for name, text in zip(names, row, strict=True) if text} for row in rows]
    return Result(rows=found, variables=frozenset(names))


def _told_plainly(text: str) -> Term:
    return BlankNode(text[2:]) if re.fullmatch(r"_:\w+", text) else Literal(text)


def triples(body: bytes, written: RdfFormat) -> Result:
    """A graph. Raises SyntaxError."""
    return Result(graph=Dataset(parse(body, format=written)))


def _form(result: Result) -> set[Quad]:
    return _canonical(result.graph) if result.graph is not None else set()


def _canonical(found: Dataset) -> set[Quad]:
    copy = Dataset(found)
    copy.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(copy)


def _rows(rows: list[Row], ordered: bool, lax: bool) -> Dataset:
    """Rows as a graph: equal rows are one node that tells how many they are, so that canonical names are quickly found."""
    numbered = [
        (frozenset({**row, "": Literal(str(place))}.items()) if ordered else frozenset(row.items())) for place, row in enumerate(rows)
    ]
    found = Dataset()
    for row, times in Counter(numbered).items():
        node = BlankNode()
        found.add(Quad(node, NamedNode(RDF + "value"), Literal("some" if lax else str(times))))
        for name, value in row:
            found.add(Quad(node, NamedNode(_HERE + name), value))
    return found


def _value(term: Term) -> Term:
    """A number or a time in one spelling of its value; everything else as it is."""
    if not isinstance(term, Literal) or not term.datatype.value.startswith(XSD):
        return term
    kind = term.datatype.value.removeprefix(XSD)
    try:
        if kind in ("integer", "decimal", "double", "float"):
            return Literal(
                str(float(term.value) if kind in ("double", "float") else Decimal(term.value).normalize()), datatype=term.datatype
            )
    except (ValueError, InvalidOperation):
        return term
    if kind == "boolean":
        return Literal({"1": "true", "0": "false"}.get(term.value, term.value), datatype=term.datatype)
    return Literal(re.sub(r"[+-]00:00$", "Z", term.value), datatype=term.datatype) if kind in ("date", "dateTime") else term
