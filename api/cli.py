"""The command `fanout`: build, check, serve, ask, export."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.settings import Settings
from graph import errors
from graph.model import Passage
from graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="How AWS fits together: browse, query and check the knowledge graph.",
)
out = Console()
err = Console(stderr=True)

Ontology = Annotated[
    Path | None, typer.Option(help="A folder to read the knowledge from instead of the one installed.", exists=True, file_okay=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line on the terminal that says what is being done; silent where nobody looks."""
    with err.status("starting") as status:
        yield lambda step: status.update(f"{step} …")


def open_graph(ontology: Path | None = None) -> KnowledgeGraph:
    """The graph of the settings, built if need be."""
    settings = Settings()
    with progress() as tell:
        return KnowledgeGraph.open(ontology or settings.ontology, settings.cache, tell)


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


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8000,
    ontology: Ontology = None,
) -> None:
    """Serve the explorer, REST and SPARQL."""
    import uvicorn

    from api.app import create_app

    kg = open_graph(ontology)
    err.print(f"Fanout: {len(kg.content.things)} things at http://{host}:{port}  (Ctrl-C stops)", highlight=False)
    uvicorn.run(create_app(kg, Settings()), host=host, port=port, log_level="warning", access_log=False, server_header=False)


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
    html = "html"


@app.command()
def export(
    to: Annotated[Path | None, typer.Argument(help="The file to write; standard output if none.")] = None,
    format: Annotated[ExportFormat, typer.Option(help="N-Quads, TriG or the stand-alone page.")] = ExportFormat.nq,  # noqa: A002
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


def print_json(value: object) -> None:
    """Write JSON to standard output."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def main() -> None:
    """Run the command; a known error is one readable line and exit status 1."""
    try:
        app()
    except errors.BuildError as error:
        for problem in error.problems:
            err.print(escape(str(problem)), soft_wrap=True, highlight=False)
        raise SystemExit(1) from None
    except errors.NameTrouble as error:
        err.print(escape(str(error)))
        for match in error.candidates:
            err.print(f"  id:{match.thing.id}  {escape(match.thing.label)}", highlight=False)
        raise SystemExit(1) from None
    except errors.GraphError as error:
        err.print(escape(str(error)))
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
