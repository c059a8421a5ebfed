"""The OpenAPI description and the server say the same: schemathesis asks every route what it should take and what it should refuse."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api import schemas
from api.openapi import address

ROOT = Path(__file__).parent.parent
REFERENCE = r"#/components/schemas/(\w+)"


def test_schemathesis_finds_nothing(server_url: str, tmp_path: Path) -> None:
    """All its checks, over the examples, the edges of every parameter and generated requests; schemathesis.toml sets the seed."""
    command = [str(Path(sys.executable).parent / "schemathesis"), "--config-file", str(ROOT / "schemathesis.toml")]
    done = subprocess.run(
        [
            *command,
            "run",
            f"{server_url}openapi.json",
            "--checks",
            "all",
            "--continue-on-failure",
            "--no-color",
            "--report-dir",
            str(tmp_path),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " failed" not in done.stdout


def test_the_shapes_of_the_document_are_those_that_its_routes_name(client: TestClient) -> None:
    """Routes name the shapes of their answers in text: each is there, and none that nothing leads to."""
    document = client.get("/openapi.json").json()
    shapes = document["components"]["schemas"]
    told = set(re.findall(REFERENCE, str(document["paths"])))
    waiting = list(told)
    while waiting:
        more = set(re.findall(REFERENCE, str(shapes[waiting.pop()]))) - told
        told |= more
        waiting += more
    assert told == set(shapes)
    assert set(schemas.__all__) <= told


@pytest.mark.parametrize("accept", ["*/*", "text/html, */*;q=0.8", "text/turtle, */*;q=0.1", "application/ld+json, */*;q=0.1"])
def test_every_answer_is_of_a_documented_type(client: TestClient, accept: str) -> None:
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        answer = client.get(address(path, methods["get"]), headers={"accept": accept}, follow_redirects=False)
        documented = methods["get"]["responses"][str(answer.status_code)].get("content", {"": {}})
        assert answer.headers.get("content-type", "").split(";")[0] in {one.split(";")[0] for one in documented}, path
