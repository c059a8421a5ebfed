"""Finished answers, kept under a bound of memory; the one used longest ago goes first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, MutableMapping

    Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it goes out."""

    headers: Headers
    pieces: tuple[bytes, ...]
    etag: bytes
    message: MutableMapping[str, Any]
    """The start message, with its head as bytes (`api.cache.HEAD`)."""


@dataclass
class Shelf:
    """Answers by what was asked. One that takes more than an eighth of the room is not kept."""

    max_bytes: int
    hits: int = 0
    misses: int = 0
    _entries: OrderedDict[Hashable, tuple[Kept, int]] = field(default_factory=OrderedDict)
    size: int = 0
    """Bytes of what is kept."""

    def get(self, key: Hashable) -> Kept | None:
        """The answer to `key`, if it is kept; else this is a miss."""
        found = self.find(key)
        self.misses += found is None
        return found

    def find(self, key: Hashable) -> Kept | None:
        """The answer to `key`, if it is kept; else it is for `get` to say that this is a miss."""
        found = self._entries.get(key)
        if found is None:
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, kept: Kept, key_size: int) -> None:
        """Keep an answer; `key_size` is how many bytes its key takes."""
        size = sum(map(len, kept.pieces)) + key_size + 1000
        if size > self.max_bytes // 8 or key in self._entries:
            return
        self._entries[key] = (kept, size)
        self.size += size
        while self.size > self.max_bytes:
            self.size -= self._entries.popitem(last=False)[1][1]
