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
from pathlib import Path
from typing import IO, TYPE_CHECKING

import orjson

from graph import ondisk
from graph.dataset import DataFile, opened, stored
from graph.sparql import sandbox
from graph.sparql.limits import Limits
from graph.sparql.wire import ANSWER, FAILURE, frame
from graph.sparql.worker import Worker

if TYPE_CHECKING:
    from pyoxigraph import Store

ORDER = struct.Struct("!cQ")
SLOWER, SLOWEST = 5, 19
"""Niceness of a worker, and of one that takes long: the server and quick queries come first."""


def main() -> None:
    """A process begun for this: read what to hold from standard input, load it, and fork until the server is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    orders = orjson.loads(sys.stdin.buffer.read())
    network = sandbox.no_network()  # while there is one thread: a store on disk has more
    try:
        store, later, lock = _opened([DataFile(**file) for file in orders["files"]])
    except (OSError, SyntaxError, ValueError) as error:
        control.sendall(frame(FAILURE, str(error).encode()))
        return
    hold(control, store, Limits(**orders["limits"]), network, later)
    if lock:
        lock.close()


def _opened(files: list[DataFile]) -> tuple[Store, tuple[str, ...], IO[bytes] | None]:
    """The dataset, the files of a store on disk that are still to be opened, and the lock on it. Raises OSError, SyntaxError, ValueError."""
    folder = stored(files)
    if folder is None:
        return opened(files), (), None
    try:
        os.chdir(folder)  # its files are opened by their names within it, which hold behind the fences, too
        lock = ondisk.reserved(".")
        return ondisk.opened("."), tuple(ondisk.unopened(".")), lock
    except OSError as error:
        raise OSError(f"{folder}: {error}") from error


def hold(control: socket.socket, store: Store, limits: Limits, network: bool, later: tuple[str, ...] = ()) -> None:
    """Say what is held, and fork until the server is gone. `later` are files of the working directory that workers may have to open."""
    gc.collect()
    gc.freeze()
    zygote = Zygote(control, store, limits, network, later)
    graphs = [name.value for name in store.named_graphs()]
    try:
        ready = {"fences": zygote.fences(), "graphs": graphs}
    except OSError as error:
        control.sendall(frame(FAILURE, f"{Path.cwd()}: {error}".encode()))
        return
    control.sendall(frame(ANSWER, orjson.dumps(ready)))
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
    hold(control, store, limits, sandbox.no_network())


@dataclass
class Zygote:
    """Forks, slows and kills workers as the server says."""

    control: socket.socket
    store: Store
    limits: Limits
    network: bool
    later: tuple[str, ...] = ()
    """Files of a store on disk that workers may have to open."""
    _workers: dict[int, int] = field(default_factory=dict)

    def fences(self) -> tuple[str, ...]:
        """Which fences hold, tried in a fork. Raises OSError where a store's files cannot be read behind them."""
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            with suppress(OSError):
                entered = self._enter()
                for name in self.later[:1]:
                    os.close(os.open(name, os.O_RDONLY))
                os.write(write, " ".join(("tried", *entered)).encode())
            os._exit(0)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            held = pipe.read().decode().split()
        os.waitpid(pid, 0)
        if not held:
            raise OSError(
                "The user that queries run as cannot read its files. Give the folder to a user that is not root, or let all read it."
            )
        return tuple(held[1:])

    def _enter(self) -> tuple[str, ...]:
        sandbox.first_to_go()
        sandbox.bound_memory(self.limits.memory)
        held = sandbox.enter(network=False, later=len(self.later))
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
