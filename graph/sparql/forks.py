"""Forks as the server sees them: a worker, and the process that holds the dataset where that is a fork of the server."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from typing import TYPE_CHECKING

from graph.sparql.wire import Frames

if TYPE_CHECKING:
    from graph.sparql.job import Job


ENDING = 0.5
"""Seconds that a thread may take to end, such as the one that told on the terminal what is being done."""


@dataclass(slots=True, eq=False)
class Worker:
    """A forked process, known by its number, the socket to it, and what it has been asked."""

    number: int
    pipe: socket.socket
    jobs: deque[Job] = field(default_factory=deque)
    """What it has been asked, in the order in which it answers."""
    frames: Frames = field(default_factory=Frames)
    begun: float = 0.0
    """When it began with the first of `jobs`, on the monotonic clock."""
    slow: bool = False
    """Whether it was made to yield to the others."""
    leaving: bool = False
    """Whether it ends with its present query."""

    def alive(self) -> bool:
        """Whether it can be asked: an idle worker says nothing, a dead one is at its end."""
        try:
            self.pipe.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            pass
        self.pipe.close()
        return False


def can_fork() -> bool:
    """Whether a fork of this process is sound: on Linux, while it has one thread. A thread that has been told to end is waited for."""
    if sys.platform != "linux":
        return False
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(ENDING)
    return threading.active_count() == 1


class Fork(ForkProcess):
    """A fork of this process, waited for as one that was begun by subprocess."""

    def poll(self) -> int | None:
        """The status with which it ended, None while it runs."""
        return self.exitcode

    def wait(self, timeout: float | None = None) -> None:
        """Return when it has ended. Raises TimeoutExpired after `timeout` seconds."""
        self.join(timeout)
        if self.exitcode is None:
            raise subprocess.TimeoutExpired("fork", timeout or 0)
