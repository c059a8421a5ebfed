"""Linked data: every IRI of the data leads somewhere, and every format says the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyld import jsonld  # type: ignore[import-untyped]
from pyoxigraph import DefaultGraph, RdfFormat, parse
from rdflib import DCTERMS, FOAF, RDF, VOID, Namespace, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.dataset import DataFile
from graph.formats import DATASETS, Format, for_form
from graph.jsonld import Compactor
from graph.namespaces import BASE, DATASET, PREFIXES
from graph.sparql.embedded import Embedded
from graph.store import KnowledgeGraph

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own parsers
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
ID, FO, SKOS, OA = (Namespace(PREFIXES[name]) for name in ("id", "fo", "skos", "oa"))
RESOURCES = {
    "id/s3": ("/page/s3", "/data/s3"),
    "id/category-storage": ("/page/category-storage", "/data/category-storage"),
    "id/limit-sqs-message-size": ("/page/limit-sqs-message-size", "/data/limit-sqs-message-size"),
    "id/scheme": ("/page/scheme", "/data/scheme"),
    "notes/s17-max-size": ("/passages/s17-max-size", "/data/notes/s17-max-size"),
    "notes/s17-max-size-correction": ("/passages/s17-max-size-correction", "/data/notes/s17-max-size-correction"),
    "notes/s17": ("/notes#s17", "/data/notes/s17"),
    "notes/s17-max-size.quote": ("/page/notes/s17-max-size.quote", "/data/notes/s17-max-size.quote"),
    "graphs/implied": ("/page/graphs/implied", "/data/graphs/implied"),
    "examples/limits": ("/page/examples/limits", "/data/examples/limits"),
    "examples/all-limits": ("/page/examples/all-limits", "/data/examples/all-limits"),
}
"""Paths of resources, and where a browser and a program find them told."""
DUMPS = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS}
ALL: tuple[Format, ...] = (*for_form("graph"), *DATASETS)


def see_other(client: TestClient, path: str, accept: str = "*/*") -> str:
    answer = client.get(f"/{path}", headers={"accept": accept}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    assert "accept" in answer.headers["vary"].lower()
    found: str = answer.headers["location"]
    return found


def turtle(client: TestClient, address: str) -> rdflib.Graph:
    answer = client.get(address, headers={"accept": "text/turtle"})
    assert answer.status_code == 200, answer.text
    return rdflib.Graph().parse(data=answer.text, format="turtle", publicID=BASE)


@pytest.mark.parametrize("path", RESOURCES)
def test_a_resource_leads_browsers_to_a_page_and_programs_to_data(client: TestClient, path: str) -> None:
    page, data = RESOURCES[path]
    assert see_other(client, path, BROWSER) == page
    assert see_other(client, path) == f"{data}.ttl"
    assert see_other(client, path, "") == f"{data}.ttl"
    for one in ALL:
        assert see_other(client, path, one.media_type) == f"{data}.{one.name}"
        assert see_other(client, f"{path}?format={one.name}", BROWSER) == f"{data}.{one.name}"
        assert see_other(client, f"{path}.{one.name}", BROWSER) == f"{data}.{one.name}"
    assert see_other(client, path, "text/turtle;q=0.2, application/ld+json;q=0.3, text/html;q=0.1") == f"{data}.jsonld"


@pytest.mark.parametrize("path", RESOURCES)
def test_every_format_says_the_same(client: TestClient, path: str) -> None:
    data = RESOURCES[path][1]
    told = turtle(client, f"{data}.ttl")
    for one in for_form("graph"):
        answer = client.get(f"{data}.{one.name}", headers={"accept": BROWSER})
        assert answer.headers["content-type"] == one.content_type
        assert answer.headers["content-location"] == f"{data}.{one.name}"
        assert isomorphic(rdflib.Graph().parse(data=answer.text, format=one.media_type), told), one.name
        assert client.get(data, headers={"accept": one.media_type}).content == answer.content
        assert client.get(f"{data}?format={one.name}").content == answer.content
    expanded = jsonld.to_rdf(client.get(f"{data}.jsonld").json(), {"format": "application/n-quads"})
    assert isomorphic(rdflib.Graph().parse(data=expanded, format="nt"), told)
    trig, quads = (set(parse(client.get(f"{data}.{name}").content, syntax)) for name, syntax in DUMPS.items())
    assert trig == quads
    plain = set(parse(client.get(f"{data}.nt").content, RdfFormat.N_TRIPLES))
    assert plain <= trig


@pytest.mark.parametrize("path", RESOURCES)
def test_a_document_can_be_read_without_a_second_question(client: TestClient, path: str) -> None:
    data = RESOURCES[path][1]
    told, resource, document = turtle(client, data), URIRef(BASE + path), URIRef(BASE.rstrip("/") + data)
    assert told.value(document, FOAF.primaryTopic) == resource
    assert told.value(document, VOID.inDataset) == URIRef(DATASET.value)
    assert told.value(document, DCTERMS.license) == URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(told.value(document, DCTERMS.modified)))
    assert told.value(resource, RDF.type)


def test_a_document_holds_all_that_begins_at_a_thing_and_leads_to_it(client: TestClient, kg: KnowledgeGraph) -> None:
    told = turtle(client, "/data/athena")
    query = "CONSTRUCT { id:athena ?p ?o . ?s ?q id:athena } WHERE { { id:athena ?p ?o } UNION { ?s ?q id:athena } }"
    whole = client.post("/sparql", data={"query": query}, headers={"accept": "text/turtle"}).text
    near = rdflib.Graph().parse(data=whole, format="turtle")
    assert len(near) > 40
    assert set(near) - set(told) == {t for t in near if t[1] in (VOID.exampleResource,) and t not in told}
    for thing in {t for s, p, o in near for t in (s, o) if str(t).startswith(ID) and (p not in (RDF.type,))}:
        if str(thing).removeprefix(ID) in kg.content.things:
            assert told.value(thing, SKOS.prefLabel), thing
    statements = {s for s, _, o in near if o == ID.athena and (s, RDF.type, FO.Rule) in told}
    assert statements
    assert all(told.value(statement, FO.text) for statement in statements)


def test_what_is_doubted_is_only_told_in_the_graph_of_its_passage(client: TestClient) -> None:
    limit = ID["limit-sqs-message-size"]
    assert [str(v) for v in turtle(client, "/data/limit-sqs-message-size").objects(limit, FO.value)] == ["1"]
    lines = client.get("/data/limit-sqs-message-size.nq").text.splitlines()
    told = {line.rsplit(" ", 2)[1]: line for line in lines if f"<{limit}> <{FO.value}>" in line and "/notes/" in line.rsplit(" ", 2)[1]}
    assert {graph: line.split('"')[1] for graph, line in told.items()} == {
        f"<{BASE}notes/s17-max-size>": "256",
        f"<{BASE}notes/s17-max-size-correction>": "1",
    }
    assert "fo:status fo:Outdated" in client.get("/data/limit-sqs-message-size.trig").text


def test_headers_say_what_else_there_is(client: TestClient) -> None:
    answer = client.get("/data/s3.ttl")
    links = dict(re.findall(r'<([^>]+)>; ((?:rel|type)="[^"]+"(?:; type="[^"]+")?)', answer.headers["link"]))
    assert links["/page/s3"] in ('rel="alternate"; type="text/html"', 'rel="canonical"')
    assert links["/data/s3.jsonld"] == 'rel="alternate"; type="application/ld+json"'
    assert links["/.well-known/void"] == 'rel="describedby"'
    assert links[BASE + "id/s3"] == 'rel="describes"'
    assert "/data/s3.ttl" not in links
    for address in links:
        if address.startswith("/data"):
            assert client.get(address).status_code == 200, address


MISTAKES = {
    "/id/sqz": (404, "Did you mean"),
    "/id/": (404, ""),
    "/id/" + "x" * 500: (422, ""),
    "/id/a%00b": (400, "null character"),
    "/id/a%2Fb": (404, ""),
    "/id/%3E%20%7D": (404, ""),
    "/data/nosuch.ttl": (404, "Nothing in the graph"),
    "/data/s3.exe": (404, ""),
    "/data/s3?format=exe": (406, "jsonld"),
    "/notes/s17-max-sise": (404, "notes/s17"),
    "/graphs/implyed": (404, "graphs/implied"),
    "/examples/servces": (404, "examples/services"),
    "/vocabulary?format=csv": (406, "ttl"),
}


@pytest.mark.parametrize("address", MISTAKES)
def test_mistakes_are_explained(client: TestClient, address: str) -> None:
    status, word = MISTAKES[address]
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert word in answer.text
    assert status in (400, 422) or "accept" in answer.headers["vary"].lower().replace("accept-encoding", "")


def test_types_that_there_are_not_are_refused(client: TestClient) -> None:
    for address in ("/id/s3", "/data/s3", "/vocabulary", "/dataset"):
        answer = client.get(address, headers={"accept": "image/png"}, follow_redirects=False)
        assert answer.status_code == 406
        assert "text/turtle" in answer.json()["detail"]


def test_the_vocabulary_defines_every_term_of_the_data(client: TestClient) -> None:
    told = turtle(client, "/vocabulary")
    query = "SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } UNION { GRAPH ?g { ?s ?t ?o } } FILTER(STRSTARTS(STR(?t), STR(fo:))) }"
    used = {row["t"]["value"] for row in client.post("/sparql", data={"query": query}).json()["results"]["bindings"]}
    assert len(used) > 150
    assert {term for term in used if not told.value(URIRef(term), RDF.type)} <= {PREFIXES["fo"] + "x", PREFIXES["fo"] + "y"}


def test_void_is_well_known(client: TestClient) -> None:
    answer = client.get("/.well-known/void")
    assert answer.content == client.get("/dataset").content
    told = rdflib.Graph().parse(data=answer.text, format="turtle")
    about = URIRef(DATASET.value)
    assert told.value(about, VOID.sparqlEndpoint) == URIRef(BASE + "sparql")
    for dump in told.objects(about, VOID.dataDump):
        assert client.get("/" + str(dump).removeprefix(BASE)).status_code == 200
    for example in told.objects(about, VOID.exampleResource):
        assert see_other(client, str(example).removeprefix(BASE), BROWSER)


def test_prefixes_as_json_and_as_rdf(client: TestClient) -> None:
    assert client.get("/prefixes").json() == PREFIXES
    assert client.get("/prefixes?format=json", headers={"accept": "text/turtle"}).json() == PREFIXES
    sh = Namespace(PREFIXES["sh"])
    told = turtle(client, "/prefixes")
    assert {str(told.value(n, sh.prefix)): str(told.value(n, sh.namespace)) for n in told.objects(None, sh.declare)} == PREFIXES


def test_the_published_context_is_the_one_that_documents_carry(client: TestClient) -> None:
    whole: dict[str, Any] = client.get("/context.jsonld").json()["@context"]
    for path in ("s3", "notes/s17-max-size", "limit-sqs-message-size", "examples/services"):
        document = client.get(f"/data/{path}.jsonld").json()
        assert document["@context"].items() <= whole.items()
        referring = json.dumps({"@context": whole, "graph": document["graph"]})
        one, other = (rdflib.Graph().parse(data=text, format="json-ld") for text in (json.dumps(document), referring))
        assert isomorphic(one, other)


def test_the_export_is_compact_and_says_all_that_is_believed(client: TestClient) -> None:
    """With the published context, and as a thing's own document tells it; read by two libraries, it is the default graph, nothing more or less."""
    exported = client.get("/export.jsonld").content
    document = json.loads(exported)
    assert document["@context"].items() <= client.get("/context.jsonld").json()["@context"].items()
    nodes = {node["id"]: node for node in document["graph"]}
    assert len(nodes) == len(document["graph"])
    own = client.get("/data/sqs.jsonld").json()["graph"]
    assert nodes[str(ID.sqs)] == next(node for node in own if node["id"] == str(ID.sqs))
    quads = parse(client.get("/export.nq").content, RdfFormat.N_QUADS)
    believed = {quad.triple for quad in quads if quad.graph_name == DefaultGraph()}
    assert {quad.triple for quad in parse(exported, RdfFormat.JSON_LD)} == believed
    by_pyld = jsonld.to_rdf(document, {"format": "application/n-quads"}).replace('"3.4E38"', '"3.4e38"')  # it writes doubles its own way
    assert {quad.triple for quad in parse(by_pyld, RdfFormat.N_QUADS)} == believed


BLANK = """
[] a fo:Service ; skos:prefLabel "A"@en ; fo:category id:a , [ a [] ; schema:other "n" ; dcterms:date "2026-01-01"^^xsd:date ] ; dcterms:source _:b .
"""


def test_nodes_without_a_name_stay_apart_and_joined(client: TestClient) -> None:
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    triples = [quad.triple for quad in parse(head + BLANK, RdfFormat.TURTLE)]
    document = Compactor(client.get("/context.jsonld").json()["@context"]).document(triples)
    told = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    assert isomorphic(told, rdflib.Graph().parse(data=head + BLANK, format="turtle"))


def test_arrays_are_arrays_and_labels_are_language_maps(client: TestClient) -> None:
    document = client.get("/data/sqs.jsonld").json()
    sqs = next(node for node in document["graph"] if node["id"] == str(ID.sqs))
    assert sqs["type"] == ["Service"]
    assert sqs["prefLabel"] == {"en": ["Amazon SQS"]}
    assert sqs["category"] == [str(ID["category-integration"])]
    assert "SQS" in sqs["acronym"]["en"]
    for node in document["graph"]:
        for key, value in node.items():
            if key != "id":
                lists = value.values() if isinstance(value, dict) else [value]
                assert all(isinstance(one, list) for one in lists), (node["id"], key)


def test_the_rest_call_about_a_thing_gives_rdf_on_request(client: TestClient) -> None:
    for accept, name in (("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/trig", "trig")):
        answer = client.get("/things/Route 53", headers={"accept": accept})
        assert answer.content == client.get(f"/data/route53.{name}").content
        assert answer.headers["content-location"] == f"/data/route53.{name}"
    for accept in ("*/*", "application/json", BROWSER, "application/json, text/turtle;q=0.9"):
        assert client.get("/things/route53", headers={"accept": accept}).headers["content-type"] == "application/json"


PIECES = {
    "/related/athena?relation=builtOn": {"athena", "presto"},
    "/related/athena?relation=builtOn&offset=1": {"athena"},
    "/path?from=lambda&to=redshift&k=1": {"lambda", "firehose", "redshift"},
    "/path?from=vpc&to=iam": {"vpc", "iam"},
    "/graph?focus=presto&depth=1&family=structure": None,
}
"""REST calls whose answer is a piece of the graph, and the things in it."""


@pytest.mark.parametrize("address", PIECES)
def test_a_piece_of_the_graph_is_told_in_every_format(client: TestClient, address: str) -> None:
    plain = client.get(address).json()
    things = PIECES[address] or {node["id"] for node in plain["nodes"]}
    told: dict[str, Any] = {}
    for chosen in ALL:
        answer = client.get(address, headers={"accept": f"{chosen.media_type}, application/json;q=0.5"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, chosen.content_type), answer.text
        assert "accept" in answer.headers["vary"].lower().replace("accept-encoding", "")
        if chosen in DATASETS:
            told[chosen.name] = set(parse(answer.content, DUMPS[chosen.name]))
        else:
            told[chosen.name] = rdflib.Graph().parse(data=answer.text, format=chosen.media_type)
    assert {str(thing).removeprefix(str(ID)) for thing in told["ttl"].subjects(SKOS.prefLabel)} == things
    assert all(isomorphic(told["ttl"], told[name]) for name in ("jsonld", "nt", "rdf"))
    assert told["trig"] == told["nq"]
    assert "accept" in client.get(address).headers["vary"].lower().replace("accept-encoding", "")


def test_a_related_thing_in_turtle_comes_with_the_claim_and_its_quotes(client: TestClient) -> None:
    told = turtle(client, "/related/athena?relation=builtOn")
    assert (ID.athena, FO.builtOn, ID.presto) in told
    (claim,) = told.subjects(RDF.object, ID.presto)
    quotes = {str(quote) for source in told.objects(claim, DCTERMS.source) for quote in told.objects(source, OA.exact)}
    assert quotes == {"(built on Presto)", "Presto engine"}
    answer = client.get("/related/s3?limit=2", headers={"accept": "text/turtle"})
    assert answer.headers["link"] == '</related/s3?limit=2&offset=2>; rel="next"'


def test_a_passage_is_told_in_rdf_on_request(client: TestClient) -> None:
    for accept in ("application/trig", "text/turtle, text/html;q=0.9, application/json;q=0.9"):
        answer = client.get("/passages/s17-fan-out", headers={"accept": accept})
        assert answer.content == client.get("/data/notes/s17-fan-out", headers={"accept": accept}).content
    for accept, told in (("*/*", "application/json"), (BROWSER, "text/html"), ("text/turtle;q=0.9, text/html", "text/html")):
        assert client.get("/passages/s17-fan-out", headers={"accept": accept}).headers["content-type"].startswith(told)


def test_plain_json_about_a_thing_is_linked_data_with_the_context_it_names(client: TestClient) -> None:
    answer = client.get("/things/sqs")
    named = re.search(r'<([^>]+)>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld\+json"', answer.headers["link"])
    assert named
    whole = {**client.get(named[1]).json(), **answer.json()}
    told = rdflib.Graph().parse(data=json.dumps(whole), format="json-ld")
    by_pyld = rdflib.Graph().parse(data=jsonld.to_rdf(whole, {"format": "application/n-quads"}), format="nt")
    assert {(s, p) for s, p, _ in told} == {(ID.sqs, SKOS.prefLabel), (ID.sqs, SKOS.definition)}
    assert set(told) == set(by_pyld) <= set(turtle(client, "/data/sqs"))


def test_the_root_names_the_description_and_the_documentation(client: TestClient) -> None:
    links = client.get("/").headers["link"]
    for address, relation in (("/openapi.json", "service-desc"), ("/docs", "service-doc"), ("/.well-known/void", "describedby")):
        assert f'<{address}>; rel="{relation}"' in links
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/id/sqz", "/page/sqz", "/page/nothing-like-it-at-all", "/notes/nosuch", "/id/a%2Fb"])
def test_a_browser_that_is_lost_is_shown_the_way(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"accept": BROWSER})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "accept" in answer.headers["vary"].lower().replace("accept-encoding", "")
    root = "../" * (address.replace("%2F", "/").count("/") - 1)
    assert f'href="{root}static/pages.css"' in answer.text
    assert f'href="{root}page/sqs"' in answer.text


def test_over_data_of_others_there_is_nothing_of_ours_to_tell(tmp_path: Path) -> None:
    path = tmp_path / "other.ttl"
    path.write_text('<http://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "A" .', encoding="utf-8")
    kg = KnowledgeGraph(Embedded((DataFile(str(path)),)))
    client = TestClient(create_app(kg, Settings()))
    for accept in ("*/*", BROWSER):
        for address in ("/id/s3", "/data/s3.ttl", "/page/s3", "/vocabulary", "/dataset", "/.well-known/void", "/graphs/implied"):
            assert client.get(address, headers={"accept": accept}).status_code == 404, (address, accept)
        exported = client.get("/export.jsonld", headers={"accept": accept}).content
        assert len(list(parse(exported, RdfFormat.JSON_LD))) == 1
        for address in ("/page", "/examples", "/context.jsonld", "/prefixes", "/sparql"):
            assert client.get(address, headers={"accept": accept}).status_code == 200, (address, accept)
    assert client.get("/prefixes?format=ttl").text.count("sh:PrefixDeclaration") == len(PREFIXES)
    kg.close()


def test_a_head_tells_what_a_get_does(client: TestClient) -> None:
    for address in ("/id/s3", "/data/s3.ttl", "/page/s3", "/vocabulary", "/graphs/implied"):
        head, get = (client.request(method, address, follow_redirects=False) for method in ("HEAD", "GET"))
        assert head.status_code == get.status_code
        assert head.headers.get("location") == get.headers.get("location")
        assert head.headers["link"] == get.headers["link"]
        assert head.content == b""
