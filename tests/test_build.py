"""The ontology becomes a dataset, and whatever is wrong in it is said with file, line and repair."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib import SH

import graph
from graph import build, sources, validate
from graph.coverage import coverage, total
from graph.errors import BuildError
from graph.namespaces import FO, PREFIXES, RDF
from graph.queries import __file__ as queries_file
from graph.shapes import read_shapes
from graph.shapes import validate as validate_shapes
from graph.store import KnowledgeGraph

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """An ontology folder of our own to break."""
    return shutil.copytree(ONTOLOGY, tmp_path / "ontology", ignore=shutil.ignore_patterns("__pycache__", "*.py"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old!r} is no longer in {path.name}; take another place to break"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_ontology_has_no_errors() -> None:
    assert [str(p) for p in validate.check() if p.level == "error"] == []


def test_same_input_same_bytes() -> None:
    first, second = (build.to_bytes(build.build(sources.read())) for _ in range(2))
    assert first == second
    assert not [line for line in first.splitlines() if b"_:" in line.split(b" ")[0]]


BROKEN = {
    "a wrong quote": (
        "claims/s17.trig",
        "SNS + SQS: Fan Out pattern.",
        "SNS + SQS: Fan-Out pattern.",
        "does not stand in the notes",
        "Nearest in the notes: “SNS + SQS: Fan Out pattern.”",
    ),
    "a quote that stands twice": (
        "claims/s17.trig",
        'oa:exact "Retension" ; oa:prefix "per shard "',
        'oa:exact "Retension"',
        "stands 2 times in the notes",
        "Add an oa:prefix",
    ),
    "an undeclared term": (
        "claims/s17.trig",
        "fo:managedVersionOf id:activemq",
        "fo:managedVersonOf id:activemq",
        "fo:managedVersonOf is not declared",
        "Did you mean fo:managedVersionOf?",
    ),
    "an unknown thing": (
        "claims/s17.trig",
        "fo:managedVersionOf id:activemq",
        "fo:managedVersionOf id:activemqq",
        "id:activemqq is an unknown thing",
        "Did you mean id:activemq?",
    ),
    "two things with one preferred label": (
        "things/integration.ttl",
        '"Amazon SNS"@en',
        '"Amazon SQS"@en',
        "has the preferred label “Amazon SQS” of",
        "Merge the two things",
    ),
    "an inverse written by hand": (
        "claims/s17.trig",
        "fo:managedVersionOf id:activemq",
        "fo:hasManagedVersion id:activemq",
        "is an inverse; the build implies it",
        "Write it with fo:managedVersionOf",
    ),
    "a doubt without its correction": (
        "claims/s17.trig",
        " ; fo:correctedBy note:s17-sqs-name-correction",
        "",
        "is fo:Wrong but not corrected",
        "Add fo:correctedBy",
    ),
    "a syntax error": (
        "claims/s17.trig",
        "note:s17-mq a fo:Passage",
        "note:s17-mq a fo:Passage ;;; .",
        "does not parse",
        "Mend the syntax",
    ),
    "a query that does not parse": (
        "examples/limits.ttl",
        "?limit a fo:Limit ;",
        "?limit a fo:Limit ;;; .",
        "does not parse: error at",
        "from the start of the query",
    ),
    "an example without its question": (
        "examples/limits.ttl",
        'rdfs:comment "Which limits do the notes give, and of what?"@en ;',
        "",
        "an example has one question",
        "shapes.ttl",
    ),
    "a limit without a unit": ("claims/s17.trig", 'fo:value 30 ; fo:unit "s" ;', "fo:value 30 ;", "a limit has one unit", "shapes.ttl"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_each_mistake_is_named_with_its_line_and_repair(copy: Path, name: str) -> None:
    file, old, new, message, fix = BROKEN[name]
    edit(copy / file, old, new)
    found = [p for p in validate.check(copy) if message in p.message]
    assert found, [str(p) for p in validate.check(copy) if p.level == "error"][:5]
    problem = found[0]
    assert problem.level == "error"
    assert problem.file == f"ontology/{file}"
    lines = (copy / file).read_text(encoding="utf-8").splitlines()
    nearby = "\n".join(lines[max(0, problem.line - 3) : problem.line + 3])
    changed = new.split(" ")[-1] if name != "a doubt without its correction" else "s17-sqs-name"
    assert changed.strip(' ;."') in nearby or name == "a syntax error"
    assert fix in problem.fix
    assert str(problem) == f"{problem.file}:{problem.line}: error: {problem.message} Fix: {problem.fix}"


def test_a_wrong_quote_stops_the_build(copy: Path) -> None:
    edit(copy / "claims/s17.trig", "SNS + SQS: Fan Out pattern.", "SNS + SQS: Fan-Out pattern.")
    with pytest.raises(BuildError, match="Nearest in the notes"):
        build.build(sources.read(copy))


def test_the_words_of_the_notes_are_covered() -> None:
    rows = coverage(sources.read())
    assert total(rows) >= 0.99, {row.section: row.missing for row in rows if row.missing}


def test_every_term_that_code_names_is_declared() -> None:
    declared = {quad.subject.value for quad in parse((ONTOLOGY / "vocabulary.ttl").read_text(encoding="utf-8"), RdfFormat.TURTLE)}
    missing = {name for name in FO.names() if PREFIXES["fo"] + name not in declared} - {"x", "y"}
    assert missing == set(), "declare them in ontology/vocabulary.ttl or drop them from graph/namespaces.py"


def test_every_relation_is_used() -> None:
    used = {q.predicate for f in sources.read().files.values() if f.path.startswith("claims/") for q in f.quads}
    relations = [q.subject for q in sources.read().files["vocabulary.ttl"].quads if q.object == FO.Relation and q.predicate == RDF.type]
    assert {r.value for r in relations if r not in used} == set(), "claim something with them, or remove them from ontology/vocabulary.ttl"


def test_queries_declare_the_prefixes_of_the_one_table() -> None:
    for path in (*Path(queries_file).parent.glob("*.rq"), *(ONTOLOGY / "checks").glob("*.rq")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("PREFIX "):
                _, name, iri = line.split()
                assert PREFIXES[name.rstrip(":")] == iri.strip("<>"), f"{path.name}: {line}"


def test_no_sparql_stands_in_python() -> None:
    pattern = re.compile(r"\b(SELECT|CONSTRUCT|ASK)\b[^\n,]*(\{|WHERE)")
    places = [p for folder in ("graph", "web") for p in (ROOT / folder).rglob("*.py") if "node_modules" not in p.parts]
    makers = {"rewrite.py", "remote.py", "lookups.py"}  # they put queries inside queries, or tell what they are; tested by themselves
    hits = [f"{p.name}: {m.group()}" for p in places if p.name not in makers for m in pattern.finditer(p.read_text(encoding="utf-8"))]
    assert hits == ["fences.py: SELECT * WHERE {"], "only the hint for an empty query; ours stand in graph/queries/*.rq"


@pytest.mark.parametrize("path", sorted((ROOT / "tests/data/shapes").glob("*/*.ttl")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_shapes_accept_the_valid_and_refuse_the_invalid(path: Path) -> None:
    vocabulary = list(parse((ONTOLOGY / "vocabulary.ttl").read_text(encoding="utf-8"), RdfFormat.TURTLE))
    report = validate_shapes(read_shapes(ONTOLOGY), [*vocabulary, *parse(path.read_text(encoding="utf-8"), RdfFormat.TURTLE)])
    focus = {str(o).rsplit("/", 1)[-1] for o in report.objects(None, SH.focusNode)}
    assert (focus == set()) if path.parent.name == "valid" else (focus == {"x"}), report.serialize()


def test_every_shape_has_an_example_of_each_kind() -> None:
    shapes = {str(s).rsplit("#", 1)[-1] for s in read_shapes(ONTOLOGY).subjects(rdflib.RDF.type, SH.NodeShape)}
    for kind in ("valid", "invalid"):
        have = {path.stem for path in (ROOT / "tests/data/shapes" / kind).glob("*.ttl")}
        assert have == shapes, f"tests/data/shapes/{kind} needs one file a shape"


def test_the_belief_leaves_out_what_is_doubted(kg: KnowledgeGraph) -> None:
    sizes = {s.parts["value"]: s.status for s in kg.content.statements if s.id == "limit-sqs-message-size"}
    assert sizes == {("256",): "outdated", ("1",): "correction"}
    assert graph.__doc__


def test_the_worked_example_of_the_editors_guide(copy: Path) -> None:
    guide = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    example = guide[guide.index("## Worked example") : guide.index("## Words")]
    blocks = re.findall(r"```\w+ append to (\S+)\n(.*?)```", example, re.DOTALL)
    assert [file for file, _ in blocks] == ["notes/aws-saa.txt", "things/compute.ttl", "claims/s28.trig", "claims/s28.trig"]
    for file, text in blocks:
        with (copy / file).open("a", encoding="utf-8") as handle:
            handle.write(text if file.endswith(".txt") else f"\n{text}")
    assert [str(p) for p in validate.check(copy) if p.level == "error"] == []
    kg = KnowledgeGraph.open(copy, copy.parent / "cache")
    try:
        assert kg.thing("EC2 Mac").id == "ec2-mac-instance"
        minimum = {s.parts["value"]: s.status for s in kg.content.statements if s.id == "limit-ec2-mac-hours"}
        assert minimum == {("12",): "wrong", ("24",): "correction"}
    finally:
        kg.close()
