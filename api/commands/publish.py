"""Put the dataset into a SPARQL server of one's own."""

from __future__ import annotations

from typing import Annotated

import typer
from platformdirs import user_cache_path

from api import stores
from api.commands.terminal import err, out, progress
from api.settings import Settings
from graph import build
from graph.errors import StoreTrouble

app = typer.Typer()


@app.command()
def publish(
    address: Annotated[str, typer.Argument(metavar="URL", help="Where the server takes queries; FANOUT_STORE if none.")] = "",
    update: Annotated[str, typer.Option(help="Where it takes updates, if elsewhere.")] = "",
    graphs: Annotated[str, typer.Option(help="Its Graph Store Protocol, to load through that instead of updates.")] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Load again what is there, and replace what others put into the default graph.")
    ] = False,
) -> None:
    """Load the dataset into a SPARQL server; safe to repeat. The log-in comes from FANOUT_STORE_USER and _PASSWORD, or FANOUT_STORE_TOKEN."""
    from graph.sparql.publish import publish as load

    given = {"store": address, "store_update": update, "store_graphs": graphs}
    settings = Settings(**{name: value for name, value in given.items() if value})  # type: ignore[arg-type]
    if not settings.store:
        raise StoreTrouble("Which store? fanout publish https://…, or set FANOUT_STORE.")
    with progress() as tell:
        dataset = build.ensure(settings.cache or user_cache_path("fanout"), settings.ontology, tell)
        endpoint = stores.endpoint(settings)
        try:
            done = load(dataset, endpoint, settings.store_belief, force, tell)
        finally:
            endpoint.close()
    where = f"graph {done.belief}" if done.belief else "default graph"
    told = "loaded" if done.fresh else "there already"
    out.print(
        f"{done.statements:,} statements, dataset {done.digest}: {told}; the belief is in the {where}", soft_wrap=True, highlight=False
    )
    err.print(f"Serve from it: FANOUT_STORE={settings.store} fanout serve", soft_wrap=True, highlight=False)
