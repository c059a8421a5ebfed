"""A million triples that are the same every time: things with labels, numbers and links, as N-Quads."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

THING = "http://example.org/thing/"
TERM = "http://example.org/vocabulary#"
LINKS = 5
"""Links of each thing, beside its class, label and number."""


def triples(folder: Path, count: int) -> Path:
    """The file with about `count` triples, written unless it is there."""
    path = folder / f"triples-{count}.nq"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            file.writelines(_lines(count // (LINKS + 3)))
    return path


def _lines(things: int) -> Iterator[str]:
    for n in range(things):
        subject = f"<{THING}{n}>"
        yield f"{subject} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{TERM}Class{n % 20}> .\n"
        yield f'{subject} <http://www.w3.org/2000/01/rdf-schema#label> "Thing number {n}"@en .\n'
        yield f'{subject} <{TERM}number> "{n * 7919 % 1000}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
        for link in range(LINKS):
            yield f"{subject} <{TERM}link{link}> <{THING}{(n * 31 + link * 1009 + 7) % things}> .\n"
