"""Server processes under measurement: started as people start them, kept on a CPU of their own, their CPU time read.

>>> with serve("fanout", fanout(cache)) as server:
...     before = server.cpu()
...     drive(server, [get("/related/route53")] * 1000)
...     print(server.cpu() - before)
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).parent.parent.parent
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Server:
    """A running server. `name` is what the tables call it."""

    name: str
    port: int
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of CPU of the process and all its children, those that ended included."""
        total = 0.0
        for process in (self.process, *self.process.children(recursive=True)):
            try:
                ended = process.cpu_times()
                total += _clock(process.pid) + ended.children_user + ended.children_system
            except (psutil.NoSuchProcess, OSError):  # ended since it was listed; its parent's times hold it from now on
                continue
        return total


def _clock(pid: int) -> float:
    """CPU seconds of a process, all its threads, to the nanosecond: Linux's clock of another process (clock_getcpuclockid(3))."""
    return time.clock_gettime((~pid << 3) | 2)


def separate() -> tuple[set[int], set[int]]:
    """The CPUs for the client and for the servers: one for us, the others for them; the same where there is only one."""
    usable = sorted(os.sched_getaffinity(0))
    return ({usable[0]}, set(usable[1:]) or {usable[0]})


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def fanout(cache: Path, **settings: str) -> tuple[list[str], dict[str, str]]:
    """The command and environment of `fanout serve`; `settings` are environment variables without FANOUT_, in lower case."""
    environment = {f"FANOUT_{name.upper()}": value for name, value in settings.items()}
    return [sys.executable, "-m", "api.cli", "serve", "--port", "{port}"], {**environment, "FANOUT_CACHE": str(cache)}


def uvicorn(application: str, *options: str) -> tuple[list[str], dict[str, str]]:
    """The command of uvicorn over an application of a module, with more `options`, without a line of log for each request."""
    return [sys.executable, "-m", "uvicorn", application, "--port", "{port}", "--no-access-log", "--log-level", "warning", *options], {}


@contextmanager
def serve(name: str, command: tuple[Sequence[str], Mapping[str, str]], ready: str = "/", seconds: float = 120) -> Iterator[Server]:
    """Start a command (`{port}` stands for its port) on the servers' CPUs and wait until `ready` answers; stop it and its children."""
    words, environment = command
    port = free_port()
    _, cpus = separate()
    with tempfile.TemporaryFile() as errors:  # the server's log, shown where it does not start
        process = subprocess.Popen(
            [word.replace("{port}", str(port)) for word in words],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
            stdout=subprocess.DEVNULL,
            stderr=errors,
            preexec_fn=lambda: os.sched_setaffinity(0, cpus),
        )
        try:
            wait_for(port, ready, process, seconds)
            yield Server(name, port, psutil.Process(process.pid))
        except RuntimeError:
            errors.seek(0)
            sys.stderr.write(errors.read().decode(errors="replace")[-5000:])
            raise
        finally:
            _stop(process)


def wait_for(port: int, path: str, process: subprocess.Popen[bytes], seconds: float = 120) -> None:
    """Return at the first answer. Raises RuntimeError where the process ends or time runs out."""
    until = time.monotonic() + seconds
    request = f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}\r\nConnection: close\r\n\r\n".encode()
    while time.monotonic() < until:
        try:
            with socket.create_connection((LOOPBACK, port), timeout=seconds) as connection:
                connection.sendall(request)
                if connection.recv(16):
                    return
        except OSError:
            pass
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}: {process.args!r}")
        time.sleep(0.02)
    raise RuntimeError(f"no answer within {seconds:g} s: {process.args!r}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in family:
        if child.is_running():
            child.kill()
