"""Requests counted as plain numbers, which `api.metrics` makes into metrics when they are read."""

from __future__ import annotations

from bisect import bisect_left

BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the histogram of latencies, in seconds."""
Key = tuple[str, str, int]
"""Template of the route, method, status."""


class Requests:
    """Requests by route, method and status. Adding one takes under a microsecond."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.running = 0
        self.seen: dict[Key, list[float]] = {}
        """For each key how many took up to each bound or longer, then their seconds and the bytes of their answers."""

    def add(self, key: Key, seconds: float, size: int) -> None:
        """Count one finished request: its time, the bytes of its answer."""
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = [0.0] * (len(BOUNDS) + 3)
        found[bisect_left(BOUNDS, seconds)] += 1
        found[-2] += seconds
        found[-1] += size
