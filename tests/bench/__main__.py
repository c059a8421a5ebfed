"""Run all parts of the benchmark, or those named: start, rest, scale, sparql, page."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests.bench.servers import ROOT

PARTS = ("start", "rest", "scale", "sparql", "page")


def main(names: list[str]) -> int:
    """Run the parts one after the other; 2 for a name that is none."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.stderr.write(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}\n")
        return 2
    cache = Path(ROOT / "build" / "bench")
    cache.mkdir(parents=True, exist_ok=True)
    for name in names or PARTS:
        if find_spec(f"tests.bench.{name}"):
            import_module(f"tests.bench.{name}").run(cache)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
