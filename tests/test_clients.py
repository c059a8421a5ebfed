"""The clients that people use, each against a real server process."""

from __future__ import annotations

import subprocess
from typing import Any
from urllib.parse import urlencode

import pandas
import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from graph.store import KnowledgeGraph
from tests import comunica

FO = Namespace("https://fanout.example/vocabulary#")
ID = Namespace("https://fanout.example/id/")
PROLOGUE = "PREFIX fo: <https://fanout.example/vocabulary#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX id: <https://fanout.example/id/>\n"
SERVICES = PROLOGUE + "SELECT ?service ?name WHERE { ?service a fo:Service ; skos:prefLabel ?name } ORDER BY ?service"


@pytest.fixture(scope="module")
def endpoint(server_url: str) -> str:
    return f"{server_url}sparql"


@pytest.fixture(scope="module")
def services(kg: KnowledgeGraph) -> list[tuple[str, str]]:
    """What every client is to find: IRI and label of each service."""
    return sorted((thing.iri, thing.label) for thing in kg.content.things.values() if thing.kind == "Service")


# --- SPARQLWrapper


def converted(wrapper: SPARQLWrapper) -> Any:
    """The answer in what the wrapper makes of its format."""
    return wrapper.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_tables(endpoint: str, services: list[tuple[str, str]], method: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setMethod(method)
    wrapper.setQuery(SERVICES)
    wrapper.setReturnFormat(JSON)
    rows = converted(wrapper)["results"]["bindings"]
    assert [(row["service"]["value"], row["name"]["value"]) for row in rows] == services
    assert {row["name"]["xml:lang"] for row in rows} == {"en"}
    wrapper.setReturnFormat(XML)
    document = converted(wrapper)
    assert len(document.getElementsByTagName("result")) == len(services)
    for form, head in ((CSV, b"service,name\r\n"), (TSV, b"?service\t?name\n")):
        wrapper.setReturnFormat(form)
        assert converted(wrapper).startswith(head)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # SPARQLWrapper 2.0.0 reads graphs by what rdflib would see gone
def test_sparqlwrapper_asks_constructs_and_describes(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(PROLOGUE + "ASK { id:athena fo:builtOn id:presto }")
    wrapper.setReturnFormat(JSON)
    assert converted(wrapper)["boolean"] is True
    wrapper.setQuery(PROLOGUE + "CONSTRUCT { ?s skos:related ?o } WHERE { ?s fo:builtOn ?o }")
    for form, name in ((TURTLE, "turtle"), (N3, "n3")):
        wrapper.setReturnFormat(form)
        found = Graph().parse(data=converted(wrapper), format=name)
        assert (ID.athena, SKOS.related, ID.presto) in found
    wrapper.setQuery(PROLOGUE + "DESCRIBE id:athena")
    wrapper.setReturnFormat(XML)
    assert (ID.athena, SKOS.prefLabel, Literal("Amazon Athena", lang="en")) in converted(wrapper)


def test_sparqlwrapper_tells_a_bad_query(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery("SELECT * WHERE { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="line"):
        wrapper.query()


def test_sparqlwrapper_names_graphs(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.addDefaultGraph("https://fanout.example/graphs/implied")
    wrapper.setReturnFormat(JSON)
    answers = []
    for query in ("ASK { id:presto fo:underlies id:athena }", "ASK { id:athena fo:builtOn id:presto }"):
        wrapper.setQuery(PROLOGUE + query)
        answers.append(converted(wrapper)["boolean"])
    assert answers == [True, False]


# --- rdflib


def test_rdflib_stands_on_the_endpoint(endpoint: str, services: list[tuple[str, str]]) -> None:
    graph = Graph(SPARQLStore(endpoint))
    assert set(graph.subjects(RDF.type, FO.Service)) == {URIRef(iri) for iri, _ in services}
    assert graph.value(ID.athena, SKOS.prefLabel) == Literal("Amazon Athena", lang="en")
    assert (ID.athena, FO.builtOn, ID.presto) in graph
    rows = graph.query("SELECT ?what WHERE { ?thing fo:builtOn ?what }", initNs={"fo": FO}, initBindings={"thing": ID.athena})
    assert [tuple(row) for row in rows] == [(ID.presto,)]  # type: ignore[arg-type]
    assert bool(graph.query("ASK { id:athena fo:builtOn id:presto }", initNs={"fo": FO, "id": ID}))
    [count] = graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert tuple(count) == (Literal(len(graph)),)  # type: ignore[arg-type]


def test_rdflib_reads_a_passage_as_its_graph(endpoint: str) -> None:
    passage = Graph(SPARQLStore(endpoint), identifier=URIRef("https://fanout.example/notes/s17-fan-out"))
    assert (ID.sqs, FO.subscribesTo, ID.sns) in passage
    assert (ID.sqs, SKOS.prefLabel, None) not in passage


# --- pandas


def test_pandas_reads_the_address_as_csv(endpoint: str, services: list[tuple[str, str]]) -> None:
    frame = pandas.read_csv(f"{endpoint}?{urlencode({'query': SERVICES, 'format': 'csv'})}")
    assert list(frame.itertuples(index=False, name=None)) == services


def test_pandas_reads_numbers_as_numbers_and_gaps_as_gaps(endpoint: str) -> None:
    query = (
        PROLOGUE + "SELECT ?limit ?value ?scope { ?limit a fo:Limit ; fo:value ?value OPTIONAL { ?limit fo:scope ?scope } } ORDER BY ?limit"
    )
    frame = pandas.read_csv(f"{endpoint}?{urlencode({'query': query})}", storage_options={"Accept": "text/csv"})
    assert list(frame.columns) == ["limit", "value", "scope"]
    assert pandas.to_numeric(frame["value"], errors="coerce").notna().mean() > 0.9
    assert 0 < frame["scope"].isna().sum() < len(frame)


# --- Comunica


def test_comunica_reads_tables(endpoint: str, services: list[tuple[str, str]]) -> None:
    rows = comunica.ask(endpoint, SERVICES)
    assert [(row["service"], row["name"]) for row in rows] == [(iri, f"{label}@en") for iri, label in services]


def test_comunica_joins_evidence(endpoint: str) -> None:
    query = PROLOGUE + "SELECT ?quote WHERE { GRAPH ?passage { id:athena ?how id:presto } ?passage <http://www.w3.org/ns/oa#exact> ?quote }"
    assert any("Presto" in row["quote"] for row in comunica.ask(endpoint, query))


# --- curl


def curl(*arguments: str) -> str:
    done = subprocess.run(["curl", "-sS", "--fail-with-body", *arguments], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_curl_by_every_way_of_the_protocol(endpoint: str, services: list[tuple[str, str]]) -> None:
    accept = ("-H", "Accept: text/csv")
    ways = (
        (*accept, "-G", "--data-urlencode", f"query={SERVICES}"),
        (*accept, "--data-urlencode", f"query={SERVICES}"),
        (*accept, "-H", "Content-Type: application/sparql-query", "--data-binary", SERVICES),
        ("-G", "--data-urlencode", f"query={SERVICES}", "--data-urlencode", "format=csv", "--compressed"),
    )
    for way in ways:
        lines = curl(*way, endpoint).splitlines()
        assert lines[0] == "service,name"
        assert len(lines) == len(services) + 1
    head = curl("-I", "-G", *accept, "--data-urlencode", f"query={SERVICES}", endpoint)
    assert "content-type: text/csv; charset=utf-8" in head.lower()
