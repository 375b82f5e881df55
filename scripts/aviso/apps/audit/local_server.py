"""Serves built sites at their own paths on a port of this machine, with the headers that a real host is configured to send."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from aviso.site.http_policy import MISSING_PAGE, REVALIDATED, VARIES, content_type, headers

# The folder of each site by the path of its address: "/sonoma/" → public/sonoma.
Mounts = Mapping[str, Path]


@contextmanager
def serving(mounts: Mounts) -> Iterator[str]:
    """Serve the folders; yield the server's address without a slash at its end."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0),
        partial(_Handler, dict(sorted(mounts.items(), key=lambda item: -len(item[0])))),
    )
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def file_for(mounts: Mounts, path: str) -> tuple[Path, HTTPStatus] | None:
    """The file that answers a path, with its status: the nearest page "not found" if there is none; None if even that is missing."""
    for prefix, folder in mounts.items():
        if path.startswith(prefix):
            inside = PurePosixPath(
                path.removeprefix(prefix) + ("index.html" if path.endswith("/") else "")
            )
            # The stamp and other hidden files are not for readers, and nothing is above the folder.
            is_hidden = any(
                part == ".." or (part.startswith(".") and part != ".well-known")
                for part in inside.parts
            )
            if not is_hidden and (folder / inside).is_file():
                return folder / inside, HTTPStatus.OK
            nearest = next(
                (
                    folder / above / MISSING_PAGE
                    for above in inside.parents
                    if ".." not in above.parts and (folder / above / MISSING_PAGE).is_file()
                ),
                None,
            )
            return (nearest, HTTPStatus.NOT_FOUND) if nearest else None
    return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, mounts: Mounts, *arguments: object) -> None:
        self.mounts = mounts
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with the file, or with the page "not found"."""
        found = file_for(self.mounts, unquote(urlsplit(self.path).path))
        content = found[0].read_bytes() if found else b""
        self.send_response(found[1] if found else HTTPStatus.NOT_FOUND)
        fields = {
            "Content-Type": content_type(found[0].suffix[1:] if found else "txt"),
            "Content-Length": str(len(content)),
            "Cache-Control": REVALIDATED,
            "Vary": VARIES,
        }
        for name, value in {**headers(), **fields}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    do_HEAD = do_GET  # noqa: N815 (the name is the library's)

    def version_string(self) -> str:
        """Name no version."""
        return "aviso"

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep no log."""
