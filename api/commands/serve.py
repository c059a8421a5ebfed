"""Serve the explorer, REST and SPARQL."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.commands.terminal import err, open_graph
from api.options import with_settings
from api.settings import Settings

app = typer.Typer()
Files = Annotated[list[Path] | None, typer.Argument(help="RDF files to serve instead of the notes' graph, as with --data.")]


def _protocol() -> type[asyncio.Protocol] | Literal["auto"]:
    """Our HTTP where httptools is, as everywhere but on Windows."""
    if find_spec("httptools") is None:
        return "auto"
    from api.http import Connection

    return Connection


@app.command()
@with_settings
def serve(settings: Settings, files: Files = None) -> None:
    """Serve the explorer, REST and SPARQL; with RDF files, SPARQL over these. Stops at SIGTERM or Ctrl-C, after the requests that run."""
    if files:
        settings = settings.model_copy(update={"data": (*settings.data, *files)})
    gc.disable()  # until everything that stays is there: what is loaded here is no garbage

    import uvicorn

    from api import journal
    from api.app import create_app

    if settings.log == "json":
        journal.configure()
    kg = open_graph(settings=settings)
    gc.freeze()  # or a fork that looks for garbage among all this gets a copy of its own
    kg.engine.start(fork=True)  # while there is one thread
    config = uvicorn.Config(
        create_app(kg, settings),
        host=settings.host,
        port=settings.port,
        log_config=None if settings.log == "json" else uvicorn.config.LOGGING_CONFIG,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http=_protocol(),
        timeout_graceful_shutdown=settings.stop_seconds,
    )
    socket = config.bind_socket()  # here, so that the line below can say which port was free; who connects from then on waits
    socket.listen(config.backlog)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    held = f"{len(kg.content.things)} things" if kg.content.things else "SPARQL"
    err.print(f"Fanout: {held} at http://{host}:{socket.getsockname()[1]}  (Ctrl-C stops)", highlight=False)
    gc.freeze()
    gc.enable()
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[socket])
