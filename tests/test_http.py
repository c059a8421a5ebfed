"""Kept answers over real connections: queries by POST, whole, in pieces, in a row, announced, long, broken off."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pytest

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
