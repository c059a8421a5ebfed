"""The one table of formats: media type, short name, file ending, and the engine's serialiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pyoxigraph import QueryResultsFormat, RdfFormat

Form = Literal["solutions", "boolean", "graph"]


@dataclass(frozen=True)
class Format:
    """One way to write results down. `forms` says which results it can hold."""

    name: str
    media_type: str
    forms: tuple[Form, ...]
    engine: QueryResultsFormat | RdfFormat
    aliases: tuple[str, ...] = ()
    """Other media types by which it may be asked for."""
    also: tuple[str, ...] = ()
    """Short names that clients send; some mean one format for tables and another for graphs."""

    @property
    def iri(self) -> str:
        """The name that W3C gives the format (https://www.w3.org/ns/formats/)."""
        return "http://www.w3.org/ns/formats/JSON-LD" if self.engine == RdfFormat.JSON_LD else self.engine.iri

    @property
    def content_type(self) -> str:
        """The media type with its charset where text formats need one."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


_BOTH: tuple[Form, ...] = ("solutions", "boolean")
FORMATS: tuple[Format, ...] = (
    Format("json", "application/sparql-results+json", _BOTH, QueryResultsFormat.JSON, ("application/json",)),
    Format("xml", "application/sparql-results+xml", _BOTH, QueryResultsFormat.XML, ("application/xml", "text/xml")),
    Format("csv", "text/csv", ("solutions",), QueryResultsFormat.CSV),
    Format("tsv", "text/tab-separated-values", ("solutions",), QueryResultsFormat.TSV),
    Format("ttl", "text/turtle", ("graph",), RdfFormat.TURTLE, ("text/plain", "text/n3", "text/rdf+n3"), ("turtle", "n3")),
    Format("jsonld", "application/ld+json", ("graph",), RdfFormat.JSON_LD, ("application/json",), ("json-ld", "json")),
    Format("nt", "application/n-triples", ("graph",), RdfFormat.N_TRIPLES, (), ("ntriples", "n-triples")),
    Format("rdf", "application/rdf+xml", ("graph",), RdfFormat.RDF_XML, ("application/xml", "text/xml"), ("rdf+xml", "rdfxml", "xml")),
)
DATASETS: tuple[Format, ...] = (
    Format("trig", "application/trig", ("graph",), RdfFormat.TRIG),
    Format("nq", "application/n-quads", ("graph",), RdfFormat.N_QUADS),
)


def for_form(form: Form) -> tuple[Format, ...]:
    """The formats that can hold a form of result; the first is the default."""
    return tuple(f for f in FORMATS if form in f.forms)


def by_name(name: str) -> Format | None:
    """The format with a short name or media type."""
    wanted = name.strip().lower()
    return next((f for f in (*FORMATS, *DATASETS) if wanted in (f.name, f.media_type)), None)


def wished(name: str) -> tuple[Format, ...]:
    """The formats that a client may mean by a short name or media type: `xml` is one for tables and another for graphs."""
    wanted = name.strip().lower()
    return tuple(f for f in FORMATS if wanted in (f.name, f.media_type, *f.aliases, *f.also))
