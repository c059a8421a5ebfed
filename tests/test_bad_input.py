"""Every route of the OpenAPI document, asked wrongly: a problem that says what to do, never a page, never a 500."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

LONG = "x" * 10_000
METHODS = ("POST", "PUT", "PATCH", "DELETE")
IN_PATHS = ("%00", "%FF", "%C3", quote(LONG), "..%2F..%2Fetc%2Fpasswd", "%E2%80%AE%0D%0A", "a%2Fb%2Fc", "%20")
"""Names that are none: null, broken UTF-8, 10 kB, slashes, line ends, blanks."""
IN_QUERIES = ("\0", LONG, "-1", "1000000000", "99", "", "nosuch", "é\n", "1e999", "NaN", "../../x")
FREE = {"q", "of", "query", "prefix", "claims"}
"""Parameters that take any text, for which a word that is in no name is no mistake."""
EXPLICIT = ("/context.jsonld", "/contexts/thing.jsonld", "/export.{format}", "/view.{format}", "/data/{name}")
"""Addresses that say themselves in which format they answer."""


@pytest.fixture(scope="module")
def operations(client: TestClient) -> dict[str, dict[str, Any]]:
    paths = client.get("/openapi.json").json()["paths"]
    return {path: methods["get"] for path, methods in paths.items() if "get" in methods}


def example(path: str, operation: dict[str, Any], **instead: str) -> tuple[str, list[tuple[str, str]]]:
    """An address of a route by the examples of its parameters, `instead` of some of them other values."""
    query = []
    for parameter in operation.get("parameters", []):
        name = parameter["name"]
        examples = parameter["schema"].get("examples") or [None]
        value = instead.get(name, examples[0])
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", str(value))
        elif name in instead or (parameter["required"] and value is not None):
            query.append((name, value[0] if isinstance(value, list) else str(value)))
    return path, query


def refused(answer: Any, asked: str) -> None:
    """A 4xx problem with all that RFC 9457 names and a sentence that helps."""
    assert 400 <= answer.status_code < 500, f"{asked[:200]}: {answer.status_code} {answer.text[:200]}"
    assert answer.headers["content-type"] == "application/problem+json", asked[:200]
    problem = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(problem), asked[:200]
    assert problem["status"] == answer.status_code
    assert len(problem["detail"]) > 15
    assert len(answer.content) < 25_000
    assert "Traceback" not in answer.text


def test_names_that_are_none(client: TestClient, operations: dict[str, dict[str, Any]]) -> None:
    for path, operation in operations.items():
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path":
                for bad in IN_PATHS:
                    url, query = example(path, operation, **{parameter["name"]: bad})
                    refused(client.get(url, params=dict(query), follow_redirects=False), url)


def test_values_that_are_none(client: TestClient, operations: dict[str, dict[str, Any]]) -> None:
    for path, operation in operations.items():
        for parameter in operation.get("parameters", []):
            name, kind = parameter["name"], str(parameter["schema"])
            if parameter["in"] != "query":
                continue
            bad = [value for value in IN_QUERIES if value in ("\0", LONG) or ("integer" in kind or "enum" in kind)]
            for value in bad:
                if value == "99" and parameter["schema"].get("maximum", 0) >= 99:
                    continue
                url, query = example(path, operation, **{name: value})
                asked = f"{url}?{urlencode(query)}"
                if value == LONG and (name in FREE or "graph-uri" in name or path == "/sparql"):
                    assert client.get(asked, follow_redirects=False).status_code < 500
                else:
                    refused(client.get(asked, follow_redirects=False), asked)


def test_a_parameter_given_twice(client: TestClient, operations: dict[str, dict[str, Any]]) -> None:
    for path, operation in operations.items():
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query" and "array" not in str(parameter["schema"]):
                url, query = example(path, operation)
                twice = [(n, v) for n, v in query if n != parameter["name"]] + [(parameter["name"], "1")] * 2
                refused(client.get(f"{url}?{urlencode(twice)}", follow_redirects=False), f"{url}?{urlencode(twice)}")


def test_parameters_that_nobody_knows_are_ignored(client: TestClient) -> None:
    answer = client.get("/related/s3?nosuch=1&utm_source=x")
    assert answer.json()["related"] == client.get("/related/s3").json()["related"]


def test_an_accept_that_cannot_be_met(client: TestClient, operations: dict[str, dict[str, Any]]) -> None:
    for path, operation in operations.items():
        url, query = example(path, operation)
        for accept in ("image/png", "application/json;q=0, image/*", "nonsense"):
            answer = client.get(url, params=dict(query), headers={"accept": accept}, follow_redirects=False)
            if path in EXPLICIT:
                assert answer.status_code == 200, url
            elif answer.status_code != 406:
                assert answer.status_code in (200, 303, 400), f"{url} {accept}: {answer.status_code}"
                assert answer.status_code == 400 or path in ("/page", "/page/{name}"), f"{url} takes {accept}"
            else:
                refused(answer, f"{url} {accept}")


def test_methods_that_a_route_does_not_take(client: TestClient, operations: dict[str, dict[str, Any]]) -> None:
    for path, operation in operations.items():
        url, _ = example(path, operation)
        takes = {method.strip() for method in client.options(url).headers["allow"].split(",")}
        assert {"GET", "HEAD", "OPTIONS"} <= takes
        for method in METHODS:
            if method not in takes:
                answer = client.request(method, url)
                refused(answer, f"{method} {url}")
                assert answer.status_code == 405
                assert {part.strip() for part in answer.headers["allow"].split(",")} == takes
    assert client.options("/nosuch").status_code == 404


def test_odd_headers_change_nothing(client: TestClient) -> None:
    plain = client.get("/related/s3").content
    for headers in (
        {"accept": "*/*;q=abc, application/json"},
        {"accept": ",,;,*/*"},
        {"accept-encoding": "gzip;q=2, *;q=x"},
        {"if-none-match": '"'},
        {"range": "bytes=0-5"},
        {"host": "else.where:99999"},
        {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"},
        {"accept": "application/json" + ", text/x" * 2000},
        {"cookie": "a=" + "b" * 4000},
    ):
        answer = client.get("/related/s3", headers=headers)
        assert (answer.status_code, answer.content) == (200, plain), headers


@pytest.mark.parametrize("line", [b"GET /\0 HTTP/1.1", b"GET / HTTP/9", b"GE\x01T / HTTP/1.1", b"\xff\xfe", b"GET /a b HTTP/1.1"])
def test_bytes_that_are_no_request(server_url: str, line: bytes) -> None:
    host, port = server_url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n"), answer
    assert b"content-type: application/problem+json" in answer
    assert b'"status":400' in answer


@pytest.mark.parametrize(("size", "status"), [(60_000, 200), (70_000, 414), (1_000_000, 414)])
def test_an_address_that_is_too_long_is_told_to_be(server_url: str, size: int, status: int) -> None:
    host, port = server_url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(b"GET /sparql?query=ASK%7B%7D%23" + b"x" * size + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer[:200]
    assert status == 200 or b"Send a longer query by POST." in answer
