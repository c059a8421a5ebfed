"""A SPARQL query as the protocol gives it, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.formats import Form


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked. `accept` holds short names of formats, best first, empty for any; the graphs are the protocol's dataset."""

    text: str
    accept: tuple[str, ...] = ()
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    """What relative IRIs resolve against; the graph's own base where none is given."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole result: which form, in which format, as bytes ready to send, in pieces as they came."""

    form: Form
    format: str
    pieces: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        """The pieces as one."""
        return self.pieces[0] if len(self.pieces) == 1 else b"".join(self.pieces)
