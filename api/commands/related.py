"""What is related to a thing, and what connects two."""

from __future__ import annotations

from typing import Annotated, Literal

import typer
from rich.markup import escape
from rich.table import Table

from api import paging, present
from api.commands.terminal import NOT_KNOWN, AsJson, Limit, Name, open_graph, out, print_json, said
from graph.answers.connections import connect
from graph.filters import Filter
from graph.network import MAX_WALKED

app = typer.Typer()
Words = list[str] | None


@app.command()
def related(
    name: Name,
    relation: Annotated[Words, typer.Option(help="Only this relation or inverse, by id or label; may be repeated.")] = None,
    family: Annotated[Words, typer.Option(help="Only relations of this family; may be repeated.")] = None,
    direction: Annotated[Literal["out", "in", "both"], typer.Option(help="Told from the thing, towards it, or both.")] = "both",
    kind: Annotated[Words, typer.Option("--type", help="Only things of this class; may be repeated.")] = None,
    category: Annotated[Words, typer.Option(help="Only things of this category, by id or label; may be repeated.")] = None,
    depth: Annotated[int, typer.Option(min=1, max=3, help="How many hops away at the most.")] = 1,
    min_score: Annotated[float, typer.Option(min=0, max=1, help="Leave out things that score less.")] = 0.0,
    limit: Limit = 10,
    offset: Annotated[int, typer.Option(min=0, help="How many to leave out at the start.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Show what is related to a thing, and why, best first."""
    kg = open_graph()
    only = Filter(tuple(relation or ()), tuple(family or ()), direction, tuple(kind or ()), tuple(category or ()))
    asked = [("relation", word) for word in relation or ()] + [("family", word) for word in family or ()]
    asked += [("direction", direction)] * (direction != "both") + [("type", word) for word in kind or ()]
    asked += [("category", word) for word in category or ()]
    asked += [("depth", str(depth))] * (depth > 1) + [("min_score", f"{min_score:g}")] * (min_score > 0)
    found = present.related_page(kg, name, depth, only, min_score, limit, offset, asked)
    if as_json:
        print_json(found)
        return
    about = found["resolved"]
    table = Table(
        "score", "thing", "because", "in the notes", title=escape(f"{about['label']}: {about['definition']}"), title_justify="left"
    )
    for item in found["related"]:
        why = "\n".join(hop["sentence"] for hop in item["because"])
        table.add_row(f"{item['score']['value']:.2f}", escape(item["label"]), escape(why), escape(said(item["because"])))
    out.print(table)
    left = found["total"] - offset - len(found["related"])
    if left > 0:
        out.print(f"{left} more: --limit {min(found['total'], paging.MAX_LIMIT)}")
    if not found["complete"]:
        out.print(f"More may be related: the walk stopped after {MAX_WALKED:,} relations.")


@app.command()
def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="Any name of a thing.")],
    to: Annotated[str, typer.Argument(help="Any name of a thing.")],
    k: Annotated[int, typer.Option("-k", min=1, max=10, help="How many connections at the most.")] = 3,
    avoid: Annotated[Words, typer.Option(help="A relation not to walk; may be repeated.")] = None,
    without: Annotated[Words, typer.Option(help="A thing not to pass; may be repeated.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what connects two things, each hop a sentence with its quote. Exit status 4 where nothing does."""
    kg = open_graph()
    found = present.paths(kg, connect(kg, start, to, k, avoid or (), without or ()))
    if as_json:
        print_json(found)
    else:
        table = Table("cost", "how", "in the notes", title=escape(found["note"]), title_justify="left", show_lines=True)
        for way in found["paths"]:
            table.add_row(f"{way['cost']:.1f}", escape("\n".join(hop["sentence"] for hop in way["hops"])), escape(said(way["hops"])))
        out.print(table if found["paths"] else escape(found["note"]), soft_wrap=not found["paths"])
        for item in found["together"]:
            out.print(escape(f"Of both: {item['sentence']}"), soft_wrap=True)
    if not found["paths"]:
        raise typer.Exit(NOT_KNOWN)
