"""The one prefix table, and the vocabulary's terms that code speaks of.

Relations are data: they are read from `ontology/vocabulary.ttl` and never named here. What stands here are the
classes, names and parts of statements that code has to know; a test compares them with the vocabulary.
"""

import os
import re

from pyoxigraph import NamedNode

WRITTEN = "https://fanout.example/"
"""Where the IRIs begin that the ontology, the queries and the pages are written with, and those of a dataset unless the setting says otherwise."""
VARIABLE = "FANOUT_NAMESPACE"
WELL_FORMED = r"^https?://[^\s<>\"{}|\\^`?#]+/$"


def _base() -> str:
    """Where all IRIs of ours begin in this process: a setting of the environment, since terms are constants.

    Raises ValueError where it is no address that ends in a slash.
    """
    found = os.environ.get(VARIABLE) or WRITTEN
    if not re.match(WELL_FORMED, found):
        raise ValueError(f"{VARIABLE}: an http(s) address that ends in a slash, without ? and #, not {found!r}.")
    return found


BASE = _base()
GRAPHS = BASE + "graphs/"

PREFIXES: dict[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "example": BASE + "examples/",
    "fo": BASE + "vocabulary#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": BASE + "id/",
    "note": BASE + "notes/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "void-ext": "http://ldf.fi/void-ext#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

DATASET = NamedNode(BASE + "dataset")
"""The dataset itself. Its `dcterms:identifier` is the digest of what it was built from; a published copy gets it last."""
IMPLIED = NamedNode(GRAPHS + "implied")
"""The graph of what the vocabulary implies: inverses and transitive steps."""
LAYOUT = NamedNode(GRAPHS + "layout")
"""The graph of the map: one position a thing."""
METADATA = NamedNode(GRAPHS + "metadata")
"""The graph of what the dataset says of itself; all of it is in the default graph too."""


def rebased(text: str) -> str:
    """A text of ours with its IRIs beginning where those of the dataset begin. Whatever is read from ontology, queries and checks goes through here."""
    return text if BASE == WRITTEN else text.replace(WRITTEN, BASE)


class Vocabulary:
    """Terms of one namespace; an unknown name raises AttributeError instead of inventing an IRI."""

    def __init__(self, prefix: str, *names: str) -> None:
        """Declare the `names` of the namespace behind `prefix`."""
        self._prefix = prefix
        self._terms = {name: NamedNode(PREFIXES[prefix] + name) for name in names}

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self._terms[name]
        except KeyError:
            raise AttributeError(f"{self._prefix}:{name} is not declared in graph/namespaces.py") from None

    def __getitem__(self, name: str) -> NamedNode:
        """A term whose name is a word of Python: `VOID["class"]`."""
        return self.__getattr__(name)

    def names(self) -> frozenset[str]:
        """The declared local names."""
        return frozenset(self._terms)


FO = Vocabulary(
    "fo",
    # classes and statuses
    *(
        "Clarification",
        "Correction",
        "Furniture",
        "InverseRelation",
        "Outdated",
        "Passage",
        "Relation",
        "Section",
        "Stated",
        "Vague",
        "Wrong",
    ),
    # properties
    *("basis", "category", "correctedBy", "reason", "section", "status", "x", "y"),
)
SKOS = Vocabulary("skos", "prefLabel", "altLabel", "hiddenLabel", "definition", "notation", "topConceptOf")
OA = Vocabulary(
    "oa",
    *("exact", "prefix", "suffix", "start", "end", "hasSelector", "hasSource"),
    *("TextQuoteSelector", "TextPositionSelector"),
)
RDF = Vocabulary("rdf", "type", "langString", "Statement", "subject", "predicate", "object")
OWL = Vocabulary("owl", "inverseOf", "TransitiveProperty", "SymmetricProperty")
DCTERMS = Vocabulary("dcterms", "title", "identifier", "date", "isPartOf", "license", "modified", "source")
SCHEMA = Vocabulary("schema", "text")
SD = Vocabulary(
    "sd",
    *("Service", "Dataset", "Graph", "NamedGraph", "SPARQL11Query"),
    *("endpoint", "supportedLanguage", "defaultEntailmentRegime", "resultFormat"),
    *("defaultDataset", "defaultGraph", "namedGraph", "name", "graph"),
)
SH = Vocabulary("sh", "PrefixDeclaration", "declare", "prefix", "namespace", "select", "ask", "construct", "describe")
VOID = Vocabulary(
    "void",
    *("Dataset", "inDataset", "sparqlEndpoint", "dataDump", "uriSpace", "vocabulary"),
    *("triples", "entities", "classes", "properties", "distinctSubjects", "distinctObjects"),
    *("class", "classPartition", "property", "propertyPartition"),
)
VOID_EXT = Vocabulary("void-ext", "datatype", "datatypePartition")
XSD = Vocabulary("xsd", "anyURI", "date", "decimal", "integer", "string")


def compact(iri: str) -> str:
    """The CURIE of an IRI (`id:sqs`), or the IRI itself where no prefix fits; the longest namespace wins."""
    best = max((p for p in PREFIXES if iri.startswith(PREFIXES[p])), key=lambda p: len(PREFIXES[p]), default=None)
    return iri if best is None else f"{best}:{iri[len(PREFIXES[best]) :]}"


def local(iri: str) -> str:
    """What follows the last `#` or `/`: `sqs` of `https://fanout.example/id/sqs`."""
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
