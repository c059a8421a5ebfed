"""A `fanout serve` of the test's own: its address out of its first line, its log, its end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent


@dataclass
class Served:
    """A running server. `lines` are those of its standard error so far."""

    process: subprocess.Popen[str]
    url: str = ""
    lines: list[str] = field(default_factory=list)
    _reader: threading.Thread | None = None

    def listen(self) -> None:
        """Read on in a thread until the server ends."""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr
        self.lines.extend(self.process.stderr)

    def end(self) -> int:
        """Wait until the server has ended and all that it wrote is read."""
        status = self.process.wait(timeout=120)
        assert self._reader
        self._reader.join()
        return status


@contextmanager
def served(cache: Path, *options: str, **settings: str) -> Iterator[Served]:
    """Serve on a free port; `settings` are environment variables without FANOUT_, in lower case."""
    environment = {**os.environ, "FANOUT_CACHE": str(cache), **{f"FANOUT_{name.upper()}": value for name, value in settings.items()}}
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        found = Served(process)
        assert process.stderr
        for line in process.stderr:
            found.lines.append(line)
            if address := re.search(r"http://\S+", line) if "Ctrl-C" in line else None:
                found.url = address[0] + "/"
                break
        assert found.url, "".join(found.lines)
        found.listen()
        try:
            yield found
        finally:
            process.kill()
