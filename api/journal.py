"""The log: one line of JSON a request, and other messages in the same shape, on standard error."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from datetime import UTC, datetime
from functools import lru_cache

import orjson

DELAY = 0.1
"""Seconds that a line may wait for others, so that a busy server writes many at once."""
LIMIT = 1000
"""Lines that may wait; one more and they are written at once."""


class Journal:
    """Lines of JSON to standard error, in order, a few at a time. Used from one event loop."""

    def __init__(self) -> None:
        """Nothing to write yet."""
        self._lines: list[str] = []
        self._told, self._stamp = 0.0, ""

    def request(self, ident: str, method: str, path: str, route: str, status: int, size: int, seconds: float, cache: str) -> None:
        """Note one finished request; it is written within `DELAY` seconds. Only `path` may hold what JSON escapes."""
        now = time.time()
        if now - self._told >= 0.001:
            self._told, self._stamp = now, datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds").removesuffix("+00:00")
        level = "info" if status < 500 else "error"
        self._lines.append(  # put together by hand: orjson and datetime would take as long as all else that a kept answer costs
            f'{{"time":"{self._stamp}Z","level":"{level}","message":"request","id":"{ident}","method":"{method}","path":{_json(path)},'
            f'"route":{_json(route)},"status":{status},"bytes":{size},"ms":{seconds * 1000:.3f},"cache":"{cache}"}}\n'
        )
        if len(self._lines) == 1:
            asyncio.get_running_loop().call_later(DELAY, self.flush)
        elif len(self._lines) >= LIMIT:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        lines, self._lines = self._lines, []
        sys.stderr.write("".join(lines))
        sys.stderr.flush()


@lru_cache(maxsize=1024)
def _json(text: str) -> str:
    return orjson.dumps(text).decode()


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
