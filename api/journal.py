"""The log: one line of JSON a request, and other messages in the same shape, on standard error."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import UTC, datetime
from typing import Any

import orjson

DELAY = 0.1
"""Seconds that a line may wait for others, so that a busy server writes many at once."""
LIMIT = 1000
"""Lines that may wait; one more and they are written at once."""


class Journal:
    """Lines of JSON to standard error, in order, a few at a time. Used from one event loop."""

    def __init__(self) -> None:
        """Nothing to write yet."""
        self._lines: list[bytes] = []

    def write(self, line: dict[str, Any]) -> None:
        """Note one line; it is written within `DELAY` seconds."""
        self._lines.append(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z))
        if len(self._lines) == 1:
            asyncio.get_running_loop().call_later(DELAY, self.flush)
        elif len(self._lines) >= LIMIT:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        lines, self._lines = self._lines, []
        sys.stderr.write(b"".join(lines).decode())
        sys.stderr.flush()


class JsonLines(logging.Formatter):
    """Messages of Python's logging in the shape of the request lines."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line = {"time": datetime.fromtimestamp(record.created, UTC), "level": record.levelname.lower(), "message": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line, option=orjson.OPT_UTC_Z).decode()


def configure() -> None:
    """Make all of Python's logging in this process write such lines to standard error, from warnings upwards."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
