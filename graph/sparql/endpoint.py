"""A SPARQL server of somebody else's: where it stands, who we are to it, and requests to it within bounds."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import httpx2

from graph.errors import QueryTimeout, StoreTrouble, shorten

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

MAX_BYTES = 256 << 20
"""Bytes of one answer of the server; a larger one is an error, never a cut answer."""
KEPT = 2.0
"""Seconds that a connection waits for its next request; shorter than servers wait, so that none is used which they are closing."""
WRITE_SECONDS = 600.0
"""Seconds that one request that writes may take."""


@dataclass(frozen=True)
class Answered:
    """What the server said: status, headers, and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The beginning of the body, for messages to people."""
        return shorten(" ".join(self.body[:2000].decode("utf-8", "replace").split()), 300)


@dataclass(frozen=True)
class Endpoint:
    """Addresses of one store. `update` and `graphs` (SPARQL Update, Graph Store Protocol) are needed only to write.

    `token` is sent as a bearer token; `user` and `password` as Basic or Digest, whichever the server asks for.
    `parameters` are added to each query: `{seconds}` and `{milliseconds}` in their values stand for its time bound.
    """

    query: str
    update: str = ""
    graphs: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def client(self) -> httpx2.Client:
        """Connections that are kept; safe to use from several threads."""
        headers = {"user-agent": "fanout"}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        auth = _Login(self.user, self.password) if self.user else None
        return httpx2.Client(headers=headers, auth=auth, limits=httpx2.Limits(keepalive_expiry=KEPT), follow_redirects=False)

    def ask(self, text: str, accept: str, seconds: float, graphs: Mapping[str, list[str]] | None = None) -> Answered:
        """Send a query. Raises QueryTimeout after `seconds`, StoreTrouble where no answer comes or it is too large."""
        bounds = {"seconds": max(1, round(seconds)), "milliseconds": max(1, round(seconds * 1000))}
        hints = {name: value.format(**bounds) for name, value in self.parameters.items()}
        form = {"query": text, **(graphs or {}), **hints}
        return self._send("POST", self.query, seconds, data=form, headers={"accept": accept})

    def change(self, text: str) -> None:
        """Send an update. Raises StoreTrouble where it is not carried out."""
        _done(self._send("POST", self.update, WRITE_SECONDS, data={"update": text}))

    def add(self, graph: str, ntriples: bytes) -> None:
        """Add triples to a graph, the default graph where it has no name. Raises StoreTrouble where the server does not."""
        where = {"graph": graph} if graph else {"default": ""}
        headers = {"content-type": "application/n-triples"}
        _done(self._send("POST", self.graphs, WRITE_SECONDS, params=where, content=ntriples, headers=headers))

    def _send(self, method: str, url: str, seconds: float, **request: object) -> Answered:
        end = time.monotonic() + seconds
        try:
            with self.client.stream(method, url, timeout=httpx2.Timeout(seconds, connect=min(seconds, 5.0)), **request) as answer:  # type: ignore[arg-type]
                body = b"".join(_bounded(answer.iter_bytes(), end, seconds))
                return Answered(answer.status_code, answer.headers, body)
        except (httpx2.ReadTimeout, httpx2.WriteTimeout, httpx2.PoolTimeout):
            raise QueryTimeout(seconds) from None
        except httpx2.HTTPError as error:
            raise StoreTrouble(f"The store at {url} does not answer: {error or type(error).__name__}.") from error

    def close(self) -> None:
        """Close the connections."""
        self.client.close()


class _Login(httpx2.Auth):
    """Nothing until the server asks who we are; then Digest where it asks for that, as Virtuoso does, and Basic otherwise."""

    def __init__(self, user: str, password: str) -> None:
        self.basic, self.digest = httpx2.BasicAuth(user, password), httpx2.DigestAuth(user, password)
        self.chosen: httpx2.Auth | None = None

    def auth_flow(self, request: httpx2.Request) -> Generator[httpx2.Request, httpx2.Response, None]:
        if self.chosen is None:
            answer = yield request
            if answer.status_code not in (401, 403):
                return
            self.chosen = self.digest if answer.headers.get("www-authenticate", "").lower().startswith("digest") else self.basic
        yield from self.chosen.auth_flow(request)


def _bounded(chunks: Iterator[bytes], end: float, seconds: float) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if time.monotonic() > end:
            raise QueryTimeout(seconds)
        if size > MAX_BYTES:
            raise StoreTrouble(f"The answer of the store is larger than {MAX_BYTES >> 20} MB. Ask for less: a LIMIT, fewer variables.")
        yield chunk


def _done(answer: Answered) -> None:
    if answer.status >= 300:
        raise StoreTrouble(f"The store refuses to write: {answer.status} {answer.text}")
