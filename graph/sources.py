"""The files of the ontology as quads, each with the file it came from, so that a problem can name its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

import ontology
from graph.model import Problem
from graph.namespaces import DCTERMS, FO, OA, RDF, compact, local, rebased
from graph.notes import Notes, QuoteError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
NOTES = "notes/sections.ttl"
DATASET = "dataset.ttl"
FOLDERS = ("notes", "things", "claims", "examples")


@dataclass(slots=True)
class SourceFile:
    """One file: its path inside the ontology, its text and its quads in the order of the text."""

    path: str
    text: str
    quads: list[Quad] = field(default_factory=list)

    def line_of(self, *terms: NamedNode | str) -> int:
        """The line (from 1) where the terms stand one after the other: first the subject's block, then what is in it. 1 if not found."""
        position = 0
        for number, term in enumerate(terms):
            word = term if isinstance(term, str) else compact(term.value)
            pattern = re.compile(r"(?<![\w:-])" + re.escape(word) + r"(?![\w-])")
            starts = re.compile(r"^" + pattern.pattern, re.MULTILINE) if number == 0 else pattern
            found = starts.search(self.text, position) or pattern.search(self.text, position)
            if found:
                position = found.start()
        return self.text.count("\n", 0, position) + 1


@dataclass(slots=True)
class Sources:
    """All files of an ontology, parsed, and the text of its notes."""

    files: dict[str, SourceFile]
    notes: Notes
    problems: list[Problem]

    def defining(self, subject: NamedNode) -> SourceFile | None:
        """The file that gives the subject its class; else the first that mentions it."""
        having = [f for f in self.files.values() if any(q.subject == subject for q in f.quads)]
        typed = (f for f in having if any(q.subject == subject and q.predicate == RDF.type for q in f.quads))
        return next(typed, having[0] if having else None)

    def problem(self, file: SourceFile, terms: tuple[NamedNode | str, ...], message: str, fix: str, level: str = "error") -> Problem:
        """A problem at the line where the terms stand."""
        return Problem(f"ontology/{file.path}", file.line_of(*terms), "warning" if level == "warning" else "error", message, fix)


def default_root() -> Traversable:
    """The ontology that this installation carries."""
    return files(ontology)


def read(root: Traversable | None = None) -> Sources:
    """Read an ontology folder. Files that do not parse become problems and are left out."""
    root = root or default_root()
    read_files: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    for path in _paths(root):
        source = SourceFile(path, rebased(root.joinpath(path).read_text(encoding="utf-8")))
        try:
            source.quads = list(parse(source.text, FORMATS[path[path.rindex(".") :]]))
        except SyntaxError as error:
            line = error.lineno or 1
            problems.append(Problem(f"ontology/{path}", line, "error", f"does not parse: {error.msg}.", "Mend the syntax at this line."))
            continue
        read_files[path] = source
    return Sources(read_files, _notes(root, read_files, problems), problems)


def _paths(root: Traversable) -> list[str]:
    """The data files, in a fixed order; a folder that an ontology does not have is no mistake."""
    folders = [name for name in FOLDERS if root.joinpath(name).is_dir()]
    named = [f"{folder}/{entry.name}" for folder in folders for entry in root.joinpath(folder).iterdir()]
    about = [DATASET] if root.joinpath(DATASET).is_file() else []
    return ["vocabulary.ttl", *about, *sorted(name for name in named if name.endswith(tuple(FORMATS)))]


def _notes(root: Traversable, read_files: dict[str, SourceFile], problems: list[Problem]) -> Notes:
    """The one text of notes with the sections that `notes/sections.ttl` names."""
    file = read_files.get(NOTES)
    if file is None:
        return Notes("", {})
    values = {(q.subject, q.predicate): q.object for q in file.quads}
    name = next(o.value for (_, p), o in values.items() if p == DCTERMS.identifier)
    text = root.joinpath("notes").joinpath(name).read_text(encoding="utf-8")
    beginnings: dict[str, str] = {}
    for (subject, predicate), value in values.items():
        if predicate == RDF.type and value == FO.Section:
            words = values[subject, OA.exact].value
            try:
                Notes(text, {}).locate(words)
                beginnings[local(subject.value)] = words
            except QuoteError as error:
                message = f"the first words of section {compact(subject.value)} {error}."
                line = file.line_of(subject)
                problems.append(Problem(f"ontology/{NOTES}", line, "error", message, f"Nearest in the notes: “{error.nearest}”."))
    return Notes(text, beginnings)


def is_default(quad: Quad) -> bool:
    """Whether the quad stands outside every named graph."""
    return isinstance(quad.graph_name, DefaultGraph)
