"""What Virtuoso answers, made into what the standard says. Seen with 7.2.5; other servers' answers pass through untouched."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson
from pyoxigraph import Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.sparql.endpoint import Answered

ASKED = "__ASK_RETVAL"
"""The variable of the table that it gives in place of a boolean."""
_XSD = "http://www.w3.org/2001/XMLSchema#"


def is_virtuoso(answered: Answered) -> bool:
    """Whether the answer comes from a Virtuoso."""
    return answered.headers.get("server", "").startswith("Virtuoso")


def is_partial(headers: Mapping[str, str]) -> bool:
    """Whether it ran out of time and gives what it had found so far, with status 200."""
    return headers.get("x-sql-state", "").startswith("S1TAT")


def mended(body: bytes) -> bytes:
    """JSON results with booleans for ASK, `true` and `false` for 1 and 0, and labels of blank nodes that can be written down."""
    found: dict[str, Any] = orjson.loads(body)
    if found["head"].get("vars") == [ASKED]:
        return orjson.dumps({"head": {}, "boolean": any(row[ASKED]["value"] == "1" for row in found["results"]["bindings"])})
    for row in found.get("results", {}).get("bindings", ()):
        for term in row.values():
            if term["type"] == "bnode":
                term["value"] = "".join(c for c in term["value"].removeprefix("nodeID://") if c.isalnum())
            elif "datatype" in term:
                term["value"] = spelt(term["datatype"], term["value"])
    return orjson.dumps(found)


def spelt(datatype: str, value: str) -> str:
    """A value in the spelling that the embedded engine gives: booleans as words, doubles in full."""
    if datatype == _XSD + "boolean":
        return {"1": "true", "0": "false"}.get(value, value)
    if datatype == _XSD + "double" and value[-1:].isdigit():
        plain = f"{Decimal(repr(float(value))):f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return value


def respelt(triple: Triple) -> Triple:
    """A triple with its object so spelt."""
    value = triple.object
    if isinstance(value, Literal) and value.datatype.value.startswith(_XSD):
        return Triple(triple.subject, triple.predicate, Literal(spelt(value.datatype.value, value.value), datatype=value.datatype))
    return triple
