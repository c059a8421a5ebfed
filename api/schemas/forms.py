"""The shape of a question in its forms."""

from __future__ import annotations

from api.schemas.parts import Shape


class QuestionForms(Shape):
    """One question in four forms; `rest` and `explorer` are relative to the root, null where there is no such form."""

    sentence: str
    sparql: str
    rest: str | None
    explorer: str | None
    example: str | None
