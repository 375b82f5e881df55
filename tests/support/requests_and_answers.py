"""Requests of browsers, and the headers that each answer must have."""

from __future__ import annotations

import re

from aviso.site.http_policy import make_headers
from tests.support.hosted_project import DEEP, OWN, SHARED

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"
)
SPANISH = "es-MX,es;q=0.9,en;q=0.8"
# Host, path, where the file is in public/, and its type.
FILES = [
    (SHARED, "/", "index.html", "text/html; charset=utf-8"),
    (SHARED, "/es/", "es/index.html", "text/html; charset=utf-8"),
    (SHARED, "/example/", "example/index.html", "text/html; charset=utf-8"),
    (SHARED, "/example/index.html", "example/index.html", "text/html; charset=utf-8"),
    (SHARED, "/example/es/", "example/es/index.html", "text/html; charset=utf-8"),
    (SHARED, "/wide/es/leyes/", "wide/es/leyes/index.html", "text/html; charset=utf-8"),
    (SHARED, "/example/assets/notice.css", "example/assets/notice.css", "text/css; charset=utf-8"),
    (
        SHARED,
        "/example/assets/search.js",
        "example/assets/search.js",
        "text/javascript; charset=utf-8",
    ),
    (
        SHARED,
        "/example/search/index.json",
        "example/search/index.json",
        "application/json; charset=utf-8",
    ),
    (SHARED, "/example/assets/logo.svg", "example/assets/logo.svg", "image/svg+xml; charset=utf-8"),
    (SHARED, "/sitemap.xml", "sitemap.xml", "application/xml; charset=utf-8"),
    (OWN, "/", "own/index.html", "text/html; charset=utf-8"),
    (OWN, "/es/collect/", "own/es/collect/index.html", "text/html; charset=utf-8"),
    (OWN, "/.well-known/security.txt", "own/.well-known/security.txt", "text/plain; charset=utf-8"),
    (OWN, "/.well-known/gpc.json", "own/.well-known/gpc.json", "application/json; charset=utf-8"),
    (DEEP, "/about/privacy/", "deep/index.html", "text/html; charset=utf-8"),
    (DEEP, "/about/privacy/es/leyes/", "deep/es/leyes/index.html", "text/html; charset=utf-8"),
    (
        DEEP,
        "/about/privacy/assets/icon.svg",
        "deep/assets/icon.svg",
        "image/svg+xml; charset=utf-8",
    ),
]
# Headers that HTTP itself needs, besides those that Aviso requires. No others are allowed.
HTTP_HEADERS = {
    "date",
    "content-type",
    "content-length",
    "last-modified",
    "etag",
    "accept-ranges",
    "connection",
    "server",
    "content-encoding",
    "vary",
    "cache-control",
    "location",
    "transfer-encoding",
    "keep-alive",
}


def assert_guarded(answer: object) -> None:
    """Assert that the headers are those that Aviso requires, each once, without the server's
    version."""
    for name, value in make_headers().items():
        assert answer.header(name) == value
    assert {key.lower() for key, _ in answer.headers} <= HTTP_HEADERS | {
        name.lower() for name in make_headers()
    }
    assert not re.search(r"\d", answer.header("Server") or "")
    assert b"nginx/" not in answer.body and b"Apache/" not in answer.body
