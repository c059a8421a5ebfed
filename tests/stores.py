"""Other people's SPARQL servers for the tests: started on free loopback ports, their data in a folder of the test's, ended with it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 100000
"""
"""The least configuration that serves: an SQL port for itself, an HTTP port for SPARQL; `dba` writes, with the password `dba`."""


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(*options: str) -> Iterator[str]:
    """`oxigraph serve` in memory; gives its address, under which stand `query`, `update` and `store`."""
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    with _running([str(program), "serve", "--bind", f"127.0.0.1:{port}", *options], f"http://127.0.0.1:{port}/query?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """A Virtuoso with an empty database in `folder`; gives its address, under which stand `sparql` and `sparql-auth`."""
    program = shutil.which("virtuoso-t")
    assert program, "Virtuoso is missing. On Debian or Ubuntu: sudo apt-get install --no-install-recommends virtuoso-opensource-7-bin"
    http = free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(folder=folder, sql=free_port(), http=http), encoding="utf-8")
    command = [program, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, f"http://127.0.0.1:{http}/sparql?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{http}/"


@contextmanager
def guarded(store: str, wanted: str, challenge: str) -> Iterator[str]:
    """A door before a store, as a reverse proxy is one: it lets in who sends the header Authorization as `wanted`, and asks others for it."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            if self.headers.get("authorization") != wanted:
                self.answer(401, {"WWW-Authenticate": challenge} if challenge else {}, b"")
                return
            headers = {name: self.headers[name] for name in ("content-type", "accept") if name in self.headers}
            try:
                with urllib.request.urlopen(urllib.request.Request(store + self.path[1:], body, headers)) as said:
                    self.answer(said.status, {"Content-Type": said.headers.get("content-type", "")}, said.read())
            except urllib.error.HTTPError as error:
                self.answer(error.code, {}, error.read())

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _running(command: Sequence[str], probe: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(probe, timeout=10).close()
                break
            except OSError:
                assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
                time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()
