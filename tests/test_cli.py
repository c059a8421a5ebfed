"""The command `fanout`, as a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

ROOT = Path(__file__).parent.parent


def fanout(cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FANOUT_CACHE": str(cache), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments], cwd=ROOT, capture_output=True, text=True, env=environment, check=False
    )


def test_check_names_file_line_and_repair_and_fails(cache: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(ROOT / "ontology", tmp_path / "ontology", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    file = copy / "claims" / "s17.trig"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Fan Out pattern.", "Fan-Out pattern.", 1), encoding="utf-8")
    line = text[: text.index("Fan Out pattern.")].count("\n") + 1
    done = fanout(cache, "check", "--ontology", str(copy))
    assert done.returncode == 1
    assert (
        f"ontology/claims/s17.trig:{line}: error: the quote “SNS + SQS: Fan-Out pattern.” of note:s17-fan-out does not stand in the notes. Fix: "
        in done.stdout
    )
    serve = fanout(cache, "serve", "--ontology", str(copy))
    assert serve.returncode == 1
    assert "Fan Out pattern" in serve.stderr
    assert "Traceback" not in serve.stderr


def test_check_and_coverage_of_our_own_notes(cache: Path) -> None:
    done = fanout(cache, "check")
    assert (done.returncode, done.stdout) == (0, "0 errors, 0 warnings\n")
    covered = fanout(cache, "coverage").stdout
    assert float(covered.splitlines()[-1].split("%")[0]) >= 99


def test_build_writes_the_same_bytes(cache: Path, tmp_path: Path) -> None:
    for name in ("one.nq", "two.nq"):
        done = fanout(tmp_path / name.removesuffix(".nq"), "build", "--to", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()


SAME = {
    ("related", "route53", "--limit", "5"): ("/related/route53?limit=5", 0),
    ("related", "s3", "--relation", "is read by", "--type", "services", "--min-score", "0.4", "--limit", "2", "--offset", "1"): (
        "/related/s3?relation=is read by&type=services&min_score=0.4&limit=2&offset=1",
        0,
    ),
    ("path", "lambda", "redshift", "-k", "2", "--avoid", "has component"): ("/path?from=lambda&to=redshift&k=2&avoid=hasComponent", 0),
    ("path", "kms", "ebs"): ("/path?from=kms&to=ebs", 4),
    ("compare", "sqs", "sns", "kinesis"): ("/compare?things=sqs,sns,kinesis", 0),
    ("verify", "athena", "is built on", "presto"): ("/verify?subject=athena&relation=is built on&object=presto", 0),
    ("verify", "gateway endpoint", "givesAccessTo", "efs"): ("/verify?subject=gateway endpoint&relation=givesAccessTo&object=efs", 3),
    ("verify", "athena", "uses", "kinesis"): ("/verify?subject=athena&relation=uses&object=kinesis", 4),
    ("verify", "sqs message", "--quantity", "message size", "--value", "1 MiB"): (
        "/verify?subject=sqs message&quantity=message size&value=1 MiB",
        0,
    ),
    ("resolve", "Elasticsearch Service"): ("/resolve/Elasticsearch Service", 0),
    ("search", "gate", "--limit", "3"): ("/search?q=gate&limit=3", 0),
    ("acronym", "sms"): ("/acronyms/sms", 0),
    ("acronym", "--prefix", "e"): ("/acronyms?prefix=e", 0),
}


@pytest.mark.parametrize("command", SAME, ids=" ".join)
def test_json_is_what_rest_says(cache: Path, client: TestClient, command: tuple[str, ...]) -> None:
    address, status = SAME[command]
    done = fanout(cache, *command, "--json")
    assert (done.returncode, done.stderr) == (status, "")
    assert json.loads(done.stdout) == client.get(address).json()


TABLES = {
    ("related", "athena", "--relation", "built on"): ("Amazon Athena is built on Presto.", "(built on Presto)"),
    ("path", "lambda", "redshift"): ("connected by way of other things", "Amazon Data Firehose sends data to Amazon Redshift."),
    ("path", "kms", "ebs"): ("No claim of the notes connects AWS KMS and Amazon EBS",),
    ("compare", "alb", "nlb"): ("static IP addresses", "differing", "Choose Network Load Balancer if you care about static IP addresses"),
    ("verify", "sqs message", "--value", "256 kB", "--quantity", "message size"): ("contradicted", "outdated", "at most 1 MiB"),
    ("resolve", "route.53"): ("Amazon Route 53", "id:route53", "preferred name"),
    ("search", "lamda"): ("AWS Lambda", "(typo)"),
    ("acronym", "SMS"): ("Server Migration Service", "Short Message Service"),
}


@pytest.mark.parametrize("command", TABLES, ids=" ".join)
def test_tables_tell_people(cache: Path, command: tuple[str, ...]) -> None:
    done = fanout(cache, *command)
    assert done.returncode in (0, 3, 4), done.stderr
    for words in TABLES[command]:
        assert words in done.stdout


MISTAKES = {
    ("resolve", "Rout 53x"): (1, ("Did you mean Amazon Route 53?", "id:route53")),
    ("related", "SMS"): (1, ("can mean", "id:sms")),
    ("related", "s3", "--relation", "bultOn"): (1, ("Did you mean builtOn?", "Known: ", "hasFeature")),
    ("related", "s3", "--type", "serv"): (1, ("Did you mean Service?",)),
    ("compare", "sqs"): (1, ("Name two to five different things",)),
    ("verify", "sqs"): (1, ("Give a relation and an object, or --value",)),
    ("verify", "sqs", "--value", "much"): (1, ("is no amount",)),
    ("acronym", "sqx"): (1, ("Did you mean SQS?",)),
    ("path", "s3"): (2, ("Missing argument",)),
    ("related", "s3", "--depth", "9"): (2, ("Usage:", "Try ")),
}


@pytest.mark.parametrize("command", MISTAKES, ids=" ".join)
def test_a_mistake_is_a_line_that_helps(cache: Path, command: tuple[str, ...]) -> None:
    done = fanout(cache, *command)
    status, words = MISTAKES[command]
    assert done.returncode == status
    for word in words:
        assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_the_exit_statuses_are_documented(cache: Path) -> None:
    told = " ".join(fanout(cache, "--help").stdout.split())
    assert "Exit status: 0 answered, 1 it cannot be answered" in told
    assert "3 contradicted, 4 not known" in told


@pytest.mark.parametrize(("name", "start"), [("json", '{"head"'), ("csv", "service"), ("tsv", "?service"), ("xml", "<?xml")])
def test_query_in_each_format(cache: Path, name: str, start: str) -> None:
    done = fanout(cache, "query", "SELECT ?service { ?service a fo:Service } LIMIT 2", "--format", name)
    assert done.stdout.startswith(start)


def test_a_bad_query_is_one_line(cache: Path) -> None:
    done = fanout(cache, "query", "SELECT * { ?s ?p }")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_export_reads_back(cache: Path, tmp_path: Path) -> None:
    from pyoxigraph import RdfFormat, parse

    for name, kind in (("nq", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("ttl", RdfFormat.TURTLE)):
        path = tmp_path / f"all.{name}"
        assert fanout(cache, "export", str(path), "--format", name).returncode == 0
        assert len(set(parse(path.read_bytes(), kind))) > 10_000
