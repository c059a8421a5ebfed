"""The dataset about itself: what it claims is counted again here, with other means, and is so."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, VOID, XSD, Dataset, Namespace, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from starlette.testclient import TestClient

from graph.formats import FORMATS, Format, for_form
from graph.metadata import metadata
from graph.namespaces import BASE, DATASET, METADATA, PREFIXES
from graph.store import KnowledgeGraph

pytestmark = [  # rdflib's own N-Quads and JSON-LD parsers
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Dataset.identifier is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]
ABOUT = URIRef(DATASET.value)
EXT = Namespace(PREFIXES["void-ext"])
SD = Namespace(PREFIXES["sd"])
SH = Namespace(PREFIXES["sh"])


@pytest.fixture(scope="module")
def dataset(kg: KnowledgeGraph) -> Dataset:
    return kg.to_rdflib()


@pytest.fixture(scope="module")
def belief(dataset: Dataset) -> rdflib.Graph:
    return dataset.graph(DATASET_DEFAULT_GRAPH_ID)


def count(graph: rdflib.Graph, subject: rdflib.term.Node | None, predicate: URIRef) -> int:
    value = subject and graph.value(subject, predicate, any=False)
    assert value is not None, (subject, predicate)
    return int(str(value))


def test_the_sizes_are_those_of_the_default_graph(belief: rdflib.Graph) -> None:
    rows = list(belief)
    assert count(belief, ABOUT, VOID.triples) == len(rows)
    assert count(belief, ABOUT, VOID.properties) == len({p for _, p, _ in rows})
    assert count(belief, ABOUT, VOID.classes) == len({o for _, p, o in rows if p == RDF.type})
    assert count(belief, ABOUT, VOID.distinctSubjects) == len({s for s, _, _ in rows})
    assert count(belief, ABOUT, VOID.distinctObjects) == len({o for _, _, o in rows})
    assert count(belief, ABOUT, VOID.entities) == len({s for s, _, _ in rows if str(s).startswith(BASE)})


def test_the_partitions_are_true(belief: rdflib.Graph) -> None:
    classes: dict[rdflib.term.Node, set[rdflib.term.Node]] = defaultdict(set)
    for thing, kind in belief.subject_objects(RDF.type):
        classes[thing].add(kind)
    members = Counter(kind for kinds in classes.values() for kind in kinds)
    within: Counter[tuple[object, object]] = Counter()
    leading: Counter[tuple[object, object, object]] = Counter()
    for s, p, o in belief:
        for kind in classes.get(s, ()):
            within[kind, p] += 1
            targets: set[rdflib.term.Node] = classes.get(o, set())
            if isinstance(o, rdflib.Literal):
                targets = {RDF.langString if o.language else o.datatype or XSD.string}
            for target in targets:
                leading[kind, p, target] += 1
    told_members, told_within = {}, {}
    told_leading: dict[tuple[object, object, object], int] = {}
    for partition in belief.objects(ABOUT, VOID.classPartition):
        told = belief.value(partition, VOID["class"])
        told_members[told] = count(belief, partition, VOID.entities)
        for part in belief.objects(partition, VOID.propertyPartition):
            name = belief.value(part, VOID.property)
            told_within[told, name] = count(belief, part, VOID.triples)
            for way, term in ((VOID.classPartition, VOID["class"]), (EXT.datatypePartition, EXT.datatype)):
                for target in belief.objects(part, way):
                    told_leading[told, name, belief.value(target, term)] = count(belief, target, VOID.triples)
    assert told_members == dict(members)
    assert told_within == dict(within)
    assert told_leading == dict(leading)


def test_all_of_it_is_in_a_graph_of_its_own_too(dataset: Dataset, belief: rdflib.Graph) -> None:
    own = set(dataset.graph(URIRef(METADATA.value)))
    assert own
    assert own <= set(belief)
    for name in ("implied", "layout", "metadata"):
        graph = URIRef(f"{BASE}graphs/{name}")
        assert count(belief, graph, VOID.triples) == len(dataset.graph(graph))


def test_the_prefixes_are_declared(belief: rdflib.Graph) -> None:
    table = URIRef(BASE + "prefixes")
    nodes = belief.objects(table, SH.declare)
    assert {str(belief.value(node, SH.prefix)): str(belief.value(node, SH.namespace)) for node in nodes} == PREFIXES


def test_a_client_of_sib_finds_classes_properties_examples_and_prefixes(client: TestClient) -> None:
    """The questions that SIB's SPARQL editor asks an endpoint, shortened."""
    asked = {
        """SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype WHERE {
             ?cp void:class ?subjectClass ; void:propertyPartition ?pp . ?pp void:property ?prop .
             OPTIONAL { { ?pp void:classPartition [ void:class ?objectClass ] }
                        UNION { ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] } } }""": 1000,
        """SELECT DISTINCT ?sq ?comment ?query WHERE {
             ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query }""": 30,
        "SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix }": len(PREFIXES),
    }
    for query, least in asked.items():
        assert len(client.post("/sparql", data={"query": query}).json()["results"]["bindings"]) >= least


def test_the_statistics_settle_whatever_the_numbers(belief: rdflib.Graph) -> None:
    """The number of distinct objects is an object itself; where no number can be true, none is claimed, and the rest stays true."""
    objects = VOID.distinctObjects.toPython()
    claimed = []
    for value in range(1, 90):
        term = NamedNode(BASE + "id/x")
        number = Literal(str(value), datatype=NamedNode(PREFIXES["xsd"] + "integer"))
        facts = [Triple(term, NamedNode(PREFIXES["fo"] + "value"), number)]
        told = metadata(facts, [], {}, METADATA)
        everything = {*facts, *told}
        own = {t.predicate.value: t.object for t in told if t.subject == DATASET}
        assert own[VOID.triples.toPython()] == Literal(str(len(everything)), datatype=number.datatype)
        claimed.append(objects in own)
        if objects in own:
            assert own[objects] == Literal(str(len({t.object for t in everything})), datatype=number.datatype)
    assert claimed.count(False) <= 2 < claimed.count(True)


def test_the_service_description_claims_what_is_so(client: TestClient, kg: KnowledgeGraph, dataset: Dataset) -> None:
    answer = client.get("/sparql", headers={"accept": "text/turtle"})
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert answer.headers["vary"].startswith("Accept")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    service = graph.value(None, RDF.type, SD.Service, any=False)
    assert graph.value(service, SD.endpoint) == URIRef("http://testserver/sparql")
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert {str(one) for one in graph.objects(service, SD.resultFormat)} == {one.iri for one in FORMATS}
    assert not list(graph.objects(service, SD.feature))
    held = graph.value(service, SD.defaultDataset)
    assert count(graph, graph.value(held, SD.defaultGraph), VOID.triples) == len(dataset.graph(DATASET_DEFAULT_GRAPH_ID))
    told = {str(graph.value(n, SD.name)): count(graph, graph.value(n, SD.graph), VOID.triples) for n in graph.objects(held, SD.namedGraph)}
    assert told == {str(g.identifier): len(g) for g in dataset.graphs() if g.identifier != DATASET_DEFAULT_GRAPH_ID}
    assert told == dict(kg.sizes.named)


@pytest.mark.parametrize("one", for_form("graph"), ids=lambda one: one.name)
def test_the_service_description_is_negotiated(client: TestClient, one: Format) -> None:
    by_accept = client.get("/sparql", headers={"accept": one.media_type})
    assert by_accept.headers["content-type"] == one.content_type
    for accept in ("*/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"):
        assert client.get(f"/sparql?format={one.name}", headers={"accept": accept}).content == by_accept.content
    assert len(rdflib.Graph().parse(data=by_accept.text, format=one.media_type)) == 9 + len(FORMATS) + 6 * len(sizes_of(client))


def sizes_of(client: TestClient) -> list[str]:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    return [row["g"]["value"] for row in client.post("/sparql", data={"query": query}).json()["results"]["bindings"]]


def test_each_host_is_told_its_own_endpoint(client: TestClient) -> None:
    for host in ("one.example.org", "two.example.org"):
        answer = client.get("/sparql", headers={"accept": "application/n-triples", "host": host})
        assert f"<http://{host}/sparql>" in answer.text
    assert client.get("/sparql", headers={"accept": "image/png"}).status_code == 406
