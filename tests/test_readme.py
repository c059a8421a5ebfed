"""The README's examples are run as they stand; what follows an arrow must be in the answer."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def examples() -> list[tuple[str, str]]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines() if "# →" in line]
    return [(command.strip(), wanted.strip()) for command, wanted in (line.split("# →") for line in lines)]


@pytest.mark.parametrize(("command", "wanted"), examples(), ids=lambda value: value[:60])
def test_example(command: str, wanted: str, server_url: str, cache: Path, tmp_path: Path) -> None:
    command = command.replace("http://127.0.0.1:8000/", server_url).replace("/tmp/", f"{tmp_path}/")
    command = re.sub(r"^((?:FANOUT_\w+=\S+ )?)fanout ", rf"\1{sys.executable} -m api.cli ", command)
    done = subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "FANOUT_CACHE": str(cache), "COLUMNS": "200"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert wanted in done.stdout + done.stderr


def test_the_python_example(cache: Path) -> None:
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    first, *_, edges = done.stdout.splitlines()
    assert re.match(r"0\.\d\d .+ \['.+\.'", first)
    assert int(edges) > 500


def test_there_are_examples_of_each_kind() -> None:
    commands = " ".join(command for command, _ in examples())
    assert all(word in commands for word in ("/related/route53", "/sparql", "fanout related", "fanout query", "fanout export"))
    assert "make serve" in README
    assert "make test" in README
