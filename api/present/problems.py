"""What is told about sorts of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.present.parts import Json
    from api.problems import Kind


def problem(kind: Kind) -> Json:
    """A sort of problem: what it means and what to do."""
    return {"type": f"/problems/{kind.slug}", "title": kind.title, "status": kind.status, "meaning": kind.meaning, "remedy": kind.remedy}
