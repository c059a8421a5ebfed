"""Finished answers, kept under a bound of memory; the one used longest ago goes first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    Headers = list[tuple[bytes, bytes]]

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it goes out."""

    headers: Headers
    pieces: tuple[bytes, ...]
    etag: bytes
    message: MutableMapping[str, Any]
    """The start message, with its head as bytes (`api.cache.HEAD`)."""


@dataclass
class Shelf(Generic[K, V]):
    """Answers by what was asked. One that takes more than its `share` of the room is not kept. `hits` and `misses` are for who looks to count."""

    max_bytes: int
    share: int = 8
    hits: int = 0
    misses: int = 0
    size: int = 0
    """Bytes of what is kept."""
    _entries: OrderedDict[K, tuple[V, int]] = field(default_factory=OrderedDict)

    @property
    def most(self) -> int:
        """Bytes that one answer may take."""
        return self.max_bytes // self.share

    def get(self, key: K) -> V | None:
        """The answer to `key`, if it is kept."""
        found = self._entries.get(key)
        if found is None:
            return None
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keep an answer that takes `size` bytes with its key and all that belongs to it."""
        if size > self.most or key in self._entries:
            return
        self._entries[key] = (value, size)
        self.size += size
        while self.size > self.max_bytes:
            self.size -= self._entries.popitem(last=False)[1][1]
