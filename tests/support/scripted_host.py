"""A host on 127.0.0.1 that answers by a test's script, and records its requests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# Gets a path and the headers of a request; returns the status, headers and body of the answer.
Script = Callable[[str, Mapping[str, str]], tuple[int, dict[str, str], str | bytes]]


@dataclass
class ScriptedHost:
    """The host's address, and the requested paths."""

    address: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def answering_as(script: Script) -> Iterator[ScriptedHost]:
    """Answer by ``script`` until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host.asked.append(self.path)
            status, headers, body = script(self.path, self.headers)
            content = body if isinstance(body, bytes) else body.encode()
            self.send_response(status)
            sent = {"Content-Type": "text/html; charset=utf-8", **headers}
            for name, value in {**sent, "Content-Length": str(len(content))}.items():
                for one in value.split("\n"):
                    self.send_header(name, one)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_HEAD = do_GET  # noqa: N815 (the name is http.server's)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = ScriptedHost(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
