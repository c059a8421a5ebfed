"""What the commands share: the terminal, options of several commands, the open graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from api import stores
from api.settings import Settings
from graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable

out = Console()
err = Console(stderr=True)

Ontology = Annotated[
    Path | None, typer.Option(help="A folder to read the knowledge from instead of the one installed.", exists=True, file_okay=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


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
        return KnowledgeGraph.open(ontology or settings.ontology, settings.cache, tell)


def print_json(value: object) -> None:
    """Write JSON to standard output."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
