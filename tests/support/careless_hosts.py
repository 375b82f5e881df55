"""A small site, and a host that changes it as careless hosts do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aviso.site.http_policy import find_content_type, make_headers

GOOD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" \
content="width=device-width"><title>A notice</title>
<link rel="icon" href="{up}assets/icon.svg" type="image/svg+xml">\
<link rel="stylesheet" href="{up}assets/notice.css"></head>
<body><main><h1>A notice</h1><p>We keep your name for 3 years. <a href="{up}other/">More</a></p>\
{more}</main></body></html>
"""


def page(more: str = "", up: str = "") -> str:
    """Return a sound page with more HTML in it."""
    return GOOD.format(more=more, up=up)


FILES = {
    "index.html": page(),
    "other/index.html": page(up="../"),
    "404.html": page(up="/"),
    "es/404.html": page(up="/"),
    "sitemap.xml": "",
    "assets/notice.css": "body { font: 1rem/1.5 sans-serif }",
    "assets/search.js": "",
    "assets/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
}


SITE_MAP = "<urlset><url><loc>{0}</loc></url><url><loc>{0}other/</loc></url></urlset>"


def write_site(folder: Path) -> None:
    """Write a sound site of two pages."""
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")


Change = Callable[[str, dict[str, str], bytes], bytes]


class _Host(SimpleHTTPRequestHandler):
    """Sends a folder's files with the headers of ``aviso.apps.hosting``.

    A change on the way spoils the headers.
    """

    protocol_version = "HTTP/1.1"

    def __init__(self, change: Change, *arguments: object, **more: object) -> None:
        self.change = change
        super().__init__(*arguments, **more)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if self.path.endswith("/") else path
        status = 200 if path.is_file() else 404
        path = path if path.is_file() else Path(self.directory) / "404.html"
        sent = {**make_headers(), "Content-Type": find_content_type(path.suffix[1:])}
        body = self.change(self.path, sent, path.read_bytes())
        self.send_response(status)
        for name, value in {**sent, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def as_it_is(path: str, headers: dict[str, str], body: bytes) -> bytes:
    """Change nothing."""
    return body


@contextmanager
def hosting(folder: Path, change: Change = as_it_is) -> Iterator[str]:
    """Host a folder, change each answer on the way; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, change, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
