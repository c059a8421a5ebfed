"""An Oxigraph store on disk: a folder that RocksDB wrote, opened for reading only, never changed.

RocksDB opens at most sixteen of its `.sst` files at once, and the others when a query first needs them. So what
reads a large store must be able to open files of its folder later; `unopened` tells which.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pyoxigraph import Store

if TYPE_CHECKING:
    from hashlib import blake2b


def is_folder(path: str) -> bool:
    """Whether this is a store on disk, rather than a file of RDF."""
    return Path(path).is_dir()


def opened(path: str) -> Store:
    """The store in a folder, for reading. Raises OSError where there is none."""
    if not Path(path, "CURRENT").is_file():
        raise OSError("This folder holds no Oxigraph store. One is made by: fanout load FOLDER FILE…")
    return Store.read_only(path)


def reserved(path: str) -> IO[bytes] | None:
    """A lock that keeps writers out as long as this process has it open; other readers may have it too. Raises OSError where one writes now."""
    try:
        import fcntl

        lock = Path(path, "LOCK").open("rb")  # noqa: SIM115 (who reserves holds it open)
    except (ImportError, OSError):
        return None  # not POSIX, or a store that nobody can lock
    try:
        fcntl.lockf(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise OSError("Another process writes to this store. Stop that first.") from None
    return lock


def unopened(path: str) -> list[str]:
    """The names of a store's data files that this process has not open; all of them where that cannot be known."""
    names = {entry.name for entry in os.scandir(path) if entry.name.endswith(".sst")}
    with suppress(OSError):
        for number in os.listdir("/proc/self/fd"):  # noqa: PTH208 (the numbers of open files are wanted)
            with suppress(OSError):  # the listing's own descriptor
                names.discard(Path(os.readlink(f"/proc/self/fd/{number}")).name)  # noqa: PTH115
    return sorted(names)


def describe(path: str, found: blake2b) -> None:
    """Add to a digest what tells one state of a store from another: its data files never change, and its manifest and log name what is current."""
    for entry in sorted(os.scandir(path), key=lambda entry: entry.name):
        whole = entry.name in ("CURRENT", "IDENTITY") or entry.name.startswith("MANIFEST") or entry.name.endswith(".log")
        if whole or entry.name.endswith(".sst"):
            found.update(f"{entry.name}\0{entry.stat().st_size}\0".encode())
        if whole:
            found.update(Path(entry.path).read_bytes())
