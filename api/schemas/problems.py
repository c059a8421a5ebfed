"""The shapes of what is told about problems."""

from __future__ import annotations

from api.schemas.parts import Shape


class ProblemMeaning(Shape):
    """A sort of problem: what it means and what to do."""

    type: str
    title: str
    status: int
    meaning: str
    remedy: str


class ProblemMeanings(Shape):
    """All sorts of problems."""

    total: int
    problems: list[ProblemMeaning]
