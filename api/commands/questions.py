"""Questions about things: the answers of REST as tables."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.commands.terminal import AsJson, open_graph, out, print_json
from graph.model import Passage

app = typer.Typer()


@app.command()
def related(name: str, limit: int = 10, depth: Annotated[int, typer.Option(min=1, max=3)] = 1, as_json: AsJson = False) -> None:
    """Show what is related to a thing, and why."""
    from api import present

    kg = open_graph()
    thing = kg.thing(name)
    found = kg.related(f"id:{thing.id}", depth)
    if as_json:
        print_json({"input": name, "total": len(found), "related": [present.related(kg, r) for r in found[:limit]]})
        return
    table = Table("score", "thing", "because", "in the notes", title=f"{thing.label}: {thing.definition}", title_justify="left")
    for item in found[:limit]:
        why = "\n".join(kg.sentence(hop.relation, hop.start) for hop in item.because)
        quotes = "\n".join(
            dict.fromkeys((e.quote if isinstance(e, Passage) else e.reason) for hop in item.because for e in hop.relation.evidence[:1])
        )
        table.add_row(f"{item.score.value:.2f}", escape(kg.label(item.thing)), escape(why), escape(quotes))
    out.print(table)
    if len(found) > limit:
        out.print(f"{len(found) - limit} more: --limit {len(found)}")


@app.command()
def resolve(name: str, as_json: AsJson = False) -> None:
    """Say which thing a name means."""
    from api import present

    kg = open_graph()
    match = kg.resolve(name)
    if as_json:
        print_json(present.hit(kg, match))
    else:
        out.print(
            f"[bold]{escape(match.thing.label)}[/]  id:{match.thing.id}  ({match.kind} name “{escape(match.text)}”)\n{escape(match.thing.definition)}"
        )
