"""A question as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from graph.model import Direction

Subject = Literal["related", "things", "path", "compare"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by ids.

    `related` has one thing, `path` two, `compare` two to five, `things` none. `depth` is 1..3 hops, `ways` how many connections
    (1..10). The filters narrow `related` (all of them) and `things` (kinds and categories); an empty one lets everything pass.
    """

    subject: Subject
    things: tuple[str, ...] = ()
    depth: int = 1
    ways: int = 3
    direction: Direction = "both"
    relations: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
