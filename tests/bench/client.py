"""A lean HTTP client: ready-made bytes over keep-alive connections, answers parsed by httptools. Its own CPU time counts for nobody."""

from __future__ import annotations

import selectors
import socket
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

import httptools

from tests.bench.servers import LOOPBACK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.bench.servers import Server

CONNECTIONS = 4
"""Requests under way at the same time."""


def get(path: str, headers: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a GET request, as a browser's `fetch` would send it."""
    return _request("GET", path, {"Accept": "*/*", "Accept-Encoding": "gzip", **(headers or {})})


def post(path: str, body: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a POST request."""
    return _request("POST", path, {"Content-Type": content_type, "Content-Length": str(len(body)), **(headers or {})}) + body


def _request(method: str, path: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {quote(path, safe='/?&=:%+,~()$!*;@-._')} HTTP/1.1", f"Host: {LOOPBACK}"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode()


@dataclass
class Result:
    """What came back: how many answers of each status, and bytes of bodies together."""

    statuses: dict[int, int] = field(default_factory=dict)
    size: int = 0


class _Connection:
    """One keep-alive connection; calls itself done when an answer has been read whole."""

    def __init__(self, port: int, result: Result) -> None:
        self.socket = socket.create_connection((LOOPBACK, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.result = result
        self.done = False
        self.parser = httptools.HttpResponseParser(self)

    def send(self, request: bytes) -> None:
        self.done = False
        self.socket.sendall(request)

    def read(self) -> bool:
        """Take what has come; whether the answer is whole."""
        data = self.socket.recv(1 << 18)
        if not data:
            raise ConnectionError("the server closed the connection within an answer")
        self.parser.feed_data(data)
        return self.done

    def on_body(self, body: bytes) -> None:
        self.result.size += len(body)

    def on_message_complete(self) -> None:
        status = self.parser.get_status_code()
        self.result.statuses[status] = self.result.statuses.get(status, 0) + 1
        self.done = True


def drive(server: Server, requests: Iterable[bytes], connections: int = CONNECTIONS) -> Result:
    """Send all requests, `connections` at a time, and read every answer. Raises RuntimeError where one is not 200."""
    waiting, result = deque(requests), Result()
    total = len(waiting)
    with selectors.DefaultSelector() as selector:
        for _ in range(min(connections, total)):
            connection = _Connection(server.port, result)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(waiting.popleft())
        while selector.get_map():
            for key, _ in selector.select():
                connection = key.data
                if not connection.read():
                    continue
                if waiting:
                    connection.send(waiting.popleft())
                else:
                    selector.unregister(connection.socket)
                    connection.socket.close()
    if result.statuses != {200: total}:
        raise RuntimeError(f"{server.name} answered {result.statuses} to {total} requests")
    return result
