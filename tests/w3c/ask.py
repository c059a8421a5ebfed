"""One test asked of a server, in every format that can hold its result."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import httpx2
from pyoxigraph import QueryResultsFormat, RdfFormat

from tests.w3c import results

if TYPE_CHECKING:
    from tests.w3c.manifest import Case
    from tests.w3c.results import Result

Verdict = Literal["passed", "by value", "failed"]
TABLES: dict[str, Callable[[bytes], Result]] = {
    "application/sparql-results+json": lambda body: results.solutions(body, QueryResultsFormat.JSON),
    "application/sparql-results+xml": lambda body: results.solutions(body, QueryResultsFormat.XML),
}
GRAPHS: dict[str, Callable[[bytes], Result]] = {
    "text/turtle": lambda body: results.triples(body, RdfFormat.TURTLE),
    "application/n-triples": lambda body: results.triples(body, RdfFormat.N_TRIPLES),
    "application/rdf+xml": lambda body: results.triples(body, RdfFormat.RDF_XML),
}
TSV: dict[str, Callable[[bytes], Result]] = {"text/tab-separated-values": lambda body: results.solutions(body, QueryResultsFormat.TSV)}
CSV: dict[str, Callable[[bytes], Result]] = {"text/csv": results.plain}


@dataclass(frozen=True)
class Outcome:
    """How a test went: `by value` where only the spelling of numbers differs from what is expected."""

    case: Case
    verdict: Verdict
    why: str = ""


def ask(case: Case, endpoint: str, client: httpx2.Client) -> Outcome:
    """Run one test; by GET and by POST in turn."""
    if case.kind != "evaluation":
        answer = client.post(endpoint, content=case.query.read_bytes(), headers={"content-type": "application/sparql-query"})
        good = answer.status_code == (200 if case.kind == "good syntax" else 400)
        return Outcome(case, "passed" if good else "failed", "" if good else f"{answer.status_code} {answer.text[:300]}")
    assert case.result is not None
    wanted = results.expected(case.result, case.base)
    verdict: Verdict = "passed"
    for number, (accept, read) in enumerate(_formats(case, wanted).items()):
        given = {"query": case.text}
        headers = {"accept": accept}
        answer = client.get(endpoint, params=given, headers=headers) if number % 2 else client.post(endpoint, data=given, headers=headers)
        if answer.status_code != 200:
            return Outcome(case, "failed", f"{answer.status_code} {answer.text[:300]}")
        if answer.headers["content-type"].split(";")[0] != accept:
            return Outcome(case, "failed", f"{accept} is answered with {answer.headers['content-type']}")
        found = read(answer.content)
        ordered = wanted.ordered or (case.result.suffix == ".srx" and bool(re.search(r"\bORDER\s+BY\b", case.text, re.IGNORECASE)))
        if not found.same(wanted, ordered, case.lax):
            if not found.by_value().same(wanted.by_value(), ordered, case.lax):
                return Outcome(case, "failed", answer.text)
            verdict = "by value"
    return Outcome(case, verdict)


def _formats(case: Case, wanted: Result) -> dict[str, Callable[[bytes], Result]]:
    assert case.result is not None
    if wanted.graph is not None:
        return GRAPHS
    return CSV if case.result.suffix == ".csv" else TABLES if wanted.boolean is not None else TABLES | TSV
