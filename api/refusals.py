"""What the OpenAPI description says beyond the routes: every error is a problem, with its own media type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.schemas import ProblemDetails

if TYPE_CHECKING:
    from fastapi import FastAPI

PROBLEM = "application/problem+json"
EVERYWHERE: dict[int | str, dict[str, Any]] = {
    400: {
        "model": ProblemDetails,
        "description": "Something cannot be read, or is no term of the vocabulary; `known` are those there are.",
    },
    406: {"model": ProblemDetails, "description": "The `Accept` header excludes all that there is; `known` are those that can be given."},
    422: {"model": ProblemDetails, "description": "A parameter is missing, out of bounds or given too often; `errors` says which."},
}
"""Answers that any route can give."""


def install(app: FastAPI) -> None:
    """Describe errors as what they are: FastAPI would call them application/json."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        schema = described()
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if status >= "400":
                        answer["content"] = {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
        return schema

    app.openapi = openapi  # type: ignore[method-assign]
