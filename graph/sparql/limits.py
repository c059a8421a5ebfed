"""What one query may take, and how many may run."""

from __future__ import annotations

from dataclasses import dataclass

MAX_TEXT = 2_000_000
"""Characters of a query's text."""
MAX_TOKENS = 300_000
"""Words and signs of a query that has to be read closely."""
MAX_NESTING = 128
"""Brackets inside brackets; the engine's parser recurses on them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that the settings choose. Time is given with each query."""

    rows: int = 1_000_000
    """Solutions of a SELECT."""
    bytes: int = 64 << 20
    """Length of an answer."""
    memory: int = 1 << 30
    """Bytes that evaluation may take beyond the dataset itself."""
    running: int = 32
    """Queries at once. One more ends the one that has run longest."""
