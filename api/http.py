"""What is no HTTP gets a problem too: uvicorn's parser answers such bytes before any application hears of them."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.middleware import COMMON
from api.responses import Problem


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP, with our words for what it cannot read."""

    def send_400_response(self, msg: str) -> None:
        """Answer bytes that are no HTTP request, and close the connection."""
        problem = Problem(400, "Bad request", f"{msg.rstrip('.')}: escape every character of the address that is no plain ASCII.")
        headers = [*self.server_state.default_headers, *problem.raw_headers, *COMMON, (b"connection", b"close")]
        lines = [name + b": " + value + b"\r\n" for name, value in headers]
        self.transport.write(b"".join([STATUS_LINE[400], *lines, b"\r\n", bytes(problem.body)]))
        self.transport.close()
