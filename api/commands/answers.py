"""Which of several things and why; whether a claim holds."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api import present
from api.commands.terminal import CONTRADICTED, NOT_KNOWN, AsJson, Name, open_graph, out, print_json, quotes
from graph.errors import BadRequest

app = typer.Typer()
STYLE = {"yes": "green", "no": "red", "unknown": "dim", "value": ""}
VERDICT = {"supported": ("green", 0), "contradicted": ("red", CONTRADICTED), "unknown": ("yellow", NOT_KNOWN)}


@app.command()
def compare(
    things: Annotated[list[str], typer.Argument(help="Two to five things, by any of their names.")],
    rows: Annotated[int, typer.Option(min=1, help="How many rows of the table to show.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Set two to five things side by side, the most telling rows first, and say when to choose which."""
    kg = open_graph()
    found = present.comparison(kg, [name for thing in things for name in thing.split(",") if name.strip()])
    if as_json:
        print_json(found)
        return
    table = Table("", *(thing["label"] for thing in found["things"]), "")
    for row in found["rows"][:rows]:
        cells = [
            f"[{STYLE[cell['verdict']]}]{escape(cell['value'])}[/]" if STYLE[cell["verdict"]] else escape(cell["value"])
            for cell in row["cells"]
        ]
        table.add_row(escape(row["label"]), *cells, row["verdict"])
    out.print(table)
    if len(found["rows"]) > rows:
        out.print(f"{len(found['rows']) - rows} rows more: --rows {len(found['rows'])}")
    for line in found["choose"]:
        out.print(escape(line), soft_wrap=True)


@app.command()
def verify(
    subject: Name,
    relation: Annotated[str | None, typer.Argument(help="A relation, inverse or family, by id, label or sentence.")] = None,
    object: Annotated[str | None, typer.Argument(help="Any name of another thing.")] = None,  # noqa: A002
    value: Annotated[str | None, typer.Option(help="Instead: the value of a limit, such as “256 kB”.")] = None,
    quantity: Annotated[str, typer.Option(help="What the limit limits: “message size”.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say whether a claim holds, and what decides. Exit status 0 supported, 3 contradicted, 4 not known."""
    kg = open_graph()
    if (relation is None or object is None) == (value is None):
        raise BadRequest("Give a relation and an object, or --value (with --quantity).")
    left = kg.thing(subject).id
    if value is not None:
        found = present.value_verdict(kg, left, quantity, value)
    else:
        found = present.verdict(kg, left, relation or "", kg.thing(object or "").id)
    color, status = VERDICT[found["verdict"]]
    if as_json:
        print_json(found)
    else:
        out.print(f"[{color} bold]{found['verdict']}[/]  {escape(found['claim'])}", soft_wrap=True)
        out.print(escape(found["reason"]), soft_wrap=True)
        if said := quotes(found["evidence"]):
            out.print(escape(said), style="italic", soft_wrap=True)
    raise typer.Exit(status)
