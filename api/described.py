"""What routes say of their answers for the OpenAPI document: by name, so that a server builds the shapes only when it is asked for the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import FastAPI

Answers = dict[int | str, dict[str, Any]]
PLACE = "#/components/schemas/"
PROBLEM = {"application/problem+json": {"schema": {"$ref": f"{PLACE}ProblemDetails"}}}
PAGE = ("text/html",)
EVERYWHERE: Answers = {
    400: {"description": "Something cannot be read, or is no term of the vocabulary; `known` are those there are."},
    406: {"description": "The `Accept` header excludes all that there is; `known` are those that can be given."},
    422: {"description": "A parameter is missing, out of bounds or given too often; `errors` says which."},
}
"""Answers that any route can give."""


def shape(name: str) -> dict[str, Any]:
    """The 200 answer of a route that gives JSON of a shape of `api.schemas`."""
    return {"content": {"application/json": {"schema": {"$ref": f"{PLACE}{name}"}}}}


def answers(name: str, *, named: bool = False, missing: str = "", also: Iterable[str] = ()) -> Answers:
    """The answers of a route: JSON of a shape, and problems; `named` routes may not know a name or find several things.

    `missing` describes the 404 of a route that looks something else up; `also` are media types that it gives instead where they are liked better.
    """
    told = shape(name)
    told["content"].update((media_type, {}) for media_type in also)
    found: Answers = {
        200: told,
        400: {"description": "A term is unknown."},
        422: {"description": "A parameter is out of bounds."},
    }
    if missing:
        found[404] = {"description": missing}
    if named:
        found[404] = {"description": "Nothing has that name; `candidates` are spelt alike."}
        found[409] = {"description": "Several things have that name; `candidates` are they."}
    return found


def documents(media_types: Iterable[str], *, status: int = 200, description: str = "In the negotiated format.") -> Answers:
    """The answers of a route that gives a document of some of these media types, or leads on to one."""
    content: dict[str, Any] = {media_type: {} for media_type in media_types}
    return {
        status: {"description": description, **({"content": content} if status == 200 else {})},
        404: {"description": "Nothing is said of such a resource."},
        406: {"description": "None of the accepted types can be given; `detail` lists those that can."},
        422: {"description": "A parameter is out of bounds."},
    }


def install(app: FastAPI) -> None:
    """Complete the document when it is asked for: the shapes, and errors as what they are, which FastAPI would call application/json."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        found = described()
        for operations in found["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if status >= "400":
                        answer["content"] = PROBLEM
        found["components"] = {"schemas": _shapes()}
        return found

    app.openapi = openapi  # type: ignore[method-assign]


def _shapes() -> dict[str, Any]:
    """All shapes as JSON Schema, by name."""
    from pydantic.json_schema import models_json_schema

    from api import schemas

    models = [(getattr(schemas, name), "serialization") for name in schemas.__all__]
    _, found = models_json_schema(models, ref_template=PLACE + "{model}")  # type: ignore[arg-type]
    shapes = found["$defs"]
    return {name: shapes[name] for name in sorted(shapes)}
