"""The OpenAPI description and the server say the same: schemathesis asks every route what it should take and what it should refuse."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


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
