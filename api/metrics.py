"""What Prometheus reads at /metrics. Each application counts for itself; labels have few values, none of them a visitor's."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric

    from api.cache import ResponseCache
    from api.kept import Shelf
    from graph.store import KnowledgeGraph

BOUNDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the histogram of latencies, in seconds."""
Key = tuple[str, str, int]
"""Template of the route, method, status."""


class Requests(Collector):
    """Requests by route, method and status. Plain numbers, made into metrics when they are read: adding one takes under a microsecond."""

    def __init__(self) -> None:
        """Nothing counted yet."""
        self.running = 0
        self._seen: dict[Key, list[float]] = {}

    def add(self, key: Key, seconds: float, size: int) -> None:
        """Count one finished request: its time, the bytes of its answer."""
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = [0.0] * (len(BOUNDS) + 3)
        found[bisect_left(BOUNDS, seconds)] += 1
        found[-2] += seconds
        found[-1] += size

    def collect(self) -> Iterator[Metric]:
        """The counts so far as histogram and counters."""
        yield GaugeMetricFamily("fanout_requests_running", "Requests that are being answered.", self.running)
        names = ("route", "method", "status")
        times = HistogramMetricFamily("fanout_request_seconds", "Time from a request to the end of its answer.", labels=names)
        total = CounterMetricFamily("fanout_requests", "Finished requests.", labels=names)
        sizes = CounterMetricFamily("fanout_response_bytes", "Bytes of answers.", labels=names)
        for (route, method, status), found in self._seen.items():
            labels = (route, method, str(status))
            counts = list(accumulate(found[:-2]))
            bounds = [*map(str, BOUNDS), "+Inf"]
            times.add_metric(labels, list(zip(bounds, counts, strict=True)), found[-2])
            total.add_metric(labels, counts[-1])
            sizes.add_metric(labels, found[-1])
        yield from (times, total, sizes)


class State(Collector):
    """What is served, the answers kept, the queries that run. Read anew whenever metrics are asked for."""

    def __init__(self, kg: KnowledgeGraph, pages: ResponseCache, queries: Shelf, version: str) -> None:
        """`pages` keeps answers to GET, `queries` those of the SPARQL endpoint."""
        self.kg, self.version = kg, version
        self.caches: dict[str, ResponseCache | Shelf] = {"pages": pages, "queries": queries}

    def collect(self) -> Iterator[Metric]:
        """The state as it is now."""
        content, load = self.kg.content, self.kg.engine.load
        yield InfoMetricFamily("fanout_dataset", "What is served.", {"digest": self.kg.digest, "version": self.version})
        sizes = GaugeMetricFamily("fanout_dataset_size", "How much is served.", labels=("of",))
        for name in ("things", "relations", "statements", "passages"):
            sizes.add_metric((name,), len(getattr(content, name)))
        yield sizes
        hits = CounterMetricFamily("fanout_cache_hits", "Requests answered with a kept answer.", labels=("cache",))
        misses = CounterMetricFamily("fanout_cache_misses", "Requests whose answer had to be made.", labels=("cache",))
        memory = GaugeMetricFamily("fanout_cache_bytes", "Memory of kept answers.", labels=("cache",))
        for name, cache in self.caches.items():
            hits.add_metric((name,), cache.hits)
            misses.add_metric((name,), cache.misses)
            memory.add_metric((name,), cache.size)
        yield from (hits, misses, memory)
        yield GaugeMetricFamily("fanout_queries_running", "SPARQL queries of visitors that run.", load.running)
        yield GaugeMetricFamily("fanout_queries_waiting", "SPARQL queries of visitors that wait for their turn.", load.waiting)
        yield CounterMetricFamily(
            "fanout_queries_killed", "SPARQL queries of visitors that were ended before they were answered.", load.killed
        )


class Metrics:
    """The metrics of one application."""

    def __init__(self, kg: KnowledgeGraph, pages: ResponseCache, queries: Shelf, version: str) -> None:
        """A registry of its own: two applications in one process do not meet."""
        self.requests = Requests()
        self.registry = CollectorRegistry()
        for collector in (self.requests, State(kg, pages, queries, version)):
            self.registry.register(collector)
        ProcessCollector(registry=self.registry)

    def exposition(self, accept: str) -> tuple[bytes, str]:
        """All metrics in the Prometheus or OpenMetrics text format, whichever the reader prefers, with its content type."""
        encode, content_type = choose_encoder(accept)
        return encode(self.registry), content_type
