"""Serves built sites at their paths on a local port, with the headers of a configured host."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from aviso.site.http_policy import (
    MISSING_PAGE,
    REVALIDATED,
    VARIES,
    find_content_type,
    make_headers,
)

# The folder of each site by the path of its address: "/sonoma/" → public/sonoma.
Folders = Mapping[str, Path]


@contextmanager
def serve_folders(folders: Folders) -> Iterator[str]:
    """Serve the folders; yield the server's address without a slash at its end."""
    longest_first = dict(sorted(folders.items(), key=lambda item: -len(item[0])))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, longest_first))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def find_file(folders: Folders, path: str) -> tuple[Path, HTTPStatus] | None:
    """Return the file that answers a path, with its status.

    Without such a file, it is the nearest page "not found"; None if even that is missing.
    """
    for prefix, folder in folders.items():
        if path.startswith(prefix):
            inside = PurePosixPath(
                path.removeprefix(prefix) + ("index.html" if path.endswith("/") else "")
            )
            if _is_public(inside) and (folder / inside).is_file():
                return folder / inside, HTTPStatus.OK
            nearest = _find_missing_page(folder, inside)
            return (nearest, HTTPStatus.NOT_FOUND) if nearest else None
    return None


def _is_public(inside: PurePosixPath) -> bool:
    """Tell whether readers may get a path: not a hidden file like the stamp, or one above."""
    return not any(
        part == ".." or (part.startswith(".") and part != ".well-known") for part in inside.parts
    )


def _find_missing_page(folder: Path, inside: PurePosixPath) -> Path | None:
    for above in inside.parents:
        if ".." not in above.parts and (folder / above / MISSING_PAGE).is_file():
            return folder / above / MISSING_PAGE
    return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, folders: Folders, *arguments: Any) -> None:
        self.folders = folders
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer with the file, or with the page "not found"."""
        found = find_file(self.folders, unquote(urlsplit(self.path).path))
        content = found[0].read_bytes() if found else b""
        self.send_response(found[1] if found else HTTPStatus.NOT_FOUND)
        fields = {
            "Content-Type": find_content_type(found[0].suffix[1:] if found else "txt"),
            "Content-Length": str(len(content)),
            "Cache-Control": REVALIDATED,
            "Vary": VARIES,
        }
        for name, value in {**make_headers(), **fields}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    do_HEAD = do_GET  # noqa: N815 (the name is the library's)

    def version_string(self) -> str:
        """Return a name without a version."""
        return "aviso"

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep no log."""
