"""REST over the real graph: every answer fits its documented shape, every mistake gets a problem that helps."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from api import schemas
from api.app import create_app
from api.negotiation import choose
from api.openapi import address, shorten
from api.settings import Settings
from graph.network import WEIGHTS
from graph.store import KnowledgeGraph

SHAPES: dict[str, type[BaseModel]] = {
    "/related/route53": schemas.RelatedThings,
    "/related/s3?depth=3&limit=200": schemas.RelatedThings,
    "/resolve/route.53": schemas.Resolved,
    "/search?q=gate": schemas.SearchResults,
    "/things/sqs": schemas.ThingDetails,
    "/path?from=lambda&to=redshift": schemas.Paths,
    "/compare?things=sqs,sns,kinesis": schemas.CompareResult,
    "/verify?subject=athena&relation=builtOn&object=presto": schemas.Verdict,
    "/passages/s17-fan-out": schemas.PassageDetails,
    "/passages/s17-max-size-correction": schemas.PassageDetails,
    "/notes": schemas.NotesReading,
    "/acronyms?limit=200": schemas.AcronymList,
    "/acronyms/sms": schemas.AcronymSenses,
    "/relations": schemas.RelationMeanings,
    "/relations/is built on": schemas.RelationMeaning,
    "/types": schemas.KindMeanings,
    "/stats": schemas.Stats,
    "/graph": schemas.GraphExcerpt,
    "/graph?focus=sqs&focus=sns&depth=2&family=data flow": schemas.GraphExcerpt,
    "/problems": schemas.ProblemMeanings,
    "/problems/unknown-name": schemas.ProblemMeaning,
    "/path?from=kms&to=ebs": schemas.Paths,
    "/health": schemas.Health,
}


def get(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("path", SHAPES)
def test_answers_have_the_documented_shape(client: TestClient, path: str) -> None:
    SHAPES[path].model_validate(get(client, path))


def test_every_thing_fits_its_shape(client: TestClient, kg: KnowledgeGraph) -> None:
    for ident in kg.content.things:
        schemas.ThingDetails.model_validate(get(client, f"/things/id:{ident}"))


def test_related_says_why_with_the_quote(client: TestClient) -> None:
    found = get(client, "/related/athena")
    presto = next(r for r in found["related"] if r["id"] == "presto")
    reason = next(b for b in presto["because"] if b["relation"] == "builtOn")
    assert reason["sentence"] == "Amazon Athena is built on Presto."
    assert reason["direction"] == "out"
    assert any("Presto" in e["quote"] for e in reason["evidence"])
    for item in found["related"]:
        score = dict(item["score"])
        value = score.pop("value")
        assert value == pytest.approx(sum(WEIGHTS[part] * worth for part, worth in score.items()), abs=2e-4)
    values = [item["score"]["value"] for item in found["related"]]
    assert values == sorted(values, reverse=True)


def test_related_filters_and_pages(client: TestClient) -> None:
    every = get(client, "/related/s3?limit=200")
    flows = get(client, "/related/s3?family=dataFlow&limit=200")
    assert 0 < flows["total"] < every["total"]
    assert {b["family"] for r in flows["related"] for b in r["because"]} == {"dataFlow"}
    services = get(client, "/related/s3?type=Service&limit=200")
    assert {r["type"]["id"] for r in services["related"]} == {"Service"}
    pages, path = [], "/related/s3?limit=7"
    while path:
        page = get(client, path)
        pages += page["related"]
        path = page["view"]["next"]
    assert pages == every["related"]


def test_closed_lists_tell_no_from_not_known(client: TestClient) -> None:
    asked = {
        ("gateway endpoint", "givesAccessTo", "s3"): "supported",
        ("gateway endpoint", "givesAccessTo", "efs"): "contradicted",
        ("athena", "builtOn", "presto"): "supported",
        ("presto", "underlies", "athena"): "supported",
        ("nosql", "supports", "join"): "contradicted",
        ("athena", "uses", "kinesis"): "unknown",
    }
    for (subject, relation, other), wanted in asked.items():
        found = get(client, f"/verify?subject={subject}&relation={relation}&object={other}")
        assert found["verdict"] == wanted, found
        assert bool(found["evidence"]) == (wanted != "unknown")


def test_compare_puts_what_separates_first(client: TestClient) -> None:
    found = get(client, "/compare?things=sg,nacl".replace("sg", "security group"))
    assert found["rows"][0]["kind"] == "comparison"
    assert any(row["cells"][0]["value"] == "stateful" and row["cells"][1]["value"] == "stateless" for row in found["rows"])
    assert {cell["verdict"] for row in found["rows"] for cell in row["cells"]} <= {"yes", "no", "unknown", "value"}


MISTAKES = {
    "/related/nosuchthing": 404,
    "/related/rout53x": 404,
    "/things/SMS": 409,
    "/things/%20": 404,
    "/things/%00": 400,
    "/things/a%2Fb": 404,
    "/things/" + "x" * 10_000: 422,
    "/related/s3?limit=0": 422,
    "/related/s3?limit=1000000000": 422,
    "/related/s3?depth=99": 422,
    "/related/s3?offset=-1": 422,
    "/related/s3?direction=up": 422,
    "/related/s3?relation=nosuch": 400,
    "/related/s3?family=nosuch": 400,
    "/related/s3?type=nosuch": 400,
    "/compare?things=sqs": 400,
    "/compare?things=sqs,sns,kinesis,efs,ebs,s3": 400,
    "/compare": 422,
    "/path?from=sqs": 422,
    "/search": 422,
    "/path?from=sqs&to=nosuch": 404,
    "/path?from=sqs&to=sns&avoid=nosuch": 400,
    "/path?from=sqs&to=sns&without=nosuch": 404,
    "/path?from=sqs&to=sns&k=99": 422,
    "/passages/nosuch": 404,
    "/acronyms/nosuch": 404,
    "/acronyms?limit=1000": 422,
    "/relations/nosuch": 404,
    "/relations/security": 404,
    "/relations?family=nosuch": 400,
    "/graph?focus=nosuch": 404,
    "/graph?limit=1000000000": 422,
    "/graph?depth=4": 422,
    "/export.exe": 404,
    "/problems/nosuch": 404,
    "/nosuch": 404,
    "/sparql?query=": 400,
    "/static/nosuch.js": 404,
}


@pytest.mark.parametrize("path", MISTAKES)
def test_a_mistake_gets_a_problem(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == MISTAKES[path], answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    assert problem["status"] == answer.status_code
    assert "Traceback" not in answer.text
    schemas.ProblemDetails.model_validate(problem)
    assert set(problem) <= set(schemas.ProblemDetails.model_fields)


def test_an_ambiguous_name_lists_its_candidates(client: TestClient) -> None:
    labels = [c["label"] for c in client.get("/things/SMS").json()["candidates"]]
    assert "AWS Server Migration Service" in labels
    assert len(labels) > 1


def test_what_a_list_names_can_be_asked_for(client: TestClient) -> None:
    """Slashes, escaped as clients do, are part of a name: CI/CD, pub/sub, an IRI."""
    for one in client.get("/acronyms?limit=200").json()["acronyms"]:
        answer = client.get(f"/acronyms/{quote(one['acronym'], safe='')}")
        assert (answer.status_code, answer.json()) == (200, one)
    for one in client.get("/relations").json()["relations"][:3]:
        assert client.get(f"/relations/{quote(one['iri'], safe='')}").json()["id"] == one["id"]


def test_a_cap_is_told(client: TestClient) -> None:
    for path in ("/related/s3", "/search?q=s3", "/things", "/acronyms", "/graph"):
        answer = get(client, f"{path}{'&' if '?' in path else '?'}limit=3")
        assert answer["limit"] == 3
        assert client.get(f"{path.split('?')[0]}?q=s3&limit={answer['max_limit']}").status_code == 200
        assert client.get(f"{path.split('?')[0]}?q=s3&limit={answer['max_limit'] + 1}").status_code == 422


def test_a_name_that_is_only_a_slash_is_no_list(client: TestClient) -> None:
    for path in (
        "/things/%2F",
        "/related/%2f",
        "/acronyms/%2F",
        "/relations/%2F",
        "/examples/%2F",
        "/notes/%2F",
        "/problems/%2F",
        "/id/sqs%2F",
    ):
        answer = client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json"), path
    assert client.get("/things/").json() == client.get("/things").json()


def test_a_problem_names_the_address_as_it_was_written(client: TestClient) -> None:
    for path in ("/related/no%20such", "/related/%C3%A9", "/related/%252F", "/acronyms/a%2Fb", "/export.%22"):
        assert client.get(path).json()["instance"] == path


def test_an_unknown_name_says_what_to_do(client: TestClient) -> None:
    near, far = client.get("/related/rout53").json(), client.get("/related/qqqqqq").json()
    assert [one["id"] for one in near["candidates"]] == ["route53"]
    assert (far["candidates"], "/search" in far["hint"]) == ([], True)
    assert "s17-fan-out" in client.get("/passages/s17-fan-ou").json()["detail"]


def test_answers_are_kept_and_told_apart(client: TestClient, kg: KnowledgeGraph) -> None:
    first = client.get("/resolve/s3")
    etag = first.headers["etag"]
    assert kg.digest in etag
    again = client.get("/resolve/s3", headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head("/resolve/s3")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", etag)
    assert client.get("/resolve/efs").headers["etag"] != etag
    zipped = client.get("/things/s3", headers={"accept-encoding": "gzip"})
    plain = client.get("/things/s3", headers={"accept-encoding": "identity"})
    assert zipped.json() == plain.json()
    assert zipped.headers["etag"] != plain.headers["etag"]


def test_headers_of_every_answer(client: TestClient) -> None:
    answer = client.get("/")
    assert "require-trusted-types-for 'script'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["access-control-allow-origin"] == "*"
    preflight = client.options("/related/s3", headers={"origin": "https://elsewhere.example", "access-control-request-method": "GET"})
    assert preflight.status_code == 204


@pytest.mark.parametrize(
    ("offered", "accept", "wanted"),
    [
        (["a/x", "b/y"], "*/*", "a/x"),
        (["a/x", "b/y"], "b/y;q=0.9, a/x;q=0.1", "b/y"),
        (["a/x", "b/y"], "a/*;q=0, */*", "b/y"),
        (["text/html", "application/json"], "text/html;q=0.3, application/json;q=0.9, */*;q=0.8", "application/json"),
        (["a/x"], "b/*", None),
        (["a/x"], "", "a/x"),
    ],
)
def test_negotiation(offered: list[str], accept: str, wanted: str | None) -> None:
    assert choose(offered, accept) == wanted


def test_every_documented_route_has_examples_that_work(client: TestClient) -> None:
    for path, operations in get(client, "/openapi.json")["paths"].items():
        operation = operations.get("get")
        if operation is None:
            continue
        query: dict[str, Any] = {}
        for parameter in operation.get("parameters", []):
            examples = parameter["schema"].get("examples")
            assert examples or not parameter["required"], f"{path}: {parameter['name']} has no example"
            if examples and parameter["in"] == "query":
                query[parameter["name"]] = examples[0]
        url = address(path, operation)
        assert client.get(url.split("?")[0], params=query).status_code == 200, (url, query)
        told = operation["responses"].get("200", {}).get("content", {}).get("application/json")
        if told is not None and path != "/health":
            assert told["example"] == shorten(get(client, url)), url


def test_two_applications_do_not_meet(kg: KnowledgeGraph, client: TestClient) -> None:
    other = TestClient(create_app(kg, Settings(query_seconds=1.0)))
    assert other.get("/health").json() == client.get("/health").json()


def test_docs_work_offline(client: TestClient) -> None:
    page = client.get("/docs").text
    for asset in ("static/vendor/swagger-ui-bundle.js", "static/vendor/swagger-ui.css", "static/js/docs.js"):
        assert asset in page
        assert client.get(f"/{asset}").status_code == 200
    assert "//cdn" not in page


def test_the_notes_page_marks_every_passage_and_leads_there_and_back(client: TestClient, kg: KnowledgeGraph) -> None:
    page = client.get("/notes", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    linked = set(re.findall(r'href="passages/([^"]+)"', page.text))
    for found in kg.content.passages:
        sharing = {other["id"] for other in client.get(f"/passages/{found.id}").json()["shares"]}
        assert linked & {found.id, *sharing}, f"{found.id} cannot be reached from the notes page"
    passage = client.get("/passages/s17-max-size", headers={"accept": "text/html"}).text
    for word in ("message max size: 256kb", "outdated", "1 MiB", "botocore", 'href="../notes#s17"'):
        assert word in passage
    assert client.get("/passages/s17-max-size").json()["claims"][0]["sentence"] == "SQS message: message size at most 256 kB."
    assert client.get("/notes").json()["coverage"] >= 0.99
