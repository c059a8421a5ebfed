"""The process that holds the dataset once and forks a worker when asked; and what a worker does.

A worker is a fork: it shares the dataset's memory, is there in milliseconds, and can be killed at any moment without
harm. It answers one query after the other on its own socket, behind the fences of `graph.sparql.sandbox`.

The server speaks to the zygote in messages of nine bytes, a letter and a number: F forks worker n (its socket comes with
the message), K kills it, S makes it slow (it has shown that it is not a quick one). The zygote says R when it is ready,
with the fences that hold, and ends when its server does.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
from pyoxigraph import Store

from graph.dataset import DataFile, fill
from graph.errors import QueryTooLarge
from graph.sparql import sandbox
from graph.sparql.evaluate import Evaluation
from graph.sparql.limits import Limits
from graph.sparql.wire import ANSWER, END, FAILURE, PIECE, QUERY, WHOLE, Frames, frame, understood

if TYPE_CHECKING:
    from graph.formats import Form, Format

_END = frame(END)
ORDER = struct.Struct("!cQ")
SLOWER, SLOWEST = 5, 19
"""Niceness of a worker, and of one that takes long: the server and quick queries come first."""
SMALL = 1 << 16
"""Bytes of an answer up to which it is sent at once."""
TIRED = 256 << 20
"""A worker that has grown by so many bytes ends after its answer, so that memory is given back."""


def main() -> None:
    """Read what to hold from standard input, load it, and fork until the server is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    orders = orjson.loads(sys.stdin.buffer.read())
    network = sandbox.no_network()
    store = Store()
    try:
        fill(store, [DataFile(**file) for file in orders["files"]])
    except (OSError, SyntaxError, ValueError) as error:
        control.sendall(frame(FAILURE, str(error).encode()))
        return
    gc.collect()
    gc.freeze()
    zygote = Zygote(control, store, Limits(**orders["limits"]), network)
    graphs = [name.value for name in store.named_graphs()]
    control.sendall(frame(ANSWER, orjson.dumps({"fences": zygote.fences(), "graphs": graphs})))
    zygote.run()


@dataclass
class Zygote:
    """Forks, slows and kills workers as the server says."""

    control: socket.socket
    store: Store
    limits: Limits
    network: bool
    _workers: dict[int, int] = field(default_factory=dict)

    def fences(self) -> tuple[str, ...]:
        """Which fences hold, tried in a fork."""
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.write(write, " ".join(self._enter()).encode())
            os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            held = pipe.read().decode().split()
        os.waitpid(pid, 0)
        return tuple(held)

    def _enter(self) -> tuple[str, ...]:
        sandbox.first_to_go()
        sandbox.bound_memory(self.limits.memory)
        held = sandbox.enter(network=False)
        return (*(("network",) if self.network else ()), *held)

    def run(self) -> None:
        """Obey until the server has gone; then end everything."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server says when to end
        signal.signal(signal.SIGCHLD, lambda *_: self._reap())
        while True:
            order, descriptors, _, _ = socket.recv_fds(self.control, ORDER.size, 1)
            while 0 < len(order) < ORDER.size:
                order += self.control.recv(ORDER.size - len(order)) or sys.exit()
            if not order:
                break
            kind, name = ORDER.unpack(order)
            if kind == b"F" and descriptors:
                self._fork(name, descriptors[0])
            elif name in self._workers:
                with suppress(ProcessLookupError, PermissionError):
                    if kind == b"K":
                        os.kill(self._workers[name], signal.SIGKILL)
                    else:
                        os.setpriority(os.PRIO_PROCESS, self._workers[name], SLOWEST)
        for pid in self._workers.values():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _fork(self, name: int, descriptor: int) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if pid == 0:
            self._live(descriptor)
        self._workers[name] = pid
        os.close(descriptor)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})

    def _live(self, descriptor: int) -> None:
        """A worker's life. Never returns."""
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            self.control.close()
            os.nice(SLOWER)
            pipe = socket.socket(fileno=descriptor)
            self._enter()
            Worker(pipe, self.store, self.limits).run()
        finally:
            os._exit(0)

    def _reap(self) -> None:
        """Forget workers that have ended. Only here are their process numbers given back, so that K never hits a stranger."""
        while True:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self._workers = {name: other for name, other in self._workers.items() if other != pid}


class Worker:
    """Answers one query after the other."""

    def __init__(self, pipe: socket.socket, store: Store, limits: Limits) -> None:
        """Take over a socket and a store."""
        self.pipe, self.store, self.limits = pipe, store, limits
        self._head: tuple[str, str] = ("", "")
        self._pieces: list[bytes] = []
        self._size = 0
        self._begun = False

    def run(self) -> None:
        """Answer until the server closes the socket, or until too much memory is held."""
        small = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        frames = Frames()
        while data := self.pipe.recv(1 << 16):
            for kind, payload in frames.feed(data):
                if kind == QUERY:
                    self._answer(payload)
            if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - small > TIRED:
                return

    def _answer(self, payload: bytes) -> None:
        query, seconds = understood(payload)
        signal.setitimer(signal.ITIMER_REAL, seconds + 1)  # its default is to end the process, if the server should not
        self._pieces, self._size, self._begun = [], 0, False
        try:
            Evaluation(self.store, self.limits, self._begin, self._give).run(query)
        except Exception as error:
            self.pipe.sendall(frame(FAILURE, orjson.dumps(failure(error))))
        else:
            self._finish()
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _begin(self, form: Form, chosen: Format) -> None:
        self._head = (form, chosen.name)

    def _give(self, data: bytes) -> None:
        self._pieces.append(data)
        self._size += len(data)
        if self._size > SMALL:
            self._send()

    def _send(self) -> None:
        head = b"" if self._begun else frame(ANSWER, orjson.dumps(self._head))
        self._begun = True
        self.pipe.sendall(head + frame(PIECE, b"".join(self._pieces)))
        self._pieces, self._size = [], 0

    def _finish(self) -> None:
        if self._begun:
            self._send()
            self.pipe.sendall(_END)
        else:
            self.pipe.sendall(frame(WHOLE, b"%s %s\n%s" % (self._head[0].encode(), self._head[1].encode(), b"".join(self._pieces))))


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
