"""SPARQL queries and the whole dataset as a file."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.commands.terminal import err, open_graph, out
from api.settings import Settings

app = typer.Typer()


class ResultFormat(StrEnum):
    """Formats of query results."""

    json = "json"
    xml = "xml"
    csv = "csv"
    tsv = "tsv"
    ttl = "ttl"
    jsonld = "jsonld"
    nt = "nt"
    rdf = "rdf"


@app.command()
def query(
    sparql: Annotated[str, typer.Argument(help="A SPARQL query, a file that holds one, or - for standard input.")],
    format: ResultFormat | None = None,  # noqa: A002
) -> None:
    """Answer a SPARQL query; a table unless a format is given."""
    text = sys.stdin.read() if sparql == "-" else Path(sparql).read_text(encoding="utf-8") if sparql.endswith(".rq") else sparql
    kg = open_graph()
    try:
        answer = kg.query(text, (format.value,) if format else ("csv", "ttl", "json"), Settings().query_seconds)
    finally:
        kg.close()
    if format or answer.form != "solutions":
        sys.stdout.write(answer.body.decode("utf-8"))
        return
    import csv

    header, *rows = list(csv.reader(answer.body.decode("utf-8").splitlines()))
    table = Table(*header)
    for row in rows:
        table.add_row(*map(escape, row))
    out.print(table)


class ExportFormat(StrEnum):
    """Formats of the whole dataset."""

    nq = "nq"
    trig = "trig"
    ttl = "ttl"
    jsonld = "jsonld"
    graphml = "graphml"
    html = "html"


@app.command()
def export(
    to: Annotated[Path | None, typer.Argument(help="The file to write; standard output if none.")] = None,
    format: Annotated[  # noqa: A002
        ExportFormat,
        typer.Option(help="nq and trig: everything; ttl and jsonld: what is believed; graphml: the relations; html: the stand-alone page."),
    ] = ExportFormat.nq,
    html: Annotated[bool, typer.Option("--html", help="Write the stand-alone page (the same as --format html).")] = False,
) -> None:
    """Write the whole dataset, or one HTML file that opens from disk without network."""
    from api import exports

    kg = open_graph()
    data = exports.dataset(kg, "html" if html else format.value)
    if to is None:
        sys.stdout.buffer.write(data)
    else:
        to.write_bytes(data)
        err.print(f"{len(data):,} bytes in {to}", soft_wrap=True)
