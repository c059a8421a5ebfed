"""uvicorn's HTTP with two things of ours: bytes that are no HTTP get a problem too, and a kept answer goes out in one write.

uvicorn checks and joins the headers of every answer anew, which takes as long as all else that a kept answer costs. Those of a kept
answer are joined already; the scope offers `WRITE`, an ASGI extension, to put them out as they are. Other servers do not offer it.
"""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.middleware import COMMON
from api.responses import Problem
from api.wire import OF_CYCLE, WRITE, head


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP, with our words for what it cannot read, and a short way for what is kept."""

    offers: bool | None = None
    """Whether uvicorn's cycle is as `api.wire` needs it; found out at the first request."""

    def on_headers_complete(self) -> None:
        """Begin to answer; the application starts after this."""
        super().on_headers_complete()
        cycle = self.cycle
        if cycle is not None and cycle.scope is self.scope:
            if self.offers is None:
                Protocol.offers = all(hasattr(cycle, name) for name in OF_CYCLE)
            if self.offers:
                self.scope["extensions"] = {WRITE: {"cycle": cycle}}

    def send_400_response(self, msg: str) -> None:
        """Answer bytes that are no HTTP request, and close the connection."""
        problem = Problem(400, "Bad request", f"{msg.rstrip('.')}: escape every character of the address that is no plain ASCII.")
        headers = [*self.server_state.default_headers, *problem.raw_headers, *COMMON, (b"connection", b"close")]
        self.transport.write(head(400, headers) + b"\r\n" + bytes(problem.body))
        self.transport.close()
