"""Names: which thing is meant, what is found, what an acronym stands for."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api import paging, present
from api.commands.terminal import AsJson, Limit, open_graph, out, print_json, quotes

app = typer.Typer()


@app.command()
def resolve(name: Annotated[str, typer.Argument(help="Any name: id, label, acronym, former name.")], as_json: AsJson = False) -> None:
    """Say which thing a name means, and which of its names matched."""
    kg = open_graph()
    match = kg.resolve(name)
    if as_json:
        print_json({"input": name, **present.hit(kg, match)})
        return
    out.print(f"[bold]{escape(match.thing.label)}[/]  id:{match.thing.id}  ({match.kind} name “{escape(match.text)}”)", soft_wrap=True)
    out.print(escape(match.thing.definition))


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Part of a name, or a misspelt one.")], limit: Limit = 10, as_json: AsJson = False
) -> None:
    """Find things by part of a name: exact acronym, prefix, word, then typing errors."""
    kg = open_graph()
    if as_json:
        print_json(present.search(kg, text, limit))
        return
    found = kg.search(text, limit)
    table = Table("thing", "id", "matched", "definition")
    for match in found:
        table.add_row(*map(escape, (match.thing.label, f"id:{match.thing.id}", f"{match.text} ({match.how})", match.thing.definition)))
    out.print(table if found else f"Nothing is called anything like “{escape(text)}”.")


@app.command()
def acronym(
    text: Annotated[str, typer.Argument(help="An acronym in any case; all of them if none.")] = "",
    prefix: Annotated[str, typer.Option(help="List only those that begin so.")] = "",
    limit: Limit = 100,
    as_json: AsJson = False,
) -> None:
    """Say what an acronym stands for, every sense with its quote; without one, list them."""
    kg = open_graph()
    found = [kg.acronyms.one(text)] if text else kg.acronyms.all(prefix)
    shown = [present.acronym(kg, one) for one in found[:limit]]
    if as_json:
        asked = [("prefix", prefix)] if prefix else []
        print_json(shown[0] if text else {**paging.page("/acronyms", asked, len(found), limit, 0), "acronyms": shown})
        return
    table = Table("acronym", "stands for", "thing", "in the notes")
    for one in shown:
        for sense in one["expansions"]:
            table.add_row(*map(escape, (one["acronym"], sense["text"], sense["thing"]["label"], quotes(sense["evidence"]))))
    out.print(table)
    if len(found) > limit:
        out.print(f"{len(found) - limit} more: --limit {min(len(found), paging.MAX_LIMIT)}")
