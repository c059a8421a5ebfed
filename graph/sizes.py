"""How large the graphs of a dataset are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph import queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.sparql.engine import Engine


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of triples: of the default graph, and of each named graph by its IRI. Graphs named by a blank node are left out: nobody can ask for one."""

    default: int
    named: Mapping[str, int]


def sizes(engine: Engine) -> Sizes:
    """The sizes of the graphs that an engine holds, counted now."""
    default = next(iter(engine.rows(queries.text("default-graph-size"))))
    named = {
        row["graph"].value: int(row["triples"].value)
        for row in engine.rows(queries.text("graph-sizes"))
        if isinstance(row["graph"], NamedNode)
    }
    return Sizes(int(default["triples"].value), named)
