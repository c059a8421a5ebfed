"""Kept answers over real connections: queries by POST, whole, in pieces, in a row, announced, long, broken off; the same bytes again."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pytest

from api.again import Again, Answered
from api.http import MOST_HELD

QUERY = b"SELECT ?o WHERE { id:sqs skos:prefLabel ?o }"


@contextmanager
def connection(server_url: str) -> Iterator[tuple[socket.socket, BinaryIO]]:
    host, port = server_url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as found:
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield found, found.makefile("rb")


def head(body: bytes, *headers: str) -> bytes:
    lines = [
        "POST /sparql HTTP/1.1",
        "Host: x",
        "Content-Type: application/sparql-query",
        "Accept: text/csv",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*lines, *headers, "", ""]).encode()


def answer(file: BinaryIO) -> tuple[int, bytes]:
    status = int(file.readline().split()[1])
    headers = dict(line.split(": ", 1) for line in iter(lambda: file.readline().decode().strip(), ""))
    return status, file.read(int(headers.get("content-length", "0")))


@pytest.fixture
def wanted(server_url: str) -> tuple[int, bytes]:
    with connection(server_url) as (line, file):
        line.sendall(head(QUERY) + QUERY)
        found = answer(file)
    assert found == (200, b"o\r\nAmazon SQS\r\n")
    return found


def test_a_query_in_a_row_and_in_pieces(server_url: str, wanted: tuple[int, bytes]) -> None:
    with connection(server_url) as (line, file):
        line.sendall((head(QUERY) + QUERY) * 3)
        assert [answer(file) for _ in range(3)] == [wanted] * 3
        for piece in (head(QUERY)[:20], head(QUERY)[20:], QUERY[:7], QUERY[7:]):
            line.sendall(piece)
        assert answer(file) == wanted


def test_a_body_that_is_announced_first(server_url: str, wanted: tuple[int, bytes]) -> None:
    with connection(server_url) as (line, file):
        line.sendall(head(QUERY, "Expect: 100-continue"))
        assert file.readline() + file.readline() == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(QUERY)
        assert answer(file) == wanted


def test_a_long_body_is_not_held_back(server_url: str, wanted: tuple[int, bytes]) -> None:
    long = QUERY + b" " * (3 * MOST_HELD)
    with connection(server_url) as (line, file):
        for _ in range(2):
            line.sendall(head(long))
            line.sendall(long)
            assert answer(file) == wanted


def test_who_leaves_in_the_middle_harms_nobody(server_url: str, wanted: tuple[int, bytes]) -> None:
    for _ in range(20):
        with connection(server_url) as (line, _file):
            line.sendall(head(QUERY) + QUERY[:9])
    with connection(server_url) as (line, file):
        line.sendall(head(QUERY) + QUERY)
        assert answer(file) == wanted


def test_a_thousand_requests_at_once_on_one_connection(server_url: str) -> None:
    request = b"GET /resolve/efs?as=row HTTP/1.1\r\nHost: x\r\n\r\n"
    with connection(server_url) as (line, file):
        line.sendall(request)
        first = answer(file)
        line.sendall(request * 1000)
        assert {answer(file) for _ in range(1000)} == {first}
    assert first[0] == 200


def whole(file: BinaryIO) -> tuple[list[bytes], bytes]:
    """Status line and headers but for the moment's, and the body."""
    lines = list(iter(lambda: file.readline().strip(), b""))
    length = next((int(line.split()[1]) for line in lines if line.lower().startswith(b"content-length")), 0)
    return sorted(line for line in lines if not line.startswith((b"date", b"x-request-id"))), file.read(length)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /related/efs?limit=3 HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n",
        b"GET /related/efs?limit=3 HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n",
        head(QUERY) + QUERY,
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nAccept: text/csv, application/sparql-results+xml\r\n\r\n",
    ],
)
def test_the_same_bytes_are_answered_the_same(server_url: str, request_bytes: bytes) -> None:
    with connection(server_url) as (line, file):
        answers = []
        for _ in range(4):
            line.sendall(request_bytes)
            answers.append(whole(file))
        line.sendall(request_bytes[:30])
        line.sendall(request_bytes[30:])
        answers.append(whole(file))
        line.sendall(request_bytes * 2)
        answers += [whole(file), whole(file)]
    assert answers == answers[:1] * 7


def test_the_same_bytes_within_another_request_are_its_body(server_url: str, wanted: tuple[int, bytes]) -> None:
    inner = b"GET /resolve/efs HTTP/1.1\r\nHost: x\r\n\r\n"
    with connection(server_url) as (line, file):
        for _ in range(3):
            line.sendall(inner)
            assert answer(file)[0] == 200
        body = QUERY + b"\n#" + inner.replace(b"\r\n", b"  ")
        line.sendall(head(inner))
        line.sendall(inner)
        assert answer(file)[0] == 400, "it was read as the query that it is in this place"
        line.sendall(head(body) + body)
        assert answer(file) == wanted


def test_who_asks_again_keeps_the_identifier_and_the_wish_to_close(server_url: str) -> None:
    for _ in range(3):
        with connection(server_url) as (line, file):
            line.sendall(b"GET /resolve/efs HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\nConnection: close\r\n\r\n")
            told = file.read()
            assert b"x-request-id: mine\r\n" in told
            assert b"connection: close\r\n" in told
    with connection(server_url) as (line, file):
        seen = set()
        for _ in range(5):
            line.sendall(b"GET /resolve/efs HTTP/1.1\r\nHost: y\r\n\r\n")
            lines = list(iter(lambda: file.readline().strip(), b""))
            file.read(next(int(one.split()[1]) for one in lines if one.lower().startswith(b"content-length")))
            seen.add(next(one for one in lines if one.startswith(b"x-request-id")))
        assert len(seen) == 5


def test_what_is_remembered_is_bounded() -> None:
    again = Again(10_000)
    for n in range(100):
        again.put(b"%d" % n, Answered("GET", "/", b"", 200, b"", b"x" * 1000))
    assert again.size <= 10_000
    assert again.find(b"99") is not None
    assert again.find(b"0") is None
    again.put(b"large", Answered("GET", "/", b"", 200, b"", b"x" * 100_000))
    assert again.find(b"large") is None
    nothing = Again(0)
    nothing.put(b"a", Answered("GET", "/", b"", 200, b"", b""))
    assert nothing.find(b"a") is None
