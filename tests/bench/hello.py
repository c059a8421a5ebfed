"""What the ratios are relative to: the least that an ASGI application and a FastAPI application can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

framework = FastAPI(docs_url=None, redoc_url=None)


async def bare(scope: Scope, receive: Receive, send: Send) -> None:
    """Thirteen bytes of text, whatever is asked."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"13")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"Hello, world!"})


@framework.get("/")
async def hello() -> dict[str, str]:
    """As FastAPI's tutorial begins."""
    return {"message": "Hello World"}
