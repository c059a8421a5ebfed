"""Our questions to the store, one `.rq` file each. Values enter as bound variables, never as text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import graph.queries as here
from graph.namespaces import rebased


@cache
def text(name: str) -> str:
    """The SPARQL of `queries/<name>.rq`."""
    return rebased((files(here) / f"{name}.rq").read_text(encoding="utf-8"))
