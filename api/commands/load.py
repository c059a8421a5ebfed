"""Put RDF files, or the dataset, into an Oxigraph store on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_cache_path

from api import stores
from api.commands.terminal import err, out, progress
from api.settings import Settings
from graph import build
from graph.dataset import DataFile, make

app = typer.Typer()


@app.command()
def load(
    folder: Annotated[Path, typer.Argument(help="A folder that is not there yet.")],
    files: Annotated[list[Path] | None, typer.Argument(help="RDF files; without any, the notes' dataset.")] = None,
    named: Annotated[list[str] | None, typer.Option(help="An RDF file that becomes a named graph, as `fanout serve` takes it.")] = None,
    base: Annotated[str, typer.Option(help="What relative IRIs resolve against.")] = "",
) -> None:
    """Load RDF files into an Oxigraph store on disk, for `fanout serve --data FOLDER`: more data than memory, and a start without loading."""
    settings = Settings(data=tuple(files or ()), named=tuple(named or ()), base=base)
    with progress() as tell:
        chosen = stores.data_files(settings)
        if not chosen:
            chosen = (DataFile(str(build.ensure(settings.cache or user_cache_path("fanout"), settings.ontology, tell))),)
        tell("loading")
        statements = make(folder, chosen)
    out.print(f"{statements:,} statements in {folder}", soft_wrap=True, highlight=False)
    err.print(f"Serve it: fanout serve --data {folder}", soft_wrap=True, highlight=False)
