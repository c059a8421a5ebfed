"""The layer of finished answers: around the real application, and around small ones that show what no real answer shows at will."""

from __future__ import annotations

import asyncio
import gzip
import socket
from typing import TYPE_CHECKING, Any

import pytest

from api.app import create_app
from api.cache import OVERHEAD, ResponseCache, takes_gzip
from api.settings import Settings
from tests.conftest import awaited

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from graph.store import KnowledgeGraph

Headers = dict[str, str]


async def ask(app: ASGIApp, path: str, headers: Sequence[tuple[str, str]] = (), method: str = "GET") -> tuple[int, Headers, bytes]:
    """Status, headers and body of one request, as a server process would put it."""
    sent: list[Message] = []
    body: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not body:
            await asyncio.Event().wait()  # nothing more comes from a client that waits for its answer
        return body.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    where, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "root_path": "",
        "path": where, "raw_path": where.encode(), "query_string": query.encode(), "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"127.0.0.1"), *((n.encode(), v.encode()) for n, v in headers)],
    }  # fmt: skip
    await app(scope, receive, send)
    start, *bodies = sent
    assert start["type"] == "http.response.start"
    assert not bodies[-1].get("more_body", False)
    told = {n.decode(): v.decode() for n, v in start["headers"] if n != b"x-request-id"}  # which is another each time
    return start["status"], told, b"".join(m["body"] for m in bodies)


class Telling:
    """An application that answers in chunks when it is let, and counts how often it was asked."""

    def __init__(self, *chunks: bytes, status: int = 200, headers: Sequence[tuple[bytes, bytes]] = ()) -> None:
        self.chunks, self.status, self.headers = chunks, status, list(headers)
        self.asked: list[str] = []
        self.free = asyncio.Event()
        self.free.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope["method"])
        await asyncio.sleep(0)
        await self.free.wait()
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        for number, chunk in enumerate(self.chunks, 1):
            await send({"type": "http.response.body", "body": chunk, "more_body": number < len(self.chunks)})


def test_a_kept_answer_is_the_same_answer(kg: KnowledgeGraph) -> None:
    async def play() -> None:
        app = create_app(kg, Settings())
        for path in ("/related/route53", "/compare?things=sqs,sns", "/", "/static/style.css", "/openapi.json"):
            first = await ask(app, path)
            assert first == await ask(app, path)
            assert first[0] == 200
            assert first[1]["x-content-type-options"] == "nosniff"
        assert isinstance(app.app.app, ResponseCache)
        assert (app.app.app.hits, app.app.app.misses) == (5, 5)

    awaited(play())


def test_representations_are_told_apart(kg: KnowledgeGraph) -> None:
    async def play() -> None:
        app = create_app(kg, Settings())
        page = await ask(app, "/notes", [("accept", "text/html")])
        data = await ask(app, "/notes", [("accept", "application/json")])
        small = await ask(app, "/notes", [("accept", "application/json"), ("accept-encoding", "br, gzip")])
        assert [answer[1]["content-type"] for answer in (page, data)] == ["text/html; charset=utf-8", "application/json"]
        assert (small[1]["content-encoding"], gzip.decompress(small[2])) == ("gzip", data[2])
        assert int(small[1]["content-length"]) == len(small[2]) < len(data[2]) / 2
        assert len({answer[1]["etag"] for answer in (page, data, small)}) == 3
        assert {part.strip().lower() for part in small[1]["vary"].split(",")} == {"accept", "accept-encoding"}
        for answer, accept in ((page, "text/html"), (data, "application/json")):
            again = await ask(app, "/notes", [("accept", accept), ("if-none-match", f'"other", W/{answer[1]["etag"]}')])
            assert again[0] == 304
            assert again[2] == b""
            assert again[1]["etag"] == answer[1]["etag"]
            assert "content-length" not in again[1]
        assert (await ask(app, "/notes", [("accept", "text/html"), ("if-none-match", data[1]["etag"])]))[0] == 200

    awaited(play())


def test_head_is_get_without_the_body(kg: KnowledgeGraph) -> None:
    async def play() -> None:
        for path in ("/related/route53", "/nosuch", "/health"):
            app = create_app(kg, Settings())
            head = await ask(app, path, method="HEAD")
            got = await ask(app, path)
            assert head[0] == got[0], path
            assert head[1] == got[1], path
            assert (head[2], bool(got[2])) == (b"", True), path

    awaited(play())


def test_the_same_question_at_the_same_time_is_worked_out_once() -> None:
    async def play() -> None:
        inner = Telling(b"forty", b"-two")
        app = ResponseCache(inner, "d", 1 << 20)
        inner.free.clear()
        asked = [asyncio.create_task(ask(app, "/x", method=method)) for method in ("GET", "GET", "HEAD", "GET")]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        inner.free.set()
        answers = [await task for task in asked]
        assert inner.asked == ["GET"]
        assert [body for _, _, body in answers] == [b"forty-two", b"forty-two", b"", b"forty-two"]

    awaited(play())


def test_a_mistake_is_shared_by_those_who_wait_and_not_kept() -> None:
    async def play() -> None:
        inner = Telling(b"no", status=404)
        app = ResponseCache(inner, "d", 1 << 20)
        answers = await asyncio.gather(*(ask(app, "/x") for _ in range(3)))
        assert [(status, body) for status, _, body in answers] == [(404, b"no")] * 3
        assert "etag" not in answers[0][1]
        assert inner.asked == ["GET"]
        await ask(app, "/x", [("if-none-match", "*")])
        assert inner.asked == ["GET"] * 2

    awaited(play())


def test_the_answer_to_an_unexpected_error_reaches_the_client() -> None:
    async def play() -> None:
        async def inner(scope: Scope, receive: Receive, send: Send) -> None:
            await Telling(b"sorry", status=500)(scope, receive, send)
            raise RuntimeError("as Starlette does after its answer")

        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        scope = {"type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": []}
        with pytest.raises(RuntimeError):
            await ResponseCache(inner, "d", 1 << 20)(scope, receive, send)
        assert [message.get("status", message.get("body")) for message in sent] == [500, b"sorry"]

    awaited(play())


def test_who_asks_first_and_fails_takes_nobody_along() -> None:
    async def play() -> None:
        asked = 0

        async def inner(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal asked
            asked += 1
            await asyncio.sleep(0)
            if asked == 1:
                raise RuntimeError("the first one fails")
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"fine"})

        app = ResponseCache(inner, "d", 1 << 20)
        first, *others = await asyncio.gather(*(ask(app, "/x") for _ in range(3)), return_exceptions=True)
        assert isinstance(first, RuntimeError)
        assert [other[2] for other in others if isinstance(other, tuple)] == [b"fine", b"fine"]

    awaited(play())


@pytest.mark.parametrize(
    "inner",
    [
        lambda: Telling(b"x" * 200, b"y" * 200, b"z"),
        lambda: Telling(b"x", headers=[(b"cache-control", b"no-store")]),
        lambda: Telling(b"x", headers=[(b"vary", b"Accept, Cookie")]),
    ],
    ids=["large", "no-store", "varies by more"],
)
def test_some_answers_go_through(inner: Callable[[], Telling]) -> None:
    async def play() -> None:
        app = ResponseCache(telling := inner(), "d", 8 * 300)
        for _ in range(2):
            status, headers, body = await ask(app, "/x")
            assert (status, body) == (200, b"".join(telling.chunks))
            assert "etag" not in headers
        assert (await ask(app, "/x", method="HEAD"))[2] == b""
        assert telling.asked == ["GET"] * 3
        assert app.size == 0

    awaited(play())


def test_a_large_answer_in_one_piece_is_named_if_not_kept() -> None:
    async def play() -> None:
        telling = Telling(b"x" * 5000)
        app = ResponseCache(telling, "d", 8 * 300)
        _, headers, _ = await ask(app, "/x")
        status, told, body = await ask(app, "/x", [("if-none-match", headers["etag"])])
        assert (status, told["etag"], body) == (304, headers["etag"], b"")
        assert (telling.asked, app.size) == (["GET"] * 2, 0)

    awaited(play())


def test_nobody_waits_for_a_stream_that_a_slow_client_reads() -> None:
    async def play() -> None:
        gate, reading = asyncio.Event(), asyncio.Event()

        async def inner(scope: Scope, receive: Receive, send: Send) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"x" * 500, "more_body": True})
            reading.set()
            await gate.wait()
            await send({"type": "http.response.body", "body": b"end"})

        app = ResponseCache(inner, "d", 8 * 300)
        slow = asyncio.create_task(ask(app, "/x"))
        await reading.wait()
        reading.clear()
        other: Any = asyncio.create_task(ask(app, "/x"))
        await reading.wait()
        gate.set()
        assert (await slow)[2] == (await other)[2] == b"x" * 500 + b"end"

    awaited(play())


def test_memory_is_bounded_and_the_least_recently_asked_goes_first() -> None:
    async def play() -> None:
        inner = Telling(b"x" * 1000)
        app = ResponseCache(inner, "d", 8 * (OVERHEAD + 1100))
        for number in range(50):
            await ask(app, f"/{number}")
            await ask(app, "/0")
            assert app.size <= app.max_bytes
        assert (app.misses, app.hits) == (50, 50)
        await ask(app, "/49")
        await ask(app, "/1")
        assert (app.misses, app.hits) == (51, 51)

    awaited(play())


@pytest.mark.parametrize(
    ("header", "taken"),
    [("", False), ("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("*", True), ("gzip;q=0, *", False), ("identity", False)],
)
def test_encodings(header: str, taken: bool) -> None:
    assert takes_gzip(header.encode()) is taken


def test_nothing_is_kept_without_memory(kg: KnowledgeGraph) -> None:
    async def play() -> None:
        app = create_app(kg, Settings(cache_bytes=0))
        assert (await ask(app, "/resolve/s3"))[2] == (await ask(app, "/resolve/s3"))[2]
        assert isinstance(app.app.app, ResponseCache)
        assert (app.app.app.hits, app.app.app.misses, app.app.app.size) == (0, 2, 0)

    awaited(play())


def test_a_kept_answer_goes_out_as_the_first_one_did(server_url: str) -> None:
    """Over real connections, where the server puts a kept answer out in one write: kept alive, asked in a row, HEAD, 304, closed."""
    host, port = server_url.removeprefix("http://").rstrip("/").split(":")

    def request(method: str, *headers: str) -> bytes:
        return "\r\n".join([f"{method} /resolve/efs?as=kept HTTP/1.1", "Host: x", *headers, "", ""]).encode()

    def answers(*requests: bytes) -> list[tuple[int, Headers, bytes]]:
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(b"".join(requests))
            file = connection.makefile("rb")
            found = []
            for asked in requests:
                status = int(file.readline().split()[1])
                lines = iter(lambda: file.readline().decode().strip(), "")
                headers = dict(line.split(": ", 1) for line in lines)
                size = 0 if status == 304 or asked.startswith(b"HEAD") else int(headers["content-length"])
                found.append((status, {n: v for n, v in headers.items() if n not in ("date", "x-request-id")}, file.read(size)))
            assert b"Connection: close" not in requests[-1] or file.read() == b""
        return found

    [first] = answers(request("GET"))
    status, headers, body = first
    assert (status, headers["content-type"]) == (200, "application/json")
    assert answers(*[request("GET")] * 3) == [first] * 3
    assert answers(request("GET", "Connection: close")) == [(200, {**headers, "connection": "close"}, body)]
    assert answers(request("HEAD"), request("GET")) == [(200, headers, b""), first]
    [(status, told, body)] = answers(request("GET", f"If-None-Match: {headers['etag']}"))
    assert (status, told["etag"], body) == (304, headers["etag"], b"")
    assert "content-length" not in told
