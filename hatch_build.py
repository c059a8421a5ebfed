"""Build hook: what the browser gets from npm is bundled into `web/static/vendor` before anything is packed or installed.

It needs Node 18 or later with npm. Where the bundle is there already and no older than what goes into it, nothing is done and
nothing is needed, so a source archive that carries it installs without Node.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).parent / "web"
STAMP = WEB / "static" / "vendor" / "vis.js"
INPUTS = ("package.json", "package-lock.json", "vendor_entry/*", "static/js/*.js")
HELP = "Fanout's pages need Node 18 or later with npm once, to bundle vis-network. Install Node (Debian: apt-get install nodejs npm) and try again."


class VendorHook(BuildHookInterface[Any]):
    """Bundles the browser's third-party code."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run npm when the bundle is missing or older than what goes into it. Raises RuntimeError that says what to do."""
        del version, build_data
        newest = max(path.stat().st_mtime for pattern in INPUTS for path in WEB.glob(pattern))
        if STAMP.exists() and STAMP.stat().st_mtime >= newest:
            return
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError(HELP)
        for command in ("ci", "run build"):
            done = subprocess.run([npm, *command.split()], cwd=WEB, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"npm {command} failed in {WEB}:\n{done.stdout}{done.stderr}\n{HELP}")
        STAMP.touch()
