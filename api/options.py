"""Each setting as an option of a command, so that it is written down once."""

from __future__ import annotations

from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.settings import PREFIX, Settings, optional, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """A command with an option for every setting that has one; it is called with what holds: option, else environment, else default.

    Parameters of the command beside `settings` stay its own."""

    more = [p for p in signature(command, eval_str=True).parameters.values() if p.name != "settings"]

    def run(**given: Any) -> None:
        own = {p.name: given.pop(p.name) for p in more}
        command(Settings(**{name: value for name, value in given.items() if value not in (None, [])}), **own)

    fields = [(name, field) for name, field in Settings.model_fields.items() if optional(name)]
    parameters = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[_kind(field), _option(name, field)])
        for name, field in fields
    ]
    run.__signature__ = Signature([*more, *parameters])  # type: ignore[attr-defined]
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run


def _kind(field: FieldInfo) -> Any:
    """Options arrive as text, which the settings themselves read and bound; only switches and lists differ in how they are written."""
    if field.annotation is bool:
        return bool | None
    return list[str] | None if str(field.annotation).startswith("tuple") else str | None


def _option(name: str, field: FieldInfo) -> Any:
    flag = f"--{name.replace('_', '-')}"
    default = shown(field.default)
    aside = f"  [{PREFIX}{name.upper()}" + (f"; default: {default}" if default not in (None, "", ()) else "") + "]"
    names = (f"{flag}/--no-{name.replace('_', '-')}",) if field.annotation is bool else (flag,)
    return typer.Option(*names, help=f"{field.description}{aside}", show_default=False, rich_help_panel="Settings")
