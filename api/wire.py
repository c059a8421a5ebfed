"""A kept answer put out in one write on one of uvicorn's connections (`api.http`)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

OF_CYCLE = (
    "default_headers", "disconnected", "flow", "keep_alive", "message_event", "on_response",
    "response_complete", "response_started", "transport", "waiting_for_100_continue",
)  # fmt: skip
"""What `write` needs of uvicorn's cycle of request and response; where a later uvicorn lacks one, kept answers take the long way."""


def head(status: int, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Status line and headers as they go out, without those of the moment and the empty line at the end."""
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode() + lines(headers)


def lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Headers as they go out."""
    return b"".join([name + b": " + value + b"\r\n" for name, value in headers])


def write(cycle: Any, start: bytes, header: tuple[bytes, bytes], body: bytes) -> bool:
    """Answer a request with a joined head, one more header and the body; False where that cannot be now and must be sent as messages."""
    if cycle.flow.write_paused or cycle.response_started:
        return False
    if cycle.disconnected:
        return True
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    moment = lines([*cycle.default_headers, header] if cycle.keep_alive else [*cycle.default_headers, header, (b"connection", b"close")])
    cycle.transport.write(b"".join([start, moment, b"\r\n", body]))
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
    return True
