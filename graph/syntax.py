"""The engine's words for what is wrong with a query, as people read them: line, column, what was expected."""

from __future__ import annotations

import re

from graph.errors import BadQuery

_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def syntax_error(message: str) -> BadQuery:
    """The error that the engine's parser told."""
    found = _ERROR.match(message)
    if "Prefix not found" in message:
        message = "A prefix is not declared. See /prefixes for those that need no declaration."
    elif found:
        message = found[3]
    return BadQuery(
        message if len(message) < 300 else message[:299] + "…", int(found[1]) if found else None, int(found[2]) if found else None
    )
