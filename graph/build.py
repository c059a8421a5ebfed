"""The ontology becomes a dataset: passage graphs, the belief, what it implies, the map. Same input, same bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.errors import BuildError
from graph.implied import imply
from graph.metadata import metadata
from graph.model import Problem
from graph.namespaces import BASE, DATASET, DCTERMS, FO, IMPLIED, LAYOUT, METADATA, OA, PREFIXES, RDF, SCHEMA, WRITTEN, XSD, compact, local
from graph.notes import QuoteError
from graph.sources import DATASET as ABOUT
from graph.sources import FOLDERS, Sources, default_root, is_default, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from graph.sources import SourceFile

VERSION = "3"
"""Raised when the same ontology would give another dataset: part of the digest that caches go by."""

QUOTED = (FO.Passage, FO.Furniture)


def build(sources: Sources, progress: Callable[[str], None] = lambda _: None, name: str = "") -> list[Quad]:
    """All quads of the dataset, sorted; `name` is its digest, which it then tells of itself.

    Raises BuildError when a file does not parse or a quote is not found.
    """
    problems = list(sources.problems)
    progress("locating the quotes in the notes")
    quads = [quad for file in sources.files.values() for quad in file.quads]
    for file in sources.files.values():
        quads.extend(_quotes(sources, file, problems))
    if problems:
        raise BuildError(problems)
    quads.append(Quad(NamedNode(PREFIXES["note"] + "aws-saa"), SCHEMA.text, Literal(sources.notes.text)))
    progress("working out the belief")
    believed = set(_belief(quads))
    implied = imply(believed | {quad for quad in quads if is_default(quad)})
    quads.extend(believed)
    quads.extend(implied)
    quads.extend(Quad(quad.subject, quad.predicate, quad.object, IMPLIED) for quad in implied)
    progress("laying out the map")
    quads.extend(_map(quads))
    progress("counting")
    quads.extend(_about(sources, quads, name))
    return sorted(set(quads), key=str)


def to_bytes(quads: list[Quad]) -> bytes:
    """The dataset as N-Quads, one line a quad, in the order given."""
    return b"".join(serialize([quad], format=RdfFormat.N_QUADS) or b"" for quad in quads)


def digest(root: Traversable | None = None) -> str:
    """A short name for what a build of this ontology would give: equal input, equal digest."""
    total = hashlib.sha256((VERSION if BASE == WRITTEN else f"{VERSION} {BASE}").encode())
    root = root or default_root()
    for folder in (".", *FOLDERS):
        if not root.joinpath(folder).is_dir():
            continue
        for entry in sorted(root.joinpath(folder).iterdir(), key=lambda e: e.name):
            if entry.is_file() and entry.name.endswith((".ttl", ".trig", ".txt")):
                total.update(f"{folder}/{entry.name}\0".encode() + entry.read_bytes())
    return total.hexdigest()[:16]


def ensure(directory: Path, root: Traversable | None = None, progress: Callable[[str], None] = lambda _: None) -> Path:
    """The dataset file for an ontology inside a cache directory, built unless it is there. Raises BuildError, OSError."""
    path = directory / f"{digest(root)}.nq"
    if not path.exists():
        progress("reading the ontology")
        data = to_bytes(build(read(root), progress, path.stem))
        directory.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        partial.write_bytes(data)
        partial.replace(path)
    return path


def _quotes(sources: Sources, file: SourceFile, problems: list[Problem]) -> Iterator[Quad]:
    """Where each quote of a file stands in the notes: Web Annotation selectors and the status of a passage."""
    exact = {q.subject: q.object.value for q in file.quads if q.predicate == OA.exact and is_default(q)}
    prefix = {q.subject: q.object.value for q in file.quads if q.predicate == OA.prefix and is_default(q)}
    status = {q.subject for q in file.quads if q.predicate == FO.status}
    kinds = {q.subject: q.object for q in file.quads if q.predicate == RDF.type and is_default(q)}
    for subject, quote in exact.items():
        if not isinstance(subject, NamedNode) or kinds.get(subject) not in QUOTED:
            continue
        try:
            span = sources.notes.locate(quote, prefix.get(subject, ""))
        except QuoteError as error:
            message = f"the quote “{quote}” of {compact(subject.value)} {error}."
            fix = (
                f"Nearest in the notes: “{error.nearest}”."
                if "times" not in str(error)
                else f"Add an oa:prefix; it stands at: {error.nearest}."
            )
            problems.append(sources.problem(file, (subject, "oa:exact"), message, fix))
            continue
        before, after = sources.notes.context(span)
        if kinds[subject] == FO.Passage and subject not in status:
            yield Quad(subject, FO.status, FO.Stated)
        yield from _selectors(subject, quote, (before, after), (span.start, span.end))


def _selectors(passage: NamedNode, quote: str, context: tuple[str, str], place: tuple[int, int]) -> Iterator[Quad]:
    text, position = NamedNode(passage.value + ".quote"), NamedNode(passage.value + ".position")
    yield Quad(passage, OA.hasSource, NamedNode(PREFIXES["note"] + "aws-saa"))
    yield Quad(passage, OA.hasSelector, text)
    yield Quad(text, RDF.type, OA.TextQuoteSelector)
    yield Quad(text, OA.exact, Literal(quote))
    yield Quad(text, OA.prefix, Literal(context[0]))
    yield Quad(text, OA.suffix, Literal(context[1]))
    yield Quad(passage, OA.hasSelector, position)
    yield Quad(position, RDF.type, OA.TextPositionSelector)
    yield Quad(position, OA.start, Literal(str(place[0]), datatype=XSD.integer))
    yield Quad(position, OA.end, Literal(str(place[1]), datatype=XSD.integer))


def _belief(quads: list[Quad]) -> Iterator[Quad]:
    """What the believed graphs hold, as default-graph quads: stated passages, corrections, clarifications."""
    believed = {q.subject for q in quads if q.predicate == FO.status and q.object == FO.Stated}
    believed |= {q.subject for q in quads if q.predicate == RDF.type and q.object in (FO.Correction, FO.Clarification)}
    for quad in quads:
        if not is_default(quad) and quad.graph_name in believed:
            yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def _about(sources: Sources, quads: list[Quad], name: str) -> Iterator[Quad]:
    """What the dataset says of itself, in the default graph and in a graph of its own."""
    written = [file for file in sources.files.values() if file.path == ABOUT or file.path.startswith("examples/")]
    declared = [quad.triple for file in written for quad in file.quads]
    if name:
        declared.append(Triple(DATASET, DCTERMS.identifier, Literal(name)))
    facts = list({quad.triple for quad in quads if is_default(quad)})
    sizes = {graph: len({quad for quad in quads if quad.graph_name == graph}) for graph in (IMPLIED, LAYOUT)}
    for fact in metadata(facts, declared, sizes, METADATA):
        yield Quad(fact.subject, fact.predicate, fact.object, DefaultGraph())
        yield Quad(fact.subject, fact.predicate, fact.object, METADATA)


def _map(quads: list[Quad]) -> Iterator[Quad]:
    """A position for each thing that has a category."""
    from graph import layout  # networkx and numpy take long to import, and a built dataset needs neither

    default = [quad for quad in quads if is_default(quad)]
    regions = {q.subject: local(q.object.value) for q in default if q.predicate == FO.category}
    relations = {q.subject for q in default if q.predicate == RDF.type and q.object == FO.Relation}
    edges = [
        (q.subject.value, q.object.value) for q in default if q.predicate in relations and q.subject in regions and q.object in regions
    ]
    places = layout.positions({thing.value: region for thing, region in regions.items()}, edges, _centres(default))
    for iri, (x, y) in places.items():
        yield Quad(NamedNode(iri), FO.x, _tenths(x), LAYOUT)
        yield Quad(NamedNode(iri), FO.y, _tenths(y), LAYOUT)


def _tenths(value: float) -> Literal:
    """A decimal in the one spelling that every store gives back: `282`, not `282.0`."""
    return Literal(f"{value:.1f}".removesuffix(".0"), datatype=XSD.decimal)


def _centres(default: list[Quad]) -> dict[str, tuple[float, float]]:
    """The middle of each category that has one."""
    axes = {
        axis: {local(q.subject.value): float(q.object.value) for q in default if q.predicate == axis and isinstance(q.subject, NamedNode)}
        for axis in (FO.x, FO.y)
    }
    return {category: (x, axes[FO.y][category]) for category, x in axes[FO.x].items() if category in axes[FO.y]}
