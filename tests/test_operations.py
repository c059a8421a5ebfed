"""What operators rely on: metrics, the log, health under load, a graceful end."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from pathlib import Path
from urllib.parse import quote

import httpx2
import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from api.app import create_app
from api.observe import UNROUTED
from api.settings import Settings
from graph.store import KnowledgeGraph
from tests.processes import Served, served

HOPELESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"


def samples(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Name and labels -> value."""
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in text_string_to_metric_families(text) for s in family.samples}


def requests(route: str, status: str, method: str = "GET", name: str = "fanout_requests_total") -> tuple[str, tuple[tuple[str, str], ...]]:
    return name, (("method", method), ("route", route), ("status", status))


def test_metrics_count_by_route_and_never_by_what_a_visitor_wrote(kg: KnowledgeGraph) -> None:
    client = TestClient(create_app(kg, Settings()))
    for path in (
        "/related/sqs",
        "/related/sqs",
        "/related/sns",
        "/related/nosuchthing",
        "/nowhere/at/all",
        "/elsewhere",
        "/static/style.css",
    ):
        client.get(path)
    client.request("BREW", "/related/sqs")
    client.post("/sparql", data={"query": "ASK {}"})
    client.post("/sparql", data={"query": "ASK {}"})
    answer = client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = samples(answer.text)
    assert found[requests("/related/{name:path}", "200")] == 3
    assert found[requests("/related/{name:path}", "404")] == 1
    assert found[requests("/related/{name:path}", "200", name="fanout_request_seconds_count")] == 3
    assert found[requests(UNROUTED, "404")] == 2
    assert found[requests("/static/{path:path}", "200")] == 1
    assert found[requests("/sparql", "200", "POST")] == 2
    assert found[requests("/related/{name:path}", "405", "(other)")] == 1
    assert found["fanout_cache_hits_total", (("cache", "pages"),)] == 1
    assert found["fanout_cache_hits_total", (("cache", "queries"),)] == 1
    assert found["fanout_cache_misses_total", (("cache", "queries"),)] == 1
    assert found["fanout_dataset_info", (("digest", kg.digest), ("version", client.get("/health").json()["version"]))] == 1
    assert found["fanout_dataset_size", (("of", "things"),)] == len(kg.content.things)
    assert found["fanout_requests_running", ()] == 1
    assert found["fanout_queries_running", ()] == 0
    assert client.get("/metrics", headers={"accept": "application/openmetrics-text"}).text.endswith("# EOF\n")


def test_two_applications_count_for_themselves_and_metrics_can_be_off(kg: KnowledgeGraph) -> None:
    first, second = (TestClient(create_app(kg, Settings())) for _ in range(2))
    first.get("/related/sqs")
    assert requests("/related/{name:path}", "200") in samples(first.get("/metrics").text)
    assert requests("/related/{name:path}", "200") not in samples(second.get("/metrics").text)
    assert TestClient(create_app(kg, Settings(metrics=False))).get("/metrics").status_code == 404


def test_the_identifier_of_a_request_is_the_clients_own_or_ours(client: TestClient) -> None:
    assert client.get("/health", headers={"x-request-id": "mine-1"}).headers["x-request-id"] == "mine-1"
    first, second = (client.get("/related/sqs", headers={"x-request-id": 'no"good'}).headers["x-request-id"] for _ in range(2))
    assert first != second
    assert '"' not in first + second


@pytest.fixture(scope="module")
def server(cache: Path, kg: KnowledgeGraph) -> Served:  # type: ignore[misc]
    with served(cache) as found:
        yield found


def logged(server: Served, ident: str) -> dict[str, object]:
    """The line of a request; lines are written within a tenth of a second."""
    for _ in range(200):
        for line in list(server.lines):
            if f'"id":"{ident}"' in line:
                told: dict[str, object] = json.loads(line)
                return told
        time.sleep(0.05)
    raise AssertionError(f"no line for {ident} in {server.lines}")


def test_each_request_is_one_line_that_holds_no_query(server: Served) -> None:
    secret = "SELECT ?private { ?private ?p 'something private' }"
    asked = {"a-1": "related/sqs", "a-2": "related/sqs", "a-3": "nowhere?token=private"}
    for ident, path in asked.items():
        httpx2.get(server.url + path, headers={"x-request-id": ident})
    httpx2.post(server.url + "sparql", data={"query": secret}, headers={"x-request-id": "a-4"})
    httpx2.get(server.url + "sparql", params={"query": secret}, headers={"x-request-id": "a-5"})
    lines = {ident: logged(server, ident) for ident in (*asked, "a-4", "a-5")}
    parts = ("method", "path", "route", "status", "cache", "level", "message")
    assert [[line[part] for part in parts] for line in lines.values()] == [
        ["GET", "/related/sqs", "/related/{name:path}", 200, "miss", "info", "request"],
        ["GET", "/related/sqs", "/related/{name:path}", 200, "hit", "info", "request"],
        ["GET", "/nowhere", UNROUTED, 404, "miss", "info", "request"],
        ["POST", "/sparql", "/sparql", 200, "miss", "info", "request"],
        ["GET", "/sparql", "/sparql", 200, "miss", "info", "request"],
    ]
    assert lines["a-1"]["bytes"] == lines["a-2"]["bytes"]
    assert not [line for line in server.lines if "private" in line]
    assert all(isinstance(line["ms"], float) and str(line["time"]).endswith("Z") for line in lines.values())


def hopeless(url: str, number: int) -> socket.socket:
    """A connection on which a query was asked that never ends, each another."""
    host, port = url.removeprefix("http://").rstrip("/").split(":")
    body = f"{HOPELESS} # {number}".encode()
    asking = socket.create_connection((host, int(port)))
    head = f"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
    asking.sendall(head.encode() + body)
    return asking


def until(client: httpx2.Client, metric: str, value: int) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """The metrics, once one of them has come to a value; within two minutes."""
    for _ in range(6000):
        found = samples(client.get("metrics").text)
        if found[metric, ()] == value:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{metric} is {found[metric, ()]}, not {value}")


def test_health_and_pages_answer_while_hopeless_queries_run(cache: Path, kg: KnowledgeGraph) -> None:
    with served(cache, query_seconds="300") as server, httpx2.Client(base_url=server.url, timeout=120) as client:
        asking = [hopeless(server.url, number) for number in range(20)]
        until(client, "fanout_queries_running", 20)
        for thing in ("sqs", "sns", "s3", "lambda", "kinesis"):
            assert client.get("health").json()["status"] == "ok"
            assert client.get(f"related/{thing}").status_code == 200
            assert client.post("sparql", data={"query": f"ASK {{ id:{thing} a fo:Service }}"}).json()["boolean"] is True
        found = samples(client.get("metrics").text)
        assert (found["fanout_queries_running", ()], found["fanout_queries_killed_total", ()]) == (20, 0), "all of them run on meanwhile"
        for connection in asking:
            connection.close()
        found = until(client, "fanout_queries_running", 0)
        assert found["fanout_queries_killed_total", ()] == 20, "who leaves takes the query along"


def test_a_client_that_takes_nothing_fills_no_more_memory_than_there_is_for_answers(cache: Path, kg: KnowledgeGraph) -> None:
    everything = "SELECT * { ?s ?p ?o VALUES ?n { 1 2 3 } } LIMIT 60000"
    with (
        served(cache, query_held=str(24 << 20), cache_bytes="0") as server,
        httpx2.Client(base_url=server.url, timeout=120, headers={"accept-encoding": "identity"}) as client,
    ):
        url = httpx2.URL(server.url)
        with socket.create_connection((url.host, url.port or 80)) as idle:
            idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            idle.sendall(f"GET /sparql?query={quote(everything)}&format=json HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            idle.recv(100)  # it has begun, and more than fits into the buffers is still to come
            turned = client.get("sparql", params={"query": everything, "format": "json"})
            small = client.get("sparql", params={"query": "ASK { ?s ?p ?o }", "format": "json"})
        assert (turned.status_code, turned.json()["title"], turned.headers["retry-after"]) == (503, "Busy", "2")
        assert small.json()["boolean"] is True
        while (again := client.get("sparql", params={"query": everything, "format": "json"})).status_code == 503:
            time.sleep(0.1)
        assert len(again.json()["results"]["bindings"]) == 60000


def family(process: psutil.Process) -> list[psutil.Process]:
    found: list[psutil.Process] = process.children(recursive=True)
    return found


def alive(children: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run after all have had time to end: the process that holds the dataset ends its forks once it sees the server gone."""
    until = time.monotonic() + 20
    while running := [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]:
        if time.monotonic() > until:
            break
        time.sleep(0.05)
    return running


def test_stopping_finishes_what_runs_and_leaves_no_process(cache: Path, kg: KnowledgeGraph) -> None:
    with served(cache, query_seconds="4") as server:
        answers: list[int] = []

        def ask() -> None:
            answers.append(
                httpx2.post(server.url + "sparql", data={"query": HOPELESS}, headers={"x-request-id": "last"}, timeout=60).status_code
            )

        asking = threading.Thread(target=ask)
        asking.start()
        while samples(httpx2.get(server.url + "metrics").text)["fanout_queries_running", ()] < 1:
            time.sleep(0.01)
        children = family(psutil.Process(server.process.pid))
        assert children, "the queries run in processes of their own"
        server.process.send_signal(signal.SIGTERM)
        status = server.end()
        asking.join()
    assert answers == [503], "the query that ran was to be answered, if only with its time-out"
    assert json.loads(next(line for line in server.lines if '"id":"last"' in line))["status"] == 503
    assert status in (0, -signal.SIGTERM)
    assert not alive(children)


def test_stopping_does_not_wait_longer_than_its_bound(cache: Path, kg: KnowledgeGraph) -> None:
    with served(cache, query_seconds="300", stop_seconds="1") as server:
        outcome: list[object] = []

        def ask() -> None:
            try:
                outcome.append(httpx2.post(server.url + "sparql", data={"query": HOPELESS}, timeout=250).status_code)
            except httpx2.HTTPError as error:
                outcome.append(error)

        asking = threading.Thread(target=ask)
        asking.start()
        while samples(httpx2.get(server.url + "metrics").text)["fanout_queries_running", ()] < 1:
            time.sleep(0.01)
        children = family(psutil.Process(server.process.pid))
        server.process.send_signal(signal.SIGTERM)
        server.end()
        asking.join()
    assert not alive(children)
    assert outcome != [200]


def test_a_server_that_is_killed_takes_its_workers_along(cache: Path, kg: KnowledgeGraph) -> None:
    with served(cache) as server:
        httpx2.post(server.url + "sparql", data={"query": "ASK {}"})
        children = family(psutil.Process(server.process.pid))
        assert children
        server.process.kill()
        server.end()
        _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []


def test_the_server_and_what_forks_its_workers_share_the_dataset(cache: Path, kg: KnowledgeGraph, tmp_path: Path) -> None:
    data = tmp_path / "one.ttl"
    data.write_text("<http://x/a> <http://x/b> 1 .", encoding="utf-8")
    for options in ((), ("--data", str(data))):
        with served(cache, *options) as server:
            (holder,) = psutil.Process(server.process.pid).children()
            assert holder.cmdline() == psutil.Process(server.process.pid).cmdline(), "a fork of the server, not a process begun anew"
