"""The same answers from other stores: everything that the embedded engine says in memory, asked of Oxigraph's server, of Virtuoso, and of a store on disk."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pyoxigraph import RdfFormat, Store, parse
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.stores import open_files
from graph import build, queries
from graph.dataset import DataFile, make
from graph.errors import BadQuery, NotBuilt, QueryTimeout, RefusedQuery, StoreTrouble
from graph.examples import examples
from graph.sparql.endpoint import Endpoint
from graph.sparql.publish import UNDER_WAY, publish
from graph.sparql.query import Query
from graph.sparql.remote import BELIEF, Remote
from graph.store import KnowledgeGraph
from tests import stores
from tests.processes import served
from tests.test_cli import ROOT, fanout

GENEROUS = Settings(query_seconds=60)


@dataclass(frozen=True)
class Shop:
    """A store with the dataset in it, and an application over it. A store on disk has no endpoint."""

    endpoint: Endpoint
    kg: KnowledgeGraph
    client: TestClient

    @property
    def remote(self) -> Remote:
        assert isinstance(self.kg.engine, Remote)
        return self.kg.engine


@pytest.fixture(scope="session")
def dataset(kg: KnowledgeGraph, cache: Path) -> Path:
    """The file that `fanout build` keeps."""
    return build.ensure(cache)


def opened(dataset: Path, endpoint: Endpoint) -> Iterator[Shop]:
    publish(dataset, endpoint)
    remote = KnowledgeGraph(Remote.open(endpoint))
    yield Shop(endpoint, remote, TestClient(create_app(remote, GENEROUS), raise_server_exceptions=False))
    remote.close()


@pytest.fixture(scope="session")
def oxigraph_shop(dataset: Path) -> Iterator[Shop]:
    with stores.oxigraph() as url:
        yield from opened(dataset, Endpoint(f"{url}query", f"{url}update"))


@pytest.fixture(scope="session")
def union_shop(dataset: Path) -> Iterator[Shop]:
    with stores.oxigraph("--union-default-graph") as url:
        yield from opened(dataset, Endpoint(f"{url}query", f"{url}update", f"{url}store"))


@pytest.fixture(scope="session")
def virtuoso_shop(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with stores.virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield from opened(
            dataset,
            Endpoint(f"{url}sparql", f"{url}sparql-auth", user="dba", password="dba", parameters={"timeout": "{milliseconds}"}),
        )


@pytest.fixture(scope="session")
def disk_shop(dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("disk") / "store"
    make(folder, (DataFile(str(dataset)),))
    opened = open_files(Settings(data=(folder,)))
    yield Shop(Endpoint(""), opened, TestClient(create_app(opened, GENEROUS), raise_server_exceptions=False))
    opened.close()


@pytest.fixture(params=("oxigraph_shop", "union_shop", "virtuoso_shop", "disk_shop"))
def shop(request: pytest.FixtureRequest) -> Shop:
    found: Shop = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=("oxigraph_shop", "union_shop", "virtuoso_shop"))
def far_shop(request: pytest.FixtureRequest) -> Shop:
    """The stores that are servers."""
    found: Shop = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=("oxigraph_shop", "virtuoso_shop", "disk_shop"))
def strict_shop(request: pytest.FixtureRequest) -> Shop:
    """The stores that keep to the dataset that a query names; the option that makes Oxigraph's server show all graphs at once overrides it."""
    found: Shop = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def home(kg: KnowledgeGraph) -> TestClient:
    """The embedded engine, with as much time."""
    return TestClient(create_app(kg, GENEROUS), raise_server_exceptions=False)


# --- the same answers

PATHS = (
    "/related/route53",
    "/related/s3?depth=3&limit=200",
    "/related/s3?family=dataFlow&type=Service&limit=200",
    "/resolve/route.53",
    "/search?q=gate",
    "/things/SMS",
    "/path?from=lambda&to=redshift",
    "/compare?things=sqs,sns,kinesis",
    "/verify?subject=gateway+endpoint&relation=givesAccessTo&object=efs",
    "/passages/s17-fan-out",
    "/passages/s17-max-size-correction",
    "/notes",
    "/data/athena.nt",
    "/data/athena.nq",
    "/data/notes/s17-max-size.nq",
    "/data/graphs/layout.nt",
    "/data/examples/services.jsonld",
    "/vocabulary?format=nt",
    "/dataset?format=nt",
    "/context.jsonld",
    "/examples",
    "/page/sqs",
    "/sparql?format=nt",
)


@pytest.mark.parametrize("path", PATHS)
def test_rest_says_the_same(shop: Shop, home: TestClient, path: str) -> None:
    assert shop.client.get(path).content == home.get(path).content


def test_the_whole_content_is_the_same(shop: Shop, kg: KnowledgeGraph) -> None:
    assert shop.kg.content == replace(kg.content, near={}), "what is worked out beforehand is kept with a dataset of our own"


TABLES = (
    "ASK { id:sqs a fo:Service }",
    "ASK { id:sqs a fo:Category }",
    "SELECT ?passage ?quote { GRAPH ?passage { id:athena ?how id:presto } ?passage oa:exact ?quote }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?t ?l { ?t a fo:Service ; skos:prefLabel ?l }",
    "SELECT ?c (COUNT(?t) AS ?n) { ?t fo:category ?c } GROUP BY ?c HAVING(COUNT(?t) > 20)",
    "SELECT ?t { ?t a fo:Service FILTER NOT EXISTS { ?t fo:acronym ?a } }",
    "SELECT ?t { ?t a fo:Service MINUS { ?t fo:acronym ?a } }",
    "SELECT ?b { id:athena fo:builtOn+ ?b }",
    "SELECT ?l { id:sqs skos:prefLabel|skos:altLabel ?l }",
    "SELECT ?l (LANG(?l) AS ?g) (STRLEN(STR(?l)) AS ?n) (UCASE(STR(?l)) AS ?u) { id:sqs skos:prefLabel ?l }",
    "SELECT ?x ?y { id:sqs skos:prefLabel ?x OPTIONAL { id:sqs fo:reason ?y } }",
    'SELECT ?s ?v { ?s fo:value ?v ; fo:unit "s" }',
    "SELECT ?v { id:limit-ipv6-addresses fo:value ?v }",
    "SELECT ?t ?n ?l { VALUES (?t ?n) { (id:sqs 1) (id:sns UNDEF) } ?t skos:prefLabel ?l }",
    "SELECT ?t ?n { { SELECT ?t (COUNT(*) AS ?n) { ?t ?p ?o . ?t a fo:Service } GROUP BY ?t } FILTER(?n > 60) }",
    "SELECT DISTINCT ?d { ?r dcterms:date ?d }",
    'SELECT ?l { ?t skos:prefLabel ?l FILTER(REGEX(?l, "^Amazon S", "i")) }',
    'SELECT ?l { ?t skos:prefLabel ?l FILTER(CONTAINS(LCASE(STR(?l)), "gateway")) }',
    'SELECT ?x { BIND("a\\"b\\n\\u00e9\\U0001F600" AS ?x) }',
)
GRAPHS = (
    "CONSTRUCT { ?s skos:related ?o } WHERE { ?s fo:builtOn ?o }",
    "CONSTRUCT WHERE { ?s fo:builtOn ?o }",
    "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <https://fanout.example/graphs/implied> { ?s ?p ?o } }",
    "DESCRIBE id:sqs",
    "DESCRIBE ?s id:sns WHERE { ?s fo:builtOn id:presto } # and a remark",
)
NAMING = (
    "SELECT ?s ?o FROM <https://fanout.example/graphs/implied> { ?s fo:underlies ?o }",
    "SELECT ?g (COUNT(*) AS ?n) FROM NAMED <https://fanout.example/graphs/implied> FROM NAMED <https://fanout.example/graphs/layout>"
    " { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT (COUNT(*) AS ?n) FROM NAMED <https://fanout.example/graphs/implied> { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) FROM <https://fanout.example/graphs/implied> { GRAPH ?g { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } FROM <https://fanout.example/graphs/implied> WHERE { ?s ?p ?o }",
    "DESCRIBE id:presto FROM <https://fanout.example/graphs/implied>",
)
"""Queries that name their dataset."""


def ask(client: TestClient, query: str, accept: str) -> tuple[int, str]:
    answer = client.post("/sparql", data={"query": query}, headers={"accept": accept})
    return answer.status_code, answer.text


def told(text: str) -> object:
    """A table without the order of its rows, which SPARQL leaves open."""
    found = json.loads(text)
    rows = Counter(json.dumps(row, sort_keys=True) for row in found.get("results", {}).get("bindings", ()))
    return found["head"], found.get("boolean"), rows


@pytest.mark.parametrize("query", TABLES)
def test_tables_are_the_same(shop: Shop, home: TestClient, query: str) -> None:
    wanted, found = (ask(client, query, "application/sparql-results+json") for client in (home, shop.client))
    assert (found[0], wanted[0]) == (200, 200), found[1]
    assert told(found[1]) == told(wanted[1])


@pytest.mark.parametrize("query", GRAPHS)
def test_graphs_are_the_same(shop: Shop, home: TestClient, query: str) -> None:
    wanted, found = (ask(client, query, "application/n-triples") for client in (home, shop.client))
    assert (found[0], wanted[0]) == (200, 200), found[1]
    assert set(found[1].splitlines()) == set(wanted[1].splitlines())


def test_the_examples_are_the_same(shop: Shop, home: TestClient, kg: KnowledgeGraph) -> None:
    free = re.compile(r"GROUP_CONCAT|SAMPLE")  # which name comes first, or is taken, is left to the store
    for example in examples(kg.engine):
        accept = "application/sparql-results+json" if example.form in ("select", "ask") else "application/n-triples"
        wanted, found = (ask(client, example.query, accept) for client in (home, shop.client))
        assert (found[0], wanted[0]) == (200, 200), (example.id, found[1])
        if example.form not in ("select", "ask"):
            assert set(found[1].splitlines()) == set(wanted[1].splitlines()), example.id
        elif free.search(example.query):
            assert len(json.loads(found[1])["results"]["bindings"]) == len(json.loads(wanted[1])["results"]["bindings"]), example.id
        else:
            assert told(found[1]) == told(wanted[1]), example.id


def test_order_is_the_same_where_it_is_asked_for(shop: Shop, home: TestClient) -> None:
    query = "SELECT ?passage ?start { ?passage a fo:Passage ; oa:hasSelector/oa:start ?start } ORDER BY DESC(?start) ?passage LIMIT 50"
    assert ask(shop.client, query, "text/csv") == ask(home, query, "text/csv")


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("SELECT ?l ?n { id:sqs skos:prefLabel ?l BIND(1 AS ?n) }", "application/sparql-results+json"),
        ("SELECT ?l ?n { id:sqs skos:prefLabel ?l BIND(1 AS ?n) }", "application/sparql-results+xml"),
        ("SELECT ?l ?n { id:sqs skos:prefLabel ?l BIND(1 AS ?n) }", "text/csv"),
        ("SELECT ?l ?n { id:sqs skos:prefLabel ?l BIND(1 AS ?n) }", "text/tab-separated-values"),
        ("ASK { id:sqs a fo:Service }", "application/sparql-results+json"),
        ("ASK { id:sqs a fo:Service }", "application/sparql-results+xml"),
        ("CONSTRUCT WHERE { id:athena fo:builtOn ?o }", "text/turtle"),
        ("CONSTRUCT WHERE { id:athena fo:builtOn ?o }", "application/ld+json"),
        ("CONSTRUCT WHERE { id:athena fo:builtOn ?o }", "application/rdf+xml"),
    ],
)
def test_every_format_has_the_same_bytes(shop: Shop, home: TestClient, query: str, accept: str) -> None:
    assert ask(shop.client, query, accept) == ask(home, query, accept)


@pytest.mark.parametrize("query", NAMING)
def test_named_datasets_are_the_same(strict_shop: Shop, home: TestClient, query: str) -> None:
    if query.startswith("SELECT"):
        test_tables_are_the_same(strict_shop, home, query)
    else:
        test_graphs_are_the_same(strict_shop, home, query)


def test_protocol_datasets_are_the_same(strict_shop: Shop, home: TestClient) -> None:
    implied = "https://fanout.example/graphs/implied"
    for query in ("ASK { id:presto fo:underlies id:athena }", "ASK { id:athena fo:builtOn id:presto }", "ASK { GRAPH ?g { ?s ?p ?o } }"):
        for dataset in ({"default-graph-uri": implied}, {"named-graph-uri": implied}):
            wanted, found = (client.get("/sparql", params={"query": query, **dataset}).json() for client in (home, strict_shop.client))
            assert found == wanted, (query, dataset)


VIRTUOSO = {
    "SELECT (true AS ?x) {}": "x\r\n1\r\n",
    "SELECT (BOUND(?y) AS ?x) {}": "x\r\n0\r\n",
    "SELECT (7 / 2 AS ?x) {}": "x\r\n3\r\n",
}
"""What Virtuoso 7.2.5 says and others do not: booleans that it computes are numbers, and integers divide to integers. README tells it."""


def test_what_virtuoso_says_otherwise_is_what_we_tell(virtuoso_shop: Shop) -> None:
    assert {query: ask(virtuoso_shop.client, query, "text/csv")[1] for query in VIRTUOSO} == VIRTUOSO
    both_open = ask(virtuoso_shop.client, "SELECT ?a ?b { ?a fo:builtOn+ ?b }", "text/csv")
    assert both_open[0] == 400
    assert "transitive start not given" in both_open[1]


# --- a visitor is fenced and bounded as at home


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", RefusedQuery),
        ("SELECT * { SERV\\u0049CE <http://127.0.0.1:1/> { ?s ?p ?o } }", RefusedQuery),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", RefusedQuery),
        ("LOAD <file:///etc/passwd>", RefusedQuery),
        ("SELECT * FROM <https://else.example/graph> { ?s ?p ?o }", RefusedQuery),
        ("PREFIX bif: <bif:> SELECT (bif:file_to_string('/etc/passwd') AS ?x) {}", BadQuery),
        ("PREFIX bif: <bif:> SELECT * { ?s bif:contains 'sqs' }", RefusedQuery),
        ("SELECT * { ?s <sql:rnd> ?o }", RefusedQuery),
        ("PREFIX x: <java:java.> SELECT * { ?s x:lang.System ?o }", RefusedQuery),
        ("SELECTDISTINCT ?s { ?s ?p ?o }", BadQuery),
        ("SELECT * WHERE { ?s ?p }", BadQuery),
        ("SELECT * { ?s foo:x ?o }", BadQuery),
        ("S\\u0045LECT * { ?s ?p ?o }", BadQuery),
    ],
)
def test_what_is_refused_never_reaches_the_store(far_shop: Shop, query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        far_shop.remote.answer(Query(query), 20)


def test_a_hopeless_query_is_cut_and_the_next_is_answered(shop: Shop) -> None:
    with pytest.raises(QueryTimeout):
        shop.kg.engine.answer(Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c < ?f && ?f < ?i) }"), 1.0)
    assert shop.kg.engine.answer(Query("ASK {}", ("json",)), 30).body == b'{"head":{},"boolean":true}'


def test_a_store_that_is_gone_is_a_bad_gateway(kg: KnowledgeGraph) -> None:
    nobody = Endpoint(f"http://127.0.0.1:{stores.free_port()}/query")
    gone = Remote(nobody, None, "none")
    with pytest.raises(StoreTrouble, match="does not answer"):
        gone.answer(Query("ASK {}"), 20)
    gone.close()


def test_the_server_over_a_store_says_the_same(virtuoso_shop: Shop, home: TestClient, cache: Path) -> None:
    with served(cache, store=virtuoso_shop.endpoint.query, store_parameters="timeout={milliseconds}", query_seconds="60") as server:
        for path in ("related/route53", "compare?things=sqs,sns", "sparql?query=ASK%7B%20id%3Asqs%20a%20fo%3AService%7D"):
            assert httpx2.get(server.url + path).content == home.get("/" + path).content
        there, here = httpx2.get(server.url + "health").json(), home.get("/health").json()
        assert {**there, "fences": []} == {**here, "fences": []}  # fences are of query processes at home, once these have started
        assert "fanout_queries_running 0.0" in httpx2.get(server.url + "metrics").text


def test_a_store_that_goes_while_it_is_served_is_a_bad_gateway(dataset: Path) -> None:
    with ExitStack() as stack:
        with stores.oxigraph() as url:
            shop = stack.enter_context(contextmanager(opened)(dataset, Endpoint(f"{url}query", f"{url}update")))
            assert ask(shop.client, "ASK { id:sqs a fo:Service }", "application/sparql-results+json")[0] == 200
        status, problem = ask(shop.client, "ASK { id:sns a fo:Service }", "application/sparql-results+json")
        assert (status, json.loads(problem)["type"]) == (502, "/problems/store-trouble")
        assert shop.client.get("/related/sqs").status_code == 200, "what is in memory is still answered"


# --- publishing


@pytest.mark.parametrize(
    ("wanted", "challenge", "login"),
    [
        ("Basic dXNlcjpzZWNyZXQ=", 'Basic realm="store"', {"user": "user", "password": "secret"}),
        ("Basic dXNlcjpzZWNyZXQ=", "", {"user": "user", "password": "secret"}),
        ("Bearer secret", "Bearer", {"token": "secret"}),
    ],
)
def test_who_we_are_is_told_as_the_store_asks_for_it(wanted: str, challenge: str, login: dict[str, Any]) -> None:
    with stores.oxigraph() as url, stores.guarded(url, wanted, challenge) as door:
        with closing(Endpoint(f"{door}query", f"{door}update", **login)) as known:
            known.change("INSERT DATA { <https://a.example/> <https://a.example/> 1 }")
            assert known.ask("ASK { ?s ?p 1 }", "application/sparql-results+json", 20).body == b'{"head":{},"boolean":true}'
            assert "secret" not in repr(known)
        with closing(Endpoint(f"{door}query", f"{door}update")) as stranger, pytest.raises(StoreTrouble, match="refuses to write: 401"):
            stranger.change("INSERT DATA { <https://a.example/> <https://a.example/> 2 }")


def whole(data: bytes) -> list[str]:
    """The statements in the spelling of the engine inside."""
    store = Store()
    store.extend(parse(data, RdfFormat.N_QUADS))
    return sorted(str(quad) for quad in store)


def test_what_is_published_comes_back_whole(shop: Shop, dataset: Path) -> None:
    assert whole(shop.kg.engine.nquads()) == whole(dataset.read_bytes())


def test_a_bad_password_is_told(virtuoso_shop: Shop, dataset: Path) -> None:
    query, update = virtuoso_shop.endpoint.query, virtuoso_shop.endpoint.update
    with (
        closing(Endpoint(query, update, user="dba", password="wrong")) as locked,
        pytest.raises(StoreTrouble, match="refuses to write: 401"),
    ):
        publish(dataset, locked, force=True)


def test_the_command_publishes_again_what_another_ontology_left(cache: Path, dataset: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.nq"
    lines = dataset.read_bytes().splitlines(keepends=True)
    stale = (
        b'<https://fanout.example/id/old> <http://www.w3.org/2004/02/skos/core#prefLabel> "old"@en <https://fanout.example/notes/old> .\n'
    )
    marks = [line.replace(dataset.stem.encode(), b"other") for line in lines if b'/terms/identifier> "' in line]
    other.write_bytes(b"".join([*lines[:5000], stale, *marks]))
    with ExitStack() as stack:
        url = stack.enter_context(stores.oxigraph())
        endpoint = stack.enter_context(closing(Endpoint(f"{url}query", f"{url}update")))
        assert publish(other, endpoint).fresh
        assert Remote.open(endpoint).digest == "other"
        asked = subprocess.run(
            [sys.executable, "-m", "api.cli", "resolve", "sqs"],
            cwd=ROOT, env={**os.environ, "FANOUT_STORE": endpoint.query}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert f"The store holds dataset other; what is installed here would be {dataset.stem}." in asked.stderr
        done = fanout(cache, "publish", endpoint.query, "--update", endpoint.update)
        assert done.returncode == 0, done.stderr
        assert f"dataset {dataset.stem}: loaded; the belief is in the default graph" in done.stdout
        assert whole(Remote.open(endpoint).nquads()) == whole(dataset.read_bytes())
        assert "there already" in fanout(cache, "publish", endpoint.query, "--update", endpoint.update).stdout


def test_a_broken_off_publication_is_announced_by_nobody_and_mended_by_the_next(cache: Path, dataset: Path) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(stores.oxigraph())
        endpoint = stack.enter_context(closing(Endpoint(f"{url}query", f"{url}update")))
        command = [sys.executable, "-m", "api.cli", "publish", endpoint.query, "--update", endpoint.update]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "FANOUT_CACHE": str(cache)}, stderr=subprocess.DEVNULL)
        store = Remote(endpoint, None, "")
        for _ in range(3000):
            if sum(int(row["statements"].value) for row in store.rows(queries.text("sizes"))) > 1000:
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with pytest.raises(NotBuilt, match=r"no whole dataset .* fanout publish"):
            Remote.open(endpoint)
        assert publish(dataset, endpoint).fresh
        assert whole(Remote.open(endpoint).nquads()) == whole(dataset.read_bytes())
        assert UNDER_WAY.value not in {row["graph"].value for row in store.rows(queries.text("sizes"))}


def test_what_others_put_into_a_default_graph_is_kept(dataset: Path) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(stores.oxigraph())
        endpoint = stack.enter_context(closing(Endpoint(f"{url}query", f"{url}update")))
        endpoint.change("INSERT DATA { <https://else.example/a> <https://else.example/b> 1 }")
        with pytest.raises(StoreTrouble, match="holds 1 statements that are not Fanout's"):
            publish(dataset, endpoint)
        assert publish(dataset, endpoint, force=True).fresh


def test_where_the_belief_stands(oxigraph_shop: Shop, union_shop: Shop, virtuoso_shop: Shop) -> None:
    assert [s.remote.belief for s in (oxigraph_shop, union_shop, virtuoso_shop)] == [None, BELIEF, BELIEF]


TABLED = sorted(path for path in Path(queries.__file__).parent.glob("*.rq") if "SELECT" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TABLED, ids=lambda path: path.stem)
def test_our_own_questions_give_what_they_are_ordered_by(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    order = re.search(r"ORDER BY((?:\s+\?\w+)+)\s*$", text)
    asked = text[text.index("SELECT") : text.index("{")]
    missing = [name for name in (order[1].split() if order else []) if not re.search(rf"\{name}\b", asked)]
    assert missing == [], f"SELECT these too in {path.name}: the answers of other stores are put in order again when all pages are there"
