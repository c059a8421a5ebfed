"""The command `fanout`, as a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_related_as_json_is_what_rest_says(cache: Path) -> None:
    found = json.loads(fanout(cache, "related", "route53", "--json").stdout)
    assert found["related"][0]["because"][0]["evidence"]


def test_an_unknown_name_is_a_line_with_candidates(cache: Path) -> None:
    done = fanout(cache, "resolve", "Rout 53x")
    assert done.returncode == 1
    assert "Did you mean Amazon Route 53?" in done.stderr
    assert "id:route53" in done.stderr
    assert "Traceback" not in done.stderr


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

    for name, kind in (("nq", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG)):
        path = tmp_path / f"all.{name}"
        assert fanout(cache, "export", str(path), "--format", name).returncode == 0
        assert len(set(parse(path.read_bytes(), kind))) > 10_000
