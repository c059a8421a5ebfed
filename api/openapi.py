"""The OpenAPI document, with an example of each answer: a real one, so that none goes stale, cut to what can be read."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import orjson

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import Message, Scope

ENTRIES, LETTERS, SUMMARY = 2, 300, 100
"""How many entries of a list, and how much of a text, an example shows; how long a summary may be."""
Json = dict[str, Any]


async def document(app: FastAPI) -> Json:
    """The document of an application; each address that answers JSON is asked once, with the examples of its parameters."""
    found: Json = copy.deepcopy(app.openapi())
    for operation in (one for methods in found["paths"].values() for one in methods.values()):
        operation["summary"] = summary(operation)
    for path, methods in found["paths"].items():
        content = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {}).get("application/json")
        if content is not None and (answer := await _ask(app, address(path, methods["get"]))) is not None:
            content["example"] = shorten(answer)
    return found


def address(path: str, operation: Json) -> str:
    """The address of a documented route: what it gives as `x-example`, else with the examples of the parameters that it requires."""
    if example := operation.get("x-example"):
        return str(example)
    query = []
    for parameter in operation.get("parameters", []):
        examples = parameter["schema"].get("examples") or []
        example = examples[0] if examples else None
        if parameter["in"] == "path":
            name = parameter["name"]
            path = path.replace(f"{{{name}}}", quote(str(example))).replace(f"{{{name}:path}}", quote(str(example)))
        elif example is not None and parameter.get("required"):
            query.append((parameter["name"], example))
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def summary(operation: Json) -> str:
    """What an operation answers, in a line: the first sentence of its description, up to a colon."""
    first = re.split(r"\.\s|\.$|[:;]\s", operation.get("description", ""), maxsplit=1)[0]
    return first if 0 < len(first) <= SUMMARY else f"{first[: SUMMARY - 1]}…" if first else str(operation.get("summary", ""))


def shorten(value: Any) -> Any:
    """A JSON value with long lists and texts cut."""
    if isinstance(value, dict):
        return {key: shorten(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shorten(item) for item in value[:ENTRIES]]
    return f"{value[: LETTERS - 1]}…" if isinstance(value, str) and len(value) > LETTERS else value


async def _ask(app: FastAPI, target: str) -> Any:
    """The JSON of a 200 answer; None for any other."""
    path, _, query = target.partition("?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost"), (b"accept", b"application/json")],
        "client": None,
        "server": ("localhost", 80),
        "state": {},
    }
    status, body = 0, bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        body.extend(message.get("body", b""))

    await app(scope, receive, send)
    return orjson.loads(body) if status == 200 else None
