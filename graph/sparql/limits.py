"""What one query may take, how many may run, and what all of them may hold."""

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
    held: int = 256 << 20
    """Bytes of all answers together that come in from workers; as many may be going out to clients."""


@dataclass(slots=True)
class Room:
    """How much of something is in use, and may be."""

    size: int
    used: int = 0

    def take(self, amount: int) -> bool:
        """Use more; False where there is not so much left."""
        if self.used + amount > self.size:
            return False
        self.used += amount
        return True

    def free(self, amount: int) -> None:
        """Use less again."""
        self.used -= amount
