"""Serve the explorer, REST and SPARQL."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.terminal import Ontology, err, open_graph
from api.settings import Settings

app = typer.Typer()


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8000,
    ontology: Ontology = None,
) -> None:
    """Serve the explorer, REST and SPARQL."""
    import uvicorn

    from api.app import create_app

    kg = open_graph(ontology)
    err.print(f"Fanout: {len(kg.content.things)} things at http://{host}:{port}  (Ctrl-C stops)", highlight=False)
    uvicorn.run(create_app(kg, Settings()), host=host, port=port, log_level="warning", access_log=False, server_header=False)
