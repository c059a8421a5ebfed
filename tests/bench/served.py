"""Synthetic graphs behind our application, for uvicorn to start: `uvicorn --factory tests.bench.served:large`."""

from __future__ import annotations

import gc

from api.app import create_app
from api.observe import Observe
from api.settings import Settings
from tests.bench import synthetic

SIZES = {"small": (10_000, 100_000), "large": (100_000, 1_000_000)}
"""Things and relations."""


def small() -> Observe:
    """100,000 relations."""
    return _application("small")


def large() -> Observe:
    """1,000,000 relations."""
    return _application("large")


def _application(name: str) -> Observe:
    """Nothing is kept, so that every answer is a first one; what stays is no garbage, as `fanout serve` has it."""
    app = create_app(synthetic.graph(*SIZES[name]), Settings(cache_bytes=0, log="off"))
    gc.collect()
    gc.freeze()
    return app
