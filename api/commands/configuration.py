"""The settings that hold, and where each comes from."""

from __future__ import annotations

from dataclasses import asdict

import typer
from rich.markup import escape
from rich.table import Table

from api.commands.terminal import AsJson, out, print_json
from api.settings import Settings, listed

app = typer.Typer()


@app.command("settings")
def settings_command(as_json: AsJson = False) -> None:
    """List every setting: its variable, its option of `fanout serve`, its value and where that comes from."""
    found = list(listed(Settings()))
    if as_json:
        print_json([asdict(setting) for setting in found])
        return
    table = Table("variable", "option", "value", "from", "what it does")
    for s in found:
        about = f"{s.description} ({s.bounds})" if s.bounds else s.description
        table.add_row(s.variable, s.option, escape("" if s.value is None else str(s.value)), s.source, escape(about))
    out.print(table)
