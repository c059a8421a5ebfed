"""Build, check and coverage: commands for people who edit the knowledge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.commands.terminal import Ontology, open_graph, out, progress
from api.settings import Settings

app = typer.Typer()


@app.command("build")
def build_command(
    ontology: Ontology = None, to: Annotated[Path | None, typer.Option(help="Write the dataset as N-Quads to this file.")] = None
) -> None:
    """Build the dataset from the ontology: same input, same bytes."""
    kg = open_graph(ontology)
    data = kg.engine.nquads()
    if to is not None:
        to.write_bytes(data)
    lines = data.count(b"\n")
    out.print(f"{lines:,} statements about {len(kg.content.things):,} things{f' in {to}' if to else ''}", soft_wrap=True)


@app.command()
def check(ontology: Ontology = None) -> None:
    """Check the ontology; print each problem as `file:line: level: message. Fix: …`; exit 1 if there is an error."""
    from graph.validate import check as find_problems  # pySHACL takes long to import

    with progress() as tell:
        problems = find_problems(ontology or Settings().ontology, tell)
    for problem in problems:
        out.print(escape(str(problem)), soft_wrap=True, highlight=False)
    wrong = sum(problem.level == "error" for problem in problems)
    out.print(f"{wrong} errors, {len(problems) - wrong} warnings")
    raise typer.Exit(1 if wrong else 0)


@app.command()
def coverage(ontology: Ontology = None) -> None:
    """Show how many words of the notes are evidence for a claim, section by section."""
    from graph.coverage import coverage as cover
    from graph.coverage import total
    from graph.sources import read

    rows = cover(read(ontology or Settings().ontology))
    table = Table("section", "words", "in claims", "claim nothing", "not understood", "%")
    for row in rows:
        table.add_row(row.section, str(row.words), str(row.claimed), str(row.furniture), " ".join(row.missing[:8]), f"{row.share:.1%}")
    out.print(table)
    out.print(f"{total(rows):.2%} of {sum(row.words for row in rows):,} words are accounted for")
