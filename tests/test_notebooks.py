"""The documented Python is run as it stands, and answers survive the way to other libraries."""

from __future__ import annotations

import doctest
import os
import subprocess
import sys
from pathlib import Path

import rdflib

from graph.conversions import relations_in
from graph.store import KnowledgeGraph

ROOT = Path(__file__).parent.parent


def test_the_documented_python_runs(cache: Path, kg: KnowledgeGraph) -> None:
    code = (
        "import doctest, graph.store; page, module = doctest.testfile('docs/notebooks.md', module_relative=False, encoding='utf-8'),"
        " doctest.testmod(graph.store); print(page.attempted, module.attempted); raise SystemExit(page.failed + module.failed)"
    )
    environment = {**os.environ, "FANOUT_CACHE": str(cache), "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    page, module = map(int, done.stdout.split())
    written = doctest.DocTestParser().get_examples((ROOT / "docs" / "notebooks.md").read_text(encoding="utf-8"))
    assert page == len(written) > 25
    assert module >= 3


def test_answers_as_networkx_hold_what_they_rest_on(kg: KnowledgeGraph) -> None:
    answers = kg.related("sqs", depth=2)[:30]
    graph = kg.to_networkx(answers)
    wanted = {(r.subject, r.object, r.type) for r in relations_in(answers)}
    assert set(graph.edges(keys=True)) == wanted
    assert {graph.edges[edge]["sentence"] for edge in wanted} == {kg.sentence(r) for r in relations_in(answers)}
    assert all(data["label"] == kg.label(ident) for ident, data in graph.nodes(data=True))
    assert kg.to_networkx([]).number_of_nodes() == 0


def test_answers_as_rdflib_hold_their_passages(kg: KnowledgeGraph) -> None:
    answers = kg.related("sqs")[:5]
    data = kg.to_rdflib(answers)
    for relation in relations_in(answers):
        for item in relation.evidence:
            content = kg.content
            subject, relation_iri = content.things[relation.subject].iri, content.types[relation.type].iri
            triple = (rdflib.URIRef(subject), rdflib.URIRef(relation_iri), rdflib.URIRef(content.things[relation.object].iri))
            assert triple in data.graph(rdflib.URIRef(item.iri)), (relation, item.id)


def test_a_table_escapes_what_it_shows(kg: KnowledgeGraph) -> None:
    shown = kg.show(kg.related("sqs")[:3])
    page = shown._repr_html_()
    assert page.count("<tr>") == 4
    assert "SNS + SQS: Fan Out pattern." in page
    hostile = type(shown)((("<script>", "a & b", '"'),))
    assert "<script>" not in hostile._repr_html_()
    assert str(shown).count("\n") == 2
