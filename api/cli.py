"""The command `fanout`: build, check, serve, ask, export."""

from __future__ import annotations

import typer
from pydantic import ValidationError
from rich.markup import escape

try:
    from graph import namespaces as namespaces
except ValueError as error:  # where its IRIs begin is read with the program itself
    raise SystemExit(str(error)) from None

from api.commands import answers, configuration, data, names, ontology, publish, related, serve
from api.commands.terminal import err
from api.settings import variable
from graph import errors

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="""How AWS fits together: browse, query and check the knowledge graph.

Exit status: 0 answered, 1 it cannot be answered (unknown name, bad query, broken ontology), 2 wrong usage, 3 contradicted, 4 not known.""",
)
for noun in (serve, related, answers, names, data, ontology, configuration, publish):
    app.add_typer(noun.app)


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
    except ValidationError as error:
        for mistake in error.errors():
            err.print(
                escape(f"{variable(mistake['loc'])}: {mistake['msg']}. `fanout settings` lists what can be set."),
                soft_wrap=True,
                highlight=False,
            )
        raise SystemExit(2) from None
    except errors.UnknownTerm as error:
        err.print(escape(str(error)))
        if error.known:
            err.print(escape(f"  Known: {', '.join(error.known)}"), soft_wrap=True, highlight=False)
        raise SystemExit(1) from None
    except errors.GraphError as error:
        err.print(escape(str(error)))
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
