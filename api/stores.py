"""What the settings say to answer from: the graph of an ontology, a SPARQL server, or RDF files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote

from graph import build, queries
from graph.dataset import DataFile, absolute, address
from graph.errors import DatasetError
from graph.load import EMPTY
from graph.namespaces import DATASET
from graph.sparql.embedded import Embedded
from graph.sparql.limits import Limits
from graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.settings import Settings
    from graph.sparql.endpoint import Endpoint


def endpoint(settings: Settings, address: str = "") -> Endpoint:
    """The server of the settings, or the one at `address` with the same log-in."""
    from graph.sparql.endpoint import Endpoint  # only who needs another's server waits for the HTTP client

    query = address or settings.store
    return Endpoint(
        query,
        settings.store_update or query,
        settings.store_graphs,
        settings.store_user,
        settings.store_password.get_secret_value(),
        settings.store_token.get_secret_value(),
        dict(parse_qsl(settings.store_parameters)),
    )


def open_store(settings: Settings, warn: Callable[[str], None]) -> KnowledgeGraph:
    """The graph that was published to the store of the settings; warns where it is not the one that is installed here. Raises NotBuilt."""
    from graph.sparql.remote import Remote

    remote = Remote.open(endpoint(settings), settings.store_belief, limits(settings))
    wanted = build.digest(settings.ontology)
    if remote.digest != wanted:
        warn(f"The store holds dataset {remote.digest}; what is installed here would be {wanted}. To replace it: fanout publish")
    return KnowledgeGraph(remote)


def limits(settings: Settings) -> Limits:
    """The bounds of queries that the settings choose."""
    return Limits(settings.query_rows, settings.query_bytes, settings.query_memory, settings.query_running, settings.query_held)


def open_files(settings: Settings) -> KnowledgeGraph:
    """What `data` and `named` say: a graph that only SPARQL knows; all of it where that is a store on disk that holds a dataset of ours.

    Raises DatasetError for what names no file; files are read when the first of them is asked.
    """
    engine = Embedded(data_files(settings), limits(settings))
    try:
        ours = engine.on_disk and any(engine.rows(queries.text("published"), {"dataset": DATASET}))
    except (OSError, ValueError) as error:
        raise DatasetError(str(error)) from error
    return KnowledgeGraph(engine, None if ours else EMPTY)


def data_files(settings: Settings) -> tuple[DataFile, ...]:
    """`data` in the default graph (or in the graphs that a file names), `named` as IRI=FILE or FILE. Raises DatasetError."""
    base = settings.base or None
    return (*(DataFile(str(path), None, base) for path in settings.data), *(_named(text, base) for text in settings.named))


def _named(text: str, base: str | None) -> DataFile:
    """IRI=FILE, or a FILE whose graph has its address for a name: against the base, where there is one. Both may hold equals signs."""
    if Path(text).is_file():
        return DataFile(text, absolute(quote(Path(text).name), base) if base else address(text))
    pairs = [(text[:at], text[at + 1 :]) for at, sign in enumerate(text) if sign == "="]
    iri, path = next((pair for pair in pairs if Path(pair[1]).is_file()), next(iter(pairs), ("", "")))
    if not path:
        raise DatasetError(f"--named takes IRI=FILE, or a FILE; {text} is neither.")
    graph = absolute(iri, base) if base else iri
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", graph):
        raise DatasetError(f"--named {text}: <{iri}> is no whole IRI. Write it out, or give a --base.")
    return DataFile(path, graph)
