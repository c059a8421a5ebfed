"""The store that the settings name, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from graph import build
from graph.store import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.settings import Settings
    from graph.endpoint import Endpoint


def endpoint(settings: Settings, address: str = "") -> Endpoint:
    """The server of the settings, or the one at `address` with the same log-in."""
    from graph.endpoint import Endpoint  # only who needs another's server waits for the HTTP client

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
    from graph.remote import Remote

    remote = Remote.open(endpoint(settings), settings.store_belief)
    wanted = build.digest(settings.ontology)
    if remote.digest != wanted:
        warn(f"The store holds dataset {remote.digest}; what is installed here would be {wanted}. To replace it: fanout publish")
    return KnowledgeGraph(remote)
