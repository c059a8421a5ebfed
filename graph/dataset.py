"""RDF files as one dataset: which graph each goes into, in which format it is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

ENDINGS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file and where it goes: its own graphs (TriG, N-Quads), else the default graph, else the graph named."""

    path: str
    graph: str | None = None
    base: str | None = None
    """What relative IRIs in the file resolve against; where none is given, the graph's name, else the file's own address."""
    built: bool = False
    """Written by `graph.build`: its IRIs and languages need no second look, which takes a quarter of the time of loading."""

    @property
    def format(self) -> RdfFormat:
        """By the ending of its name. Raises ValueError for another."""
        try:
            return ENDINGS[Path(self.path).suffix.lower()]
        except KeyError:
            raise ValueError(f"{self.path}: the name of an RDF file ends in one of {', '.join(ENDINGS)}.") from None


def address(path: str) -> str:
    """The IRI of a file: `file:///…`."""
    return Path(path).resolve().as_uri()


def absolute(iri: str, base: str) -> str:
    """An IRI resolved against a base as the engine does it; as it stands where it is none."""
    try:
        return str(next(parse(f"<{iri}> <x:> <x:> .", RdfFormat.TURTLE, base_iri=base)).subject.value)
    except (SyntaxError, ValueError):
        return iri


def fill(store: Store, files: Iterable[DataFile]) -> None:
    """Load the files; blank nodes of one are never those of another. Raises OSError, SyntaxError, ValueError that name the file."""
    for file in files:
        base = file.base or file.graph or address(file.path)
        try:
            store.bulk_load(
                path=file.path,
                format=file.format,
                base_iri=base,
                to_graph=NamedNode(file.graph) if file.graph else None,
                lenient=file.built,
            )
        except SyntaxError as error:
            raise SyntaxError(f"{file.path}: {error}") from error
        except OSError as error:
            raise OSError(f"{file.path}: {error}") from error
        except ValueError as error:
            raise ValueError(f"{file.path}: {error}") from error
        if file.graph:
            store.add_graph(NamedNode(file.graph))


def digest(files: Iterable[DataFile]) -> str:
    """A short name of what the files say: equal files in equal graphs, equal digest."""
    found = hashlib.blake2b(digest_size=8)
    for file in files:
        found.update(f"{file.graph}\0{file.base}\0".encode())
        with Path(file.path).open("rb") as stream:
            while block := stream.read(1 << 20):
                found.update(block)
    return found.hexdigest()
