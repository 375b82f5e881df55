"""A web server for a built folder, as plain as those of libraries. It records its requests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """One request that reached the server."""

    method: str
    path: str
    status: int
    cookie: str | None


@dataclass
class SiteServer:
    """A served folder, its address, and all requests."""

    folder: Path
    address: str = ""
    asked: list[Asked] = field(default_factory=list)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: object, server_notes: SiteServer) -> None:
        self.notes = server_notes
        super().__init__(*arguments, directory=str(server_notes.folder))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the nearest 404.html at or above the requested path."""
        page = self._nearest_missing_page()
        if code != 404 or page is None:
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _nearest_missing_page(self) -> Path | None:
        place = Path(self.translate_path(self.path))
        for folder in (place, *place.parents):
            if folder.is_relative_to(self.notes.folder) and (folder / "404.html").is_file():
                return folder / "404.html"
        return None

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self.notes.asked.append(
            Asked(self.command, self.path, int(code), self.headers.get("Cookie"))
        )

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing on the console."""


@contextmanager
def served(folder: Path) -> Iterator[SiteServer]:
    """Serve ``folder`` at the root of a free port of this machine."""
    notes = SiteServer(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, server_notes=notes))
    notes.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield notes
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
