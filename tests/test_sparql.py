"""The SPARQL endpoint: the protocol, the formats, and what a visitor may not do."""

from __future__ import annotations

import csv
import io

import pytest
import rdflib
from starlette.testclient import TestClient

from graph.errors import QueryTimeout, RefusedQuery
from graph.sparql.fences import inspect
from graph.sparql.limits import MAX_NESTING
from graph.sparql.query import Query
from graph.store import KnowledgeGraph

PRESTO = "SELECT ?passage ?quote { GRAPH ?passage { id:athena ?how id:presto } ?passage oa:exact ?quote }"
SERVICES = "SELECT ?s { ?s a fo:Service } ORDER BY ?s LIMIT 3"
GRAPH = "CONSTRUCT { ?s a fo:Service } WHERE { ?s a fo:Service } LIMIT 3"
HARMLESS = [
    'SELECT ?service { ?service fo:load "SERVICE" ; <http://x/LOAD> 1 } # SERVICE',
    "SELECT * { ?s fo:service ?delete . ?s skos:prefLabel 'it''s' }",
    "SELECT * { ?s fo:a\\'SERVICE ?o ; fo:b 'x' }",
    'ASK { ?s ?p """a "SERVICE" b""" , "LOAD"@en-service , \'\'\'FROM <x:y>\'\'\' }',
    "SELECT * { ?a ?b ?c FILTER(?a<?b&&?c>?d) } # FROM <http://x/y>",
    "PREFIX service: <http://x/> ASK { ?s service:x ?o . GRAPH service:g { ?s ?p ?o } }",
    "PREFIX g: <https://fanout.example/graphs/> SELECT * FROM g:implied FROM NAMED <graphs/implied> { ?s ?p ?o }",
]
SNEAKY = [
    "SELECT * { # comment\n service silent <http://x> {} }",
    "SELECT * { SERV\\u0049CE <http://x> {} }",
    "SELECT * { \\U00000053ERVICE ?where {} }",
    "PREFIX : <http://x/> ASK{SERVICE:x{}}",
    "PREFIX : <http://x/> ASK{SERVICESILENT:x{}}",
    "PREFIX service: <http://x/> ASK{service:x{}}",
    "ASK{?s?p trueSERVICE<http://x>{}}",
    "ASK{ FILTER(1<2)SERVICE?x{} }",
    "ASK { ?s ?p '\\u0027 . SERVICE <http://x> {} #' }",
    "SELECT * FROM <file:///etc/passwd> {}",
    "PREFIX x: <http://x/> ASK FROM NAMED x:y {}",
    "PREFIX : <http://x/> ASKFROM:x{}",
    "BASE <http://x/> ASK FROM <y> {}",
    "ASK {} ; DROP ALL",
    'DEFINE get:soft "replace" ASK {}',
]
DIRECT = {"content-type": "application/sparql-query"}


def test_the_evidence_is_a_query_away(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": PRESTO}, headers={"accept": "text/csv"})
    quotes = [row["quote"] for row in csv.DictReader(io.StringIO(answer.text))]
    assert any("Presto" in quote for quote in quotes)


@pytest.mark.parametrize(
    ("query", "accept", "wanted"),
    [
        (SERVICES, "*/*", "application/sparql-results+json"),
        (SERVICES, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SERVICES, "text/csv", "text/csv; charset=utf-8"),
        (SERVICES, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SERVICES, "text/csv;q=0.1, application/json", "application/sparql-results+json"),
        ("ASK { id:sqs a fo:Service }", "application/sparql-results+xml", "application/sparql-results+xml"),
        (GRAPH, "*/*", "text/turtle; charset=utf-8"),
        (GRAPH, "application/ld+json", "application/ld+json"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/rdf+xml", "application/rdf+xml"),
        ("DESCRIBE id:sqs", "text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_each_way_to_ask_gives_the_same_in_the_type_that_was_asked_for(client: TestClient, query: str, accept: str, wanted: str) -> None:
    headers = {"accept": accept}
    answers = [
        client.get("/sparql", params={"query": query}, headers=headers),
        client.post("/sparql", data={"query": query}, headers=headers),
        client.post("/sparql", content=query, headers=headers | {"content-type": "application/sparql-query; charset=utf-8"}),
    ]
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == wanted
        assert answer.content == answers[0].content
        assert answer.headers["vary"].startswith("Accept")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
def test_rdflib_reads_what_we_write(client: TestClient) -> None:
    for accept, name in (
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
    ):
        answer = client.get("/sparql", params={"query": GRAPH}, headers={"accept": accept})
        assert len(rdflib.Graph().parse(data=answer.text, format=name)) == 3


def test_protocol_datasets_replace_the_default_graph(client: TestClient) -> None:
    implied = "https://fanout.example/graphs/implied"
    query = "ASK { id:presto fo:underlies id:athena }"
    assert client.get("/sparql", params={"query": query, "default-graph-uri": implied}).json()["boolean"] is True
    other = "ASK { id:athena fo:builtOn id:presto }"
    assert client.get("/sparql", params={"query": other, "default-graph-uri": implied}).json()["boolean"] is False
    assert client.get("/sparql", params={"query": other}).json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("SELECT * WHERE { ?s ?p }", 400, "line"),
        ("SELECT * { ?s foo:x ?o }", 400, "prefix"),
        ("", 400, "empty"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("SELECT * { SERV\\u0049CE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", 403, "read-only"),
        ("LOAD <file:///etc/passwd>", 403, "read-only"),
        ("SELECT * {" + "{" * 200 + "}" * 200 + "}", 400, "nests"),
    ],
)
def test_what_is_not_answered_is_explained(client: TestClient, query: str, status: int, word: str) -> None:
    answer = client.post("/sparql", content=query, headers=DIRECT)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.text


@pytest.mark.parametrize(
    ("query", "line", "column", "told"),
    [
        ("SELECT * {\n  ?x skos:prefLabel .\n}", 2, 21, "“.” here."),
        ("SELECT * {\n ?x a fo:Service\n FILTER(?x = )\n ?x skos:prefLabel ?n\n}", 3, 14, "“)” here."),
        ("SELECT (COUNT(?x) ?n) { ?x a fo:Service }", 1, 19, "“?n” here."),
        ("SELECT ?x { ?x a fo:Service } ORDER ?x", 1, 37, "“?x” here. Expected BY."),
        ('SELECT ?x { ?x skos:prefLabel "😀"@en } LIMIT ten', 1, 46, "“ten” here. Expected a number."),
        ("SELECT ?x { ?x a fo:Service ?x fo:uses ?y }", 1, 29, "“?x” here."),
        ("SELECT * {\n OPTIONAL ?x fo:uses ?y\n}", 2, 11, "“?x” here. Expected {."),
        ("SELECT * {\n ?x fo:uses id:sqs ,\n}", 3, 1, "“}” here."),
        ("PREFIX ex: http://x/\nSELECT * {}", 1, 12, "“http:” here. Expected <."),
        ("SELECT * { VALUES ?x { id:sqs, id:sns } }", 1, 30, "“,” here."),
        ("SELECT * { GRAPH { ?s ?p ?o } }", 1, 18, "“{” here. Expected one of an IRI, a prefixed name or a variable."),
        ("SELECT * { ?s ?p ?o . ?s }", 1, 26, "“}” here."),
        ("SELECT * { ?s ?p ?o", 1, 20, "the end of the query here."),
        ("SELECT * { ?s ?p ?o } LIMIT -1", 1, 29, "“-” here."),
        ("SELECT * { ?s ?p ?o } LIMIT", 1, 28, "the end of the query here. Expected a number."),
        ("SELECT * { ?s ?p ?o FILTER(?o > ) }", 1, 33, "“)” here. Expected one of a prefixed name, a variable, an IRI, true,"),
        ("SELECT * FROM { ?s ?p ?o }", 1, 15, "“{” here. Expected one of a prefixed name, an IRI or NAMED."),
        ("DESCRIBE", 1, 9, "the end of the query here. Expected one of an IRI, a prefixed name, a variable or *."),
        ("DESCRIBE ?x WHERE", 1, 18, "the end of the query here. Expected {."),
        ('ASK { ?s ?p "x"^^ }', 1, 19, "“}” here. Expected one of an IRI or a prefixed name."),
        ("SELECT * { ?s ?p ?o .\n FILTER }", 2, 9, "“}” here. Expected one of a prefixed name, an IRI, (, NOT,"),
        ("CONSTRUCT WHERE { ?s ?p ?o FILTER(?x) }", 1, 28, "“FILTER” here. Expected one of ,, ;, {, }, ., VALUES, GRAPH,"),
        ("SELECT * { ?s ?p ?o } }", 1, 23, "“}” here. Expected one of"),
        ("é", 1, 1, "“é” here. Expected one of BASE, PREFIX, SELECT, CONSTRUCT, DESCRIBE or ASK."),
        ("# only a comment", 1, 17, "the end of the query here."),
    ],
)
def test_the_first_word_that_does_not_fit_is_named_at_its_place(client: TestClient, query: str, line: int, column: int, told: str) -> None:
    problem = client.get("/sparql", params={"query": query}).json()
    assert (problem["line"], problem["column"]) == (line, column), problem
    assert f"cannot go on with {told}" in problem["detail"]


def test_a_prefix_that_is_no_ascii_is_told_to_be_undeclared(client: TestClient) -> None:
    problem = client.get("/sparql", params={"query": "SELECT * { é:x ?p ?o }"}).json()
    assert (problem["line"], problem["column"], problem["detail"]) == (1, 12, "The prefix “é:” is not declared.")


def test_protocol_mistakes(client: TestClient) -> None:
    assert client.get("/sparql?query=ASK{}&query=ASK{}").status_code == 400
    assert client.post("/sparql", content="ASK {}", headers={"content-type": "text/plain"}).status_code == 415
    assert client.post("/sparql", content=b"\xff\xfe", headers=DIRECT).status_code == 400
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/sparql", content="query=ASK{}" + "&named-graph-uri=http://x/" * 1000, headers=form).status_code == 400
    escaped = "query=ASK{}" + "%20" * 400_000
    assert client.post("/sparql", content=escaped, headers=form).json() == {"head": {}, "boolean": True}
    assert client.put("/sparql").status_code == 405
    assert client.get("/sparql?query=ASK{}", headers={"accept": "text/csv"}).status_code == 406
    assert client.get("/sparql?query=ASK{}", headers={"accept": "image/png"}).status_code == 406
    assert client.get("/sparql?query=ASK{}&format=nosuch").status_code == 406
    assert client.get("/sparql?query=ASK{}&format=xml").headers["content-type"] == "application/sparql-results+xml"


def test_words_in_strings_iris_variables_and_comments_are_not_commands() -> None:
    for text in HARMLESS:
        inspect(Query(text), frozenset({"https://fanout.example/graphs/implied"}))


@pytest.mark.parametrize("text", SNEAKY)
def test_no_spelling_of_a_refused_word_passes(text: str) -> None:
    with pytest.raises(RefusedQuery):
        inspect(Query(text), frozenset({"https://fanout.example/graphs/implied"}))


def test_a_hopeless_query_is_stopped_and_the_next_is_answered(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryTimeout):
        kg.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", seconds=0.5)
    assert kg.query("ASK {}", seconds=20).body == b'{"head":{},"boolean":true}'
    assert MAX_NESTING == 128


def test_prefixes_are_published(client: TestClient) -> None:
    assert client.get("/prefixes").json()["id"] == "https://fanout.example/id/"
