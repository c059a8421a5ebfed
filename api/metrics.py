"""What Prometheus reads at /metrics. Each application counts for itself; labels have few values, none of them a visitor's."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from api.tally import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prometheus_client import Metric

    from api.kept import Shelf
    from api.tally import Requests
    from graph.store import KnowledgeGraph


class Counted(Collector):
    """The requests counted so far as histogram and counters."""

    def __init__(self, requests: Requests) -> None:
        """Read what is counted whenever metrics are asked for."""
        self.requests = requests

    def collect(self) -> Iterator[Metric]:
        """The counts as they are now."""
        yield GaugeMetricFamily("fanout_requests_running", "Requests that are being answered.", self.requests.running)
        names = ("route", "method", "status")
        times = HistogramMetricFamily("fanout_request_seconds", "Time from a request to the end of its answer.", labels=names)
        total = CounterMetricFamily("fanout_requests", "Finished requests.", labels=names)
        sizes = CounterMetricFamily("fanout_response_bytes", "Bytes of answers.", labels=names)
        for (route, method, status), found in self.requests.seen.items():
            labels = (route, method, str(status))
            counts = list(accumulate(found[:-2]))
            bounds = [*map(str, BOUNDS), "+Inf"]
            times.add_metric(labels, list(zip(bounds, counts, strict=True)), found[-2])
            total.add_metric(labels, counts[-1])
            sizes.add_metric(labels, found[-1])
        yield from (times, total, sizes)


class State(Collector):
    """What is served, the answers kept, the queries that run. Read anew whenever metrics are asked for."""

    def __init__(self, kg: KnowledgeGraph, caches: Mapping[str, Shelf[Any, Any]], version: str) -> None:
        """`caches` keep finished answers, by what their metrics call them."""
        self.kg, self.caches, self.version = kg, caches, version

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


def exposition(
    kg: KnowledgeGraph, requests: Requests, caches: Mapping[str, Shelf[Any, Any]], version: str, accept: str
) -> tuple[bytes, str]:
    """All metrics in the Prometheus or OpenMetrics text format, whichever the reader prefers, with its content type."""
    registry = CollectorRegistry()  # of its own: two applications in one process do not meet
    for collector in (Counted(requests), State(kg, caches, version)):
        registry.register(collector)
    ProcessCollector(registry=registry)
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type
