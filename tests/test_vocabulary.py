"""The vocabulary, acronyms, pieces of the graph, downloads and problems over REST."""

from __future__ import annotations

import ast
import io
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse
from starlette.testclient import TestClient

from api import problems
from graph.store import KnowledgeGraph

ROOT = Path(__file__).parent.parent


def get(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_every_relation_is_found_by_all_its_words(client: TestClient, kg: KnowledgeGraph) -> None:
    for kind in kg.content.types.values():
        phrases = [template.replace("{s}", "").replace("{o}", "").strip() for template in (kind.sentence, kind.inverse_sentence)]
        for word in (kind.id, f"fo:{kind.id}", kind.iri, kind.label, kind.inverse, kind.inverse_label, *phrases, kind.id.upper()):
            meaning = kg.terms.relation(word)
            assert meaning.relations == {kind.id}, f"“{word}” means {sorted(meaning.relations)}: give one of the two another label"
            assert meaning.inverse == (word in (kind.inverse, kind.inverse_label, phrases[1]) and not kind.symmetric), word
    assert get(client, "/relations/is built on") == get(client, "/relations/underlies") == get(client, "/relations/builtOn")


def test_relations_say_what_they_mean_with_examples(client: TestClient, kg: KnowledgeGraph) -> None:
    found = get(client, "/relations")
    assert {r["id"] for r in found["relations"]} == set(kg.content.types)
    assert sum(r["count"] for r in found["relations"]) == sum(r.believed for r in kg.content.relations)
    assert sum(f["count"] for f in found["families"]) == sum(r["count"] for r in found["relations"])
    flow = get(client, "/relations?family=data flow")
    assert {r["family"]["id"] for r in flow["relations"]} == {"dataFlow"}
    built = get(client, "/relations/builtOn")
    assert (built["label"], built["inverse"], built["sentence"]) == (
        "built on",
        {"id": "underlies", "label": "underlies"},
        "{s} is built on {o}",
    )
    athena = next(e for e in built["examples"] if e["subject"]["id"] == "athena")
    assert (athena["object"]["id"], athena["sentence"]) == ("presto", "Amazon Athena is built on Presto.")
    assert "Presto" in athena["quote"]
    assert client.get(f"/passages/{athena['passage']}").json()["quote"] == athena["quote"]


def test_filters_take_words_and_tell_the_known_ones(client: TestClient) -> None:
    out = get(client, "/related/athena?relation=is built on&direction=out")
    assert [r["id"] for r in out["related"]] == ["presto"]
    assert get(client, "/related/presto?relation=underlies&direction=out")["related"][0]["id"] == "athena"
    assert get(client, "/related/presto?relation=builtOn&direction=out")["related"] == []
    for word in ("category-compute", "compute", "Compute"):
        assert get(client, f"/related/s3?category={word}")["total"] == get(client, "/related/s3?category=category-compute")["total"] > 0
    problem = client.get("/related/s3?relation=bultOn").json()
    assert problem["detail"] == "There is no relation “bultOn”. Did you mean builtOn?"
    assert "builtOn" in problem["known"]


def test_types_and_stats_count_what_there_is(client: TestClient, kg: KnowledgeGraph) -> None:
    types, stats = get(client, "/types")["types"], get(client, "/stats")
    assert {t["id"]: t["count"] for t in types} == stats["things"]["by_type"]
    assert sum(t["count"] for t in types) == len(kg.content.things) == stats["things"]["total"]
    assert stats["passages"]["total"] == len(kg.content.passages)
    assert stats["notes"]["coverage"] == get(client, "/notes")["coverage"]
    assert stats["relations"]["believed"] == kg.to_networkx().number_of_edges()


def test_acronyms_have_all_their_senses_and_quotes(client: TestClient, kg: KnowledgeGraph) -> None:
    listed, path = [], "/acronyms?limit=40"
    while path:
        answer = client.get(path)
        page = answer.json()
        listed += page["acronyms"]
        path = page["view"]["next"]
        assert (f'<{path}>; rel="next"' in answer.headers.get("link", "")) == bool(path)
    assert len(listed) == page["total"]
    assert [a["acronym"].casefold() for a in listed] == sorted(a["acronym"].casefold() for a in listed)
    senses = {(kg.acronyms.one(text).text, thing.id) for thing in kg.content.things.values() for text in thing.named("acronym")}
    assert {(a["acronym"], e["thing"]["id"]) for a in listed for e in a["expansions"]} == senses
    sms = get(client, "/acronyms/sms")
    assert sms["ambiguous"]
    assert sorted(e["text"] for e in sms["expansions"])[0] == "Server Migration Service"
    sqs = get(client, "/acronyms/SQS")
    assert (sqs["ambiguous"], [e["text"] for e in sqs["expansions"]]) == (False, ["Simple Queue Service"])
    said = {e.get("quote"): e["status"] for e in sqs["expansions"][0]["evidence"]}
    assert said["sqs: standard queue service"] == "wrong"
    assert list(said.values()).index("correction") < list(said.values()).index("wrong"), "what is believed comes first"
    problem = client.get("/acronyms/sqx").json()
    assert (problem["detail"], problem["known"][0]) == ("There is no acronym “sqx”. Did you mean SQS?", "SQS")


def test_a_piece_of_the_graph_is_bounded_and_says_what_is_left_out(client: TestClient, kg: KnowledgeGraph) -> None:
    whole = get(client, "/graph?focus=sqs&limit=1000")
    assert whole["nodes"][0]["id"] == "sqs"
    assert {n["id"] for n in whole["nodes"][1:]} == {hop.end for hop in kg.network.hops("sqs")}
    assert whole["left_out"] == {"nodes": 0, "edges": 0, "by_type": []}
    part = get(client, "/graph?focus=sqs&limit=8")
    assert part["nodes"] == whole["nodes"][:8]
    assert part["total"] == whole["total"] == {"nodes": len(whole["nodes"]), "edges": len(whole["edges"])}
    assert part["left_out"]["nodes"] == len(whole["nodes"]) - 8 == sum(t["count"] for t in part["left_out"]["by_type"])
    inside = {n["id"] for n in part["nodes"]}
    assert all({e["from"], e["to"]} <= inside for e in part["edges"])
    flow = get(client, "/graph?focus=sqs&depth=2&family=dataFlow&limit=1000")
    assert {e["family"] for e in flow["edges"]} == {"dataFlow"}
    assert {n["hops"] for n in flow["nodes"]} == {0, 1, 2}


EXPORTS = {
    "trig": ("application/trig", RdfFormat.TRIG),
    "nq": ("application/n-quads", RdfFormat.N_QUADS),
    "ttl": ("text/turtle; charset=utf-8", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_hold_the_same_statements(client: TestClient, kg: KnowledgeGraph, name: str) -> None:
    media_type, kind = EXPORTS[name]
    answer = client.get(f"/export.{name}")
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="fanout.{name}"'
    every = set(parse(kg.engine.nquads(), RdfFormat.N_QUADS))
    wanted = every if name in ("trig", "nq") else {quad for quad in every if quad.graph_name == DefaultGraph()}
    assert set(parse(answer.content, kind)) == wanted
    head = client.head(f"/export.{name}")
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", media_type)


def test_the_graphml_export_reads_back_with_names_and_sentences(client: TestClient, kg: KnowledgeGraph) -> None:
    read = nx.read_graphml(io.BytesIO(client.get("/export.graphml").content), force_multigraph=True)
    assert (read.number_of_nodes(), read.number_of_edges()) == (
        kg.to_networkx().number_of_nodes(),
        sum(r.believed for r in kg.content.relations),
    )
    assert read.nodes["sqs"]["label"] == "Amazon SQS"
    assert any(data["sentence"] == "Amazon Athena is built on Presto." for data in read.get_edge_data("athena", "presto").values())


def test_every_problem_has_its_page(client: TestClient) -> None:
    raised = {
        str(call.args[1].value)
        for file in (ROOT / "api").rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Problem" and len(call.args) > 1
        if isinstance(call.args[1], ast.Constant)
    }
    assert "Unknown name" in raised
    terms = {
        str(call.args[0].value)
        for file in (*(ROOT / "api").rglob("*.py"), *(ROOT / "graph").rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and (getattr(call.func, "id", "") == "UnknownTerm" or getattr(call.func, "attr", "") == "_known")
        if isinstance(call.args[0], ast.Constant)
    }
    assert {"relation", "category of things", "acronym"} <= terms
    raised |= {f"Unknown {term.split(' ')[0]}" for term in terms if not term.startswith("format")}
    assert {problems.slug(title) for title in raised} <= set(problems.KINDS), "describe the new problem in api/problems.py"
    for path in ("/things/nosuch", "/things/SMS", "/related/s3?relation=x", "/related/s3?family=x", "/related/s3?type=x", "/related/s3?category=x", "/acronyms/nosuch",
                 "/passages/x", "/export.x", "/problems/x", "/related/s3?limit=0", "/compare?things=s3", "/nosuch"):  # fmt: skip
        problem = client.get(path).json()
        told = get(client, problem["type"])
        assert (told["title"], told["status"]) == (problem["title"], problem["status"]), path
        page = client.get(problem["type"], headers={"accept": "text/html"})
        assert page.headers["content-type"].startswith("text/html")
        assert told["meaning"] in page.text
    wrong = client.post("/related/s3")
    assert (wrong.status_code, get(client, wrong.json()["type"])["status"]) == (405, 405)


def test_a_slash_at_the_end_does_not_matter(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    plain = [path for path, methods in paths.items() if "get" in methods and "{" not in path and path not in ("/sparql", "/health")]
    for path in [*plain, "/things/s3", "/related/route53", "/acronyms/SQS", "/relations/builtOn", "/passages/s17-fan-out"]:
        bare, slashed = client.get(path), client.get(f"{path}/")
        assert (slashed.status_code, slashed.headers["content-type"]) == (bare.status_code, bare.headers["content-type"]), path
        assert slashed.content == bare.content, path
    browser = client.get("/notes/?x=1", headers={"accept": "text/html"}, follow_redirects=False)
    assert (browser.status_code, browser.headers["location"]) == (308, "/notes?x=1")
    elsewhere = client.get("//elsewhere.example/", headers={"accept": "text/html"}, follow_redirects=False)
    assert not elsewhere.headers.get("location", "").startswith("//")
