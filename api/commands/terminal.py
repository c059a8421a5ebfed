"""What the commands share: the terminal, options of several commands, the open graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from api import stores
from api.paging import MAX_LIMIT
from api.settings import Settings
from graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable

out = Console()
err = Console(stderr=True)

Ontology = Annotated[
    Path | None, typer.Option(help="A folder to read the knowledge from instead of the one installed.", exists=True, file_okay=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the JSON of the REST API instead of a table.")]
Name = Annotated[str, typer.Argument(help="Any name of a thing: id, label, acronym, former name.")]
Limit = Annotated[int, typer.Option(min=1, max=MAX_LIMIT, help="How many at the most.")]
CONTRADICTED, NOT_KNOWN = 3, 4
"""Exit statuses of answers that are no yes; 1 is for what cannot be answered, 2 for wrong usage."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line on the terminal that says what is being done; silent where nobody looks."""
    with err.status("starting") as status:
        yield lambda step: status.update(f"{step} …")


def open_graph(ontology: Path | None = None, settings: Settings | None = None) -> KnowledgeGraph:
    """The graph of the settings (those of the environment unless given), built if need be."""
    settings = settings or Settings()
    if settings.store and ontology is None:
        return stores.open_store(settings, lambda text: err.print(text, soft_wrap=True, highlight=False))
    with progress() as tell:
        if (settings.data or settings.named) and ontology is None:
            tell("loading")
            return stores.open_files(settings)
        return KnowledgeGraph.open(ontology or settings.ontology, settings.cache, tell, stores.limits(settings))


def quotes(evidence: Iterable[dict[str, Any]]) -> str:
    """What the notes say, or why the editors say it, one a line, each once."""
    return "\n".join(dict.fromkeys(str(item["quote"] if item["kind"] == "passage" else item["reason"]) for item in evidence))


def said(hops: Iterable[dict[str, Any]]) -> str:
    """The best quote of each hop, or why the editors say it, one a line, each once."""
    return "\n".join(dict.fromkeys(str(hop["quote"] or hop["evidence"][0]["reason"]) for hop in hops if hop["evidence"]))


def print_json(value: object) -> None:
    """Write JSON to standard output."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
