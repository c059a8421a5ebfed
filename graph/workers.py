"""A visitor's query evaluated in a process of its own that can be killed.

pyoxigraph cannot be told to stop, so each query runs in a worker process that loads the dataset once. A query past its
time bound costs its worker's life; the next query gets a new one, and nobody else notices.
"""

from __future__ import annotations

import multiprocessing
import queue
import re
import resource
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, serialize

from graph.errors import BadQuery, QueryTimeout, UnknownTerm
from graph.fences import inspect
from graph.formats import Form, for_form
from graph.namespaces import BASE, PREFIXES
from graph.query import Answer, Query

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

MEMORY = 4 << 30
"""Bytes of address space of a worker."""
_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@dataclass(frozen=True)
class _Failure:
    kind: Literal["bad", "format"]
    message: str
    line: int | None = None
    column: int | None = None
    known: tuple[str, ...] = ()


def run(store: Store, query: Query) -> Answer:
    """Evaluate and serialise. Raises SyntaxError for a bad query, LookupError with the known names where no accepted format fits."""
    default: list[NamedNode | BlankNode | DefaultGraph] | None = [NamedNode(iri) for iri in query.default_graphs] or None
    named: list[NamedNode | BlankNode] | None = (
        [NamedNode(iri) for iri in query.named_graphs] if query.named_graphs or query.default_graphs else None
    )
    result = store.query(query.text, base_iri=query.base or BASE, prefixes=PREFIXES, default_graph=default, named_graphs=named)
    form: Form = "solutions" if isinstance(result, QuerySolutions) else "boolean" if isinstance(result, QueryBoolean) else "graph"
    offered = {f.name: f for f in for_form(form)}
    chosen = next((offered[name] for name in query.accept if name in offered), None)
    if chosen is None:
        if query.accept:
            raise LookupError(*offered)
        chosen = next(iter(offered.values()))
    if isinstance(chosen.engine, RdfFormat):
        prefixes = PREFIXES if chosen.engine in (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.JSON_LD) else None
        body = serialize(result, format=chosen.engine, prefixes=prefixes)  # type: ignore[arg-type]
    else:
        body = result.serialize(format=chosen.engine)  # type: ignore[arg-type]
    return Answer(form, chosen.name, (body or b"",))


def _work(dataset: str, pipe: Connection) -> None:
    """A worker's life: load the dataset, then answer one query after the other."""
    store = Store()
    store.load(path=dataset, format=RdfFormat.N_QUADS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        query = pipe.recv()
        if query is None:
            return
        pipe.send(_attempt(store, query))


def _attempt(store: Store, query: Query) -> Answer | _Failure:
    try:
        return run(store, query)
    except LookupError as error:
        return _Failure("format", "no accepted format", known=tuple(str(arg) for arg in error.args))
    except SyntaxError as error:
        found = _ERROR.match(str(error))
        message = _readable(found[3] if found else str(error))
        return _Failure("bad", message, int(found[1]) if found else None, int(found[2]) if found else None)
    except (ValueError, RuntimeError, OSError) as error:
        return _Failure("bad", str(error))


def _readable(message: str) -> str:
    if "Prefix not found" in message:
        return "A prefix is not declared. See /prefixes for those that need no declaration."
    return message if len(message) < 300 else message[:299] + "…"


@dataclass
class Evaluator:
    """A pool of worker processes over one dataset file. Safe to call from several threads."""

    dataset: str
    workers: int = 4
    _idle: queue.Queue[tuple[BaseProcess, Connection] | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make room for the workers; each is started when first needed."""
        self._idle = queue.Queue()
        for _ in range(self.workers):
            self._idle.put(None)

    def answer(self, query: Query, seconds: float) -> Answer:
        """Answer within `seconds` from when a worker is free. Raises BadQuery, RefusedQuery, QueryTimeout, UnknownTerm (format)."""
        inspect(query.text)
        try:
            worker = self._idle.get(timeout=seconds)
        except queue.Empty:
            raise QueryTimeout(seconds) from None
        process, pipe = worker or self._start()
        try:
            pipe.send(query)
            if not pipe.poll(seconds):
                raise QueryTimeout(seconds)
            outcome = pipe.recv()
        except (QueryTimeout, EOFError, OSError) as error:
            process.kill()
            process.join()
            self._idle.put(None)
            if isinstance(error, QueryTimeout):
                raise
            raise BadQuery("The query needs more memory or nesting than it may have.", hint="Ask for less at a time.") from error
        self._idle.put((process, pipe))
        return self._read(outcome)

    def _read(self, outcome: Answer | _Failure) -> Answer:
        if isinstance(outcome, Answer):
            return outcome
        if outcome.kind == "format":
            raise UnknownTerm("format for this form of query among those accepted", ", ".join(outcome.known), outcome.known)
        raise BadQuery(outcome.message, outcome.line, outcome.column)

    def _start(self) -> tuple[BaseProcess, Connection]:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(self.dataset, there), daemon=True)
        process.start()
        there.close()
        return process, here

    def close(self) -> None:
        """Stop all idle workers."""
        while not self._idle.empty():
            worker = self._idle.get()
            if worker:
                worker[1].close()
                worker[0].kill()
                worker[0].join()
