"""The process that holds the dataset once and forks a worker when asked.

A worker (`graph.sparql.worker`) is a fork: it shares the dataset's memory, is there in milliseconds, and can be killed at any
moment without harm. It answers on its own socket, behind the fences of `graph.sparql.sandbox`.

The server speaks to the zygote in messages of nine bytes, a letter and a number: F forks worker n (its socket comes with
the message), K kills it, S makes it slow (it has shown that it is not a quick one). The zygote says R when it is ready,
with the fences that hold, and ends when its server does.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass, field

import orjson
from pyoxigraph import Store

from graph.dataset import DataFile, fill
from graph.sparql import sandbox
from graph.sparql.limits import Limits
from graph.sparql.wire import ANSWER, FAILURE, frame
from graph.sparql.worker import Worker

ORDER = struct.Struct("!cQ")
SLOWER, SLOWEST = 5, 19
"""Niceness of a worker, and of one that takes long: the server and quick queries come first."""


def main() -> None:
    """A process begun for this: read what to hold from standard input, load it, and fork until the server is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    orders = orjson.loads(sys.stdin.buffer.read())
    store = Store()
    try:
        fill(store, [DataFile(**file) for file in orders["files"]])
    except (OSError, SyntaxError, ValueError) as error:
        control.sendall(frame(FAILURE, str(error).encode()))
        return
    hold(control, store, Limits(**orders["limits"]))


def hold(control: socket.socket, store: Store, limits: Limits) -> None:
    """Say what is held, and fork until the server is gone."""
    network = sandbox.no_network()
    gc.collect()
    gc.freeze()
    zygote = Zygote(control, store, limits, network)
    graphs = [name.value for name in store.named_graphs()]
    control.sendall(frame(ANSWER, orjson.dumps({"fences": zygote.fences(), "graphs": graphs})))
    zygote.run()


def forked(control: socket.socket, store: Store, limits: Limits) -> None:
    """The same in a fork of the server: what the server had open is closed first."""
    number = control.fileno()
    os.closerange(3, number)
    os.closerange(number + 1, 1 << 16)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    hold(control, store, limits)


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
