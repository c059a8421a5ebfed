"""RDF files, or a store on disk, as one dataset: which graph each file goes into, in which format it is written."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from graph import ondisk
from graph.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
            raise ValueError(f"The name of an RDF file ends in one of {', '.join(ENDINGS)}.") from None


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


def stored(files: Sequence[DataFile]) -> str | None:
    """The folder of the store on disk that these are, None where they are files. Raises ValueError where they are both."""
    folders = [file.path for file in files if ondisk.is_folder(file.path)]
    if folders and (len(files) > 1 or files[0].graph):
        raise ValueError(f"{folders[0]}: a store on disk is a dataset of its own, and goes with no other files.")
    return folders[0] if folders else None


def opened(files: Sequence[DataFile]) -> Store:
    """The files in memory, or the store on disk. Raises OSError, SyntaxError, ValueError that name the file."""
    folder = stored(files)
    if folder is None:
        store = Store()
        fill(store, files)
        return store
    try:
        return ondisk.opened(folder)
    except OSError as error:
        raise OSError(f"{folder}: {error}") from error


def make(folder: Path, files: Iterable[DataFile]) -> int:
    """Load the files into a new store on disk; the folder is there once it is whole. Returns the number of statements. Raises DatasetError."""
    partial = folder.with_name(f"{folder.name}.partial")
    for path in (folder, partial):
        if path.exists():
            raise DatasetError(f"{path} is there already. Remove it, or choose another folder.")
    try:
        store = Store(str(partial))
        fill(store, files)
        store.optimize()
        store.flush()
        statements = len(store)
        del store  # closes it
        partial.rename(folder)
    except (OSError, SyntaxError, ValueError) as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise DatasetError(str(error)) from error
    return statements


def digest(files: Iterable[DataFile]) -> str:
    """A short name of what the files say: equal files in equal graphs, equal digest."""
    found = hashlib.blake2b(digest_size=8)
    for file in files:
        found.update(f"{file.graph}\0{file.base}\0".encode())
        if ondisk.is_folder(file.path):
            ondisk.describe(file.path, found)
            continue
        with Path(file.path).open("rb") as stream:
            while block := stream.read(1 << 20):
                found.update(block)
    return found.hexdigest()
