"""A built dataset put into a store of somebody else's, so that `graph.sparql.remote` can answer from there.

Safe to repeat, and to break off: the digest that announces the dataset is taken away first and written last, so a store that holds half
of it says so. What the store held of ours before is replaced; graphs of others are left alone.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from graph import queries
from graph.errors import NotBuilt, StoreTrouble
from graph.namespaces import BASE, DATASET, DCTERMS, GRAPHS, RDF
from graph.sparql.remote import BELIEF, Remote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from graph.sparql.endpoint import Endpoint

STATEMENTS = 1000
"""Statements of one update; Virtuoso takes some thousands at a time, others more."""
LOADED = 50_000
"""Statements of one request of the Graph Store Protocol."""
CLEARED = 50
"""Graphs emptied by one update."""
PROBE = NamedNode(GRAPHS + "probe")
UNDER_WAY = NamedNode(GRAPHS + "under-way")
"""A graph that is there only while a dataset is being replaced."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a store holds now. `belief` is the graph of the belief, None for the store's default graph; `fresh` is False where it was there."""

    digest: str
    statements: int
    belief: str | None
    fresh: bool


def publish(
    dataset: Path, endpoint: Endpoint, belief: str = BELIEF, force: bool = False, progress: Callable[[str], None] = lambda _: None
) -> Published:
    """Make a store hold a dataset file written by `fanout build`, unless it does. Raises StoreTrouble.

    Where the store's default graph is all its graphs together, the belief goes into the graph `belief`. `force` loads again what is there
    already, and replaces what others put into a default graph.
    """
    quads = list(parse(path=str(dataset), format=RdfFormat.N_QUADS))
    marks = [quad for quad in quads if (quad.subject, quad.predicate) == (DATASET, DCTERMS.identifier)]
    digest = marks[0].object.value
    with suppress(NotBuilt):
        held = Remote.open(endpoint, belief)
        if held.digest == digest and not force:
            return Published(digest, len(quads), held.belief, fresh=False)
    progress("asking the store what its default graph is")
    store = Remote(endpoint, belief if _is_union(endpoint) else None, digest)
    _guard(store, force)
    progress("taking back the announcement of what was there")
    endpoint.change(_data("INSERT", [Quad(DATASET, DCTERMS.identifier, Literal(digest), UNDER_WAY)]))
    _forget(store)
    _clear(store, progress)
    rest = [_placed(quad, store.belief) for quad in quads if quad not in marks]
    _load(endpoint, rest, progress)
    progress("counting what arrived")
    _compare(store, rest)
    endpoint.change(f"DROP SILENT GRAPH {UNDER_WAY}")
    endpoint.change(_data("INSERT", [_placed(mark, store.belief) for mark in marks]))
    return Published(digest, len(quads), store.belief, fresh=True)


def _is_union(endpoint: Endpoint) -> bool:
    """Whether a pattern outside GRAPH sees what is in a named graph. Asked by putting one statement there, and taking it away."""
    endpoint.change(_data("INSERT", [Quad(PROBE, RDF.type, PROBE, PROBE)]))
    try:
        return bool(list(Remote(endpoint, None, "").rows(queries.text("classes"), {"thing": PROBE})))
    finally:
        endpoint.change(f"DROP SILENT GRAPH {PROBE}")


def _guard(store: Remote, force: bool) -> None:
    """Refuse to empty a default graph that somebody else filled."""
    if store.belief is not None or force or UNDER_WAY.value in _sizes(store):
        return
    count = _count(store)
    if count and not list(store.rows(queries.text("published"), {"dataset": DATASET})):
        raise StoreTrouble(f"The default graph of the store holds {count:,} statements that are not Fanout's. --force replaces them.")


def _sizes(store: Remote) -> dict[str, int]:
    """The named graphs of ours and how many statements each holds."""
    found = {row["graph"].value: int(row["statements"].value) for row in store.rows(queries.text("sizes"))}
    return {graph: size for graph, size in found.items() if graph.startswith(BASE) and graph != store.belief}


def _count(store: Remote) -> int:
    return int(next(iter(store.rows(queries.text("size"))))["statements"].value)


def _forget(store: Remote) -> None:
    """Take away every digest that is announced."""
    held = [Quad(DATASET, DCTERMS.identifier, row["digest"]) for row in store.rows(queries.text("published"), {"dataset": DATASET})]
    if held:
        store.endpoint.change(_data("DELETE", [_placed(quad, store.belief) for quad in held]))


def _clear(store: Remote, progress: Callable[[str], None]) -> None:
    graphs = [graph for graph in _sizes(store) if graph != UNDER_WAY.value]
    for start in range(0, len(graphs), CLEARED):
        progress(f"emptying the graphs that were there: {start:,} of {len(graphs):,}")
        store.endpoint.change(" ;\n".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs[start : start + CLEARED]))
    store.endpoint.change("CLEAR SILENT DEFAULT" if store.belief is None else f"DROP SILENT GRAPH <{store.belief}>")


def _load(endpoint: Endpoint, quads: list[Quad], progress: Callable[[str], None]) -> None:
    size = LOADED if endpoint.graphs else STATEMENTS
    done = 0
    for batch in _graph_by_graph(quads) if endpoint.graphs else [quads]:
        for start in range(0, len(batch), size):
            progress(f"loading: {done:,} of {len(quads):,} statements")
            part = batch[start : start + size]
            if endpoint.graphs:
                triples = serialize((quad.triple for quad in part), format=RdfFormat.N_TRIPLES) or b""
                endpoint.add("" if isinstance(part[0].graph_name, DefaultGraph) else part[0].graph_name.value, triples)
            else:
                endpoint.change(_data("INSERT", part))
            done += len(part)


def _compare(store: Remote, quads: list[Quad]) -> None:
    """Raise StoreTrouble unless the store holds as many statements, graph by graph."""
    wanted = {graph: len(part) for part in _graph_by_graph(quads) for graph in [str(part[0].graph_name)]}
    found = {f"<{graph}>": size for graph, size in _sizes(store).items() if graph != UNDER_WAY.value}
    found[str(DefaultGraph()) if store.belief is None else f"<{store.belief}>"] = _count(store)
    wrong = [f"{graph}: {found.get(graph, 0):,} of {size:,}" for graph, size in wanted.items() if found.get(graph) != size]
    if wrong:
        raise StoreTrouble(f"The store does not hold all that was sent ({len(wrong)} graphs differ; {wrong[0]}). Publish again.")


def _graph_by_graph(quads: Iterable[Quad]) -> list[list[Quad]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[str(quad.graph_name)].append(quad)
    return list(found.values())


def _placed(quad: Quad, belief: str | None) -> Quad:
    """A quad as the store keeps it: what is in the default graph in the graph of the belief, where there is one."""
    if belief is None or not isinstance(quad.graph_name, DefaultGraph):
        return quad
    return Quad(quad.subject, quad.predicate, quad.object, NamedNode(belief))


def _data(verb: str, quads: list[Quad]) -> str:
    """`INSERT DATA` or `DELETE DATA` of some quads."""
    parts = []
    for part in _graph_by_graph(quads):
        triples = (serialize((quad.triple for quad in part), format=RdfFormat.N_TRIPLES) or b"").decode("utf-8")
        parts.append(triples if isinstance(part[0].graph_name, DefaultGraph) else f"GRAPH {part[0].graph_name} {{\n{triples}}}")
    return f"{verb} DATA {{\n{''.join(parts)}}}"
