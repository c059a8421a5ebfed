"""An engine's answer made ready to go out: headers, compression, its name."""

from __future__ import annotations

import gzip
import hashlib
from typing import TYPE_CHECKING

from api.cache import HEAD
from api.kept import Kept
from api.middleware import COMMON
from api.wire import head, lines
from graph.formats import FORMATS

if TYPE_CHECKING:
    from graph.sparql.query import Answer

GZIP_FROM, GZIP_ASIDE = 800, 1 << 17
"""Bytes from which an answer is compressed, and from which that is worth another thread."""
_HEADERS = {f.name: [(b"content-type", f.content_type.encode()), (b"vary", b"Accept, Accept-Encoding"), *COMMON] for f in FORMATS}
_HEADS = {name: head(200, headers) for name, headers in _HEADERS.items()}
_CHECK, _NO_STORE = (b"cache-control", b"no-cache"), (b"cache-control", b"no-store")
_GZIP = (b"content-encoding", b"gzip")


def finished(answer: Answer, packed: bool, etag: bytes, lasting: bool) -> Kept:
    """The answer as it goes out, compressed where `packed` and where that pays; `lasting` where it would be the same the next time."""
    pieces = answer.pieces
    size = sum(map(len, pieces))
    own = [_CHECK if lasting else _NO_STORE]
    if etag and lasting:
        own.append((b"etag", etag))
    if packed and size >= GZIP_FROM:
        pieces = (gzip.compress(answer.body, 2 if size >= GZIP_ASIDE else 5, mtime=0),)
        size = len(pieces[0])
        own.append(_GZIP)
    own.append((b"content-length", b"%d" % size))
    headers = [*_HEADERS[answer.format], *own]
    start = {"type": "http.response.start", "status": 200, "headers": headers, HEAD: _HEADS[answer.format] + lines(own)}
    return Kept(headers, pieces, etag, start)


def tag(digest: str, key: tuple[object, ...]) -> bytes:
    """A weak ETag: the same data asked the same is the same answer, if not in the same order of rows."""
    found = hashlib.blake2b(digest_size=8)
    for part in key:
        found.update(part if isinstance(part, bytes) else str(part).encode())
        found.update(b"\0")
    return f'W/"{digest}-{found.hexdigest()}"'.encode()
