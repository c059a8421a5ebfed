"""The suite itself: RDFLib's source archives carried it up to version 6.1, with its first part brought up to RDF 1.1."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

ARCHIVE = "rdflib==6.1.1"
PARTS = ("data-r2", "data-sparql11")
SUITE = Path(__file__).parents[2] / "build" / "w3c"


def fetch(suite: Path = SUITE) -> None:
    """Put the suite's two parts into a folder, by pip. The version is for this archive alone, so the pins do not hold here."""
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_CONSTRAINT")}
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", "rdflib", "-d", folder, ARCHIVE]
        subprocess.run(command, check=True, env=environment)
        with tarfile.open(next(Path(folder).glob("*.tar.gz"))) as archive:
            for member in archive.getmembers():
                place = suite / member.name.partition("/test/DAWG/")[2]
                content = archive.extractfile(member)
                if content is not None and any(place.is_relative_to(suite / part) for part in PARTS) and ".." not in place.parts:
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(content.read())


if __name__ == "__main__":
    fetch()
