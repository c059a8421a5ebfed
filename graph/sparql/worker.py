"""What a worker process does: it answers one query after the other on its socket, until that is closed."""

from __future__ import annotations

import resource
import signal
from typing import TYPE_CHECKING

import orjson

from graph.errors import QueryTooLarge
from graph.sparql.evaluate import evaluate
from graph.sparql.wire import ANSWER, BYE, END, FAILURE, HEAD, PIECE, WHOLE, Frames, frame, understood

if TYPE_CHECKING:
    import socket

    from pyoxigraph import Store

    from graph.formats import Form, Format
    from graph.sparql.limits import Limits

SMALL = 1 << 16
"""Bytes of an answer up to which it is sent at once."""
TIRED = 256 << 20
"""A worker that has grown by so many bytes ends after its answer, so that memory is given back."""
TOGETHER = 512
"""Parts that go into one call; the system takes 1,024 at the most."""
_END, _BYE = frame(END), frame(BYE)


class Worker:
    """Answers one query after the other."""

    def __init__(self, pipe: socket.socket, store: Store, limits: Limits) -> None:
        """Take over a socket and a store."""
        self.pipe, self.store, self.limits = pipe, store, limits
        self._head = b""
        self._pieces: list[bytes] = []
        self._size = 0
        self._begun = False
        self._enough = _grown() + TIRED

    def run(self) -> None:
        """Answer until the server closes the socket, or until too much memory is held."""
        frames = Frames()
        view = memoryview(bytearray(1 << 16))
        while size := self.pipe.recv_into(view):
            for _, payload in frames.feed(bytes(view[:size])):
                self._answer(payload)
                if _grown() > self._enough:
                    self.pipe.sendall(_BYE)
                    return

    def _answer(self, payload: bytes) -> None:
        query, seconds = understood(payload)
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)  # its default is to end the process, if the server should not
        self._pieces, self._size, self._begun = [], 0, False
        try:
            evaluate(self.store, query, self.limits, self._begin, self._give)
        except Exception as error:
            self.pipe.sendall(frame(FAILURE, orjson.dumps(failure(error))))
        else:
            self._finish()
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _begin(self, form: Form, chosen: Format) -> None:
        self._head = f"{form} {chosen.name}\n".encode()

    def _give(self, parts: list[bytes]) -> None:
        self._pieces += parts
        self._size += sum(map(len, parts))
        if self._size > SMALL:
            self._send()

    def _send(self) -> None:
        head = b"" if self._begun else frame(ANSWER, self._head)
        self._begun = True
        self._put([head + HEAD.pack(PIECE, self._size), *self._pieces])
        self._pieces, self._size = [], 0

    def _finish(self) -> None:
        if self._begun:
            self._send()
            self.pipe.sendall(_END)
        else:
            self.pipe.sendall(frame(WHOLE, b"".join([self._head, *self._pieces])))

    def _put(self, parts: list[bytes]) -> None:
        """Send parts one after the other without joining them first."""
        for at in range(0, len(parts), TOGETHER):
            some = parts[at : at + TOGETHER]
            sent = self.pipe.sendmsg(some)
            if sent < sum(map(len, some)):
                self.pipe.sendall(b"".join(some)[sent:])


def _grown() -> int:
    """The most memory that this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def failure(error: Exception) -> dict[str, object]:
    """What the server is told: a kind, a message, and what belongs to the kind."""
    if isinstance(error, QueryTooLarge):
        return {"kind": "large", "what": error.what, "message": str(error)}
    if isinstance(error, LookupError):
        return {"kind": "format", "message": "no accepted format", "known": [str(arg) for arg in error.args]}
    if isinstance(error, SyntaxError):
        return {"kind": "syntax", "message": str(error)}
    if isinstance(error, (ValueError, RuntimeError, OSError)):
        return {"kind": "bad", "message": str(error)}
    return {"kind": "bad", "message": f"The query cannot be evaluated ({type(error).__name__})."}
