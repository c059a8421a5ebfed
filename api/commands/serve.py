"""Serve the explorer, REST and SPARQL."""

from __future__ import annotations

import asyncio
import gc
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

import typer

from api.commands.terminal import err, open_graph
from api.options import with_settings

if TYPE_CHECKING:
    from api.settings import Settings

app = typer.Typer()


def _protocol() -> type[asyncio.Protocol] | Literal["auto"]:
    """Our HTTP where httptools is, as everywhere but on Windows."""
    if find_spec("httptools") is None:
        return "auto"
    from api.http import Protocol

    return Protocol


@app.command()
@with_settings
def serve(settings: Settings) -> None:
    """Serve the explorer, REST and SPARQL. Stops at SIGTERM or Ctrl-C, after the requests that run."""
    gc.disable()  # until everything that stays is there: what is loaded here is no garbage

    import uvicorn

    from api.app import create_app

    kg = open_graph(settings=settings)
    config = uvicorn.Config(
        create_app(kg, settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http=_protocol(),
        timeout_graceful_shutdown=settings.stop_seconds,
    )
    socket = config.bind_socket()  # here, so that the line below can say which port was free
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    err.print(f"Fanout: {len(kg.content.things)} things at http://{host}:{socket.getsockname()[1]}  (Ctrl-C stops)", highlight=False)
    gc.freeze()
    gc.enable()
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[socket])
