"""Real nginx, Apache and Caddy with the configuration that Aviso writes.

The tests ask what a reader gets, and what stays in the logs.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from aviso.site.http_policy import make_headers
from tests.support.hosted_project import DEEP, OWN, SHARED, UNCHANGING
from tests.support.web_servers import PATIENCE, WebServer

pytestmark = pytest.mark.xdist_group("hosting")

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
# What HTTP itself needs, besides what Aviso asks for. Nothing else may be there.
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


# Headers


@pytest.mark.parametrize(
    ("host", "path", "file", "kind"), FILES, ids=lambda value: value if "/" in str(value) else None
)
def test_every_kind_of_file_comes_whole_with_its_type_and_headers(
    server: WebServer, public: Path, host: str, path: str, file: str, kind: str
) -> None:
    answer = server.get(path, host)
    assert (answer.status, answer.header("Content-Type")) == (200, kind)
    assert answer.body == (public / file).read_bytes()
    assert_guarded(answer)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/es/nowhere", 404),
        ("/example", 301),
        ("/example/collect", {301, 308}),
        ("/example/.aviso.json", 404),
        ("/.git/config", 404),
    ],
)
def test_what_is_no_page_has_the_headers_too(server: WebServer, path: str, status: int) -> None:
    answer = server.get(path)
    assert answer.status in (status if isinstance(status, set) else {status})
    assert_guarded(answer)


def assert_guarded(answer: object) -> None:
    """All headers that Aviso asks for, each once, nothing else, and no version of the server."""
    for name, value in make_headers().items():
        assert answer.header(name) == value
    assert {key.lower() for key, _ in answer.headers} <= HTTP_HEADERS | {
        name.lower() for name in make_headers()
    }
    assert not re.search(r"\d", answer.header("Server") or "")
    assert b"nginx/" not in answer.body and b"Apache/" not in answer.body


def test_no_file_is_written_to(server: WebServer) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert server.get(
            "/example/collect/index.html", method=method, Content_Length="0"
        ).status in (403, 404, 405, 501)
    assert server.get("/example/collect/", method="TRACE").status in (403, 404, 405, 501)


# Addresses


@pytest.mark.parametrize(
    ("host", "path", "target"),
    [
        (SHARED, "/example", "/example/"),
        (SHARED, "/example/collect", "/example/collect/"),
        (SHARED, "/example/es", "/example/es/"),
        (DEEP, "/about/privacy", "/about/privacy/"),
        (DEEP, "/about/privacy/es/leyes", "/about/privacy/es/leyes/"),
        (OWN, "/es/collect", "/es/collect/"),
        (SHARED, "/own/", f"https://{OWN}/"),
        (SHARED, "/own/es/collect/", f"https://{OWN}/es/collect/"),
        (SHARED, "/deep/es/", f"https://{DEEP}/about/privacy/es/"),
    ],
)
def test_an_address_that_is_not_quite_right_leads_to_the_one_that_is(
    server: WebServer, host: str, path: str, target: str
) -> None:
    answer = server.get(path, host)
    assert answer.status in (301, 308)
    assert answer.header("Location") in (target, f"https://{host}{target}")


@pytest.mark.parametrize("path", ["/", "/about/", "/about/privacy.html", "/es/", "/deep/"])
def test_nothing_is_served_beside_a_notice_in_a_path(server: WebServer, path: str) -> None:
    assert server.get(path, DEEP).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/example/../../mkdocs.yml",
        "/example/%2e%2e/%2e%2e/mkdocs.yml",
        "/about/privacy../",
        "/example/assets/",
    ],
)
def test_nothing_outside_and_no_listing_is_served(server: WebServer, path: str) -> None:
    for host in (SHARED, DEEP):
        answer = server.get(path, host)
        assert answer.status in (400, 403, 404)
        assert b"site_url" not in answer.body and b"search.js" not in answer.body


@pytest.mark.parametrize(
    ("host", "path", "target"),
    [
        (SHARED, "/es/search/", "/es/buscar/"),
        (SHARED, "/example/es/companies/", "/example/es/companias/"),
        (SHARED, "/example/es/companies", "/example/es/companias/"),
        (OWN, "/es/this-site/", "/es/este-sitio/"),
        (DEEP, "/about/privacy/es/laws/", "/about/privacy/es/leyes/"),
    ],
)
def test_an_address_from_before_leads_to_the_page_in_its_language_for_good(
    server: WebServer, host: str, path: str, target: str
) -> None:
    answer = server.get(path, host)
    assert answer.status == 301
    assert answer.header("Location") in (target, f"https://{host}{target}")
    assert server.get(target, host).status == 200
    assert_guarded(answer)


# Languages


@pytest.mark.parametrize(
    ("host", "path"), [(SHARED, "/"), (SHARED, "/example/"), (OWN, "/"), (DEEP, "/about/privacy/")]
)
@pytest.mark.parametrize("comes_from", ["none", "cross-site", "same-site"])
def test_the_bare_address_leads_who_prefers_spanish_to_spanish(
    server: WebServer, host: str, path: str, comes_from: str
) -> None:
    answer = server.get(path, host, Accept_Language=SPANISH, Sec_Fetch_Site=comes_from)
    assert answer.status == 302
    assert urlsplit(answer.header("Location")).path == f"{path}es/"
    assert answer.varies == {"Accept-Encoding", "Accept-Language", "Sec-Fetch-Site"}
    assert answer.header("Cache-Control") == "no-cache"
    assert answer.header("Set-Cookie") is None
    assert_guarded(answer)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/example/", {"Accept_Language": SPANISH, "Sec_Fetch_Site": "same-origin"}),
        ("/example/", {"Accept_Language": SPANISH}),
        ("/example/", {"Accept_Language": "en-US,en;q=0.9,es;q=0.8", "Sec_Fetch_Site": "none"}),
        ("/example/", {"Accept_Language": "es;q=0, en", "Sec_Fetch_Site": "none"}),
        ("/example/", {"Accept_Language": "fr,de;q=0.9", "Sec_Fetch_Site": "none"}),
        ("/example/", {"Sec_Fetch_Site": "none"}),
        ("/example/index.html", {"Accept_Language": SPANISH, "Sec_Fetch_Site": "none"}),
        ("/example/collect/", {"Accept_Language": SPANISH, "Sec_Fetch_Site": "none"}),
    ],
)
def test_english_stays_english_where_it_is_asked_for(
    server: WebServer, public: Path, path: str, asked: dict[str, str]
) -> None:
    answer = server.get(path, **asked)
    assert (answer.status, answer.header("Location")) == (200, None)
    assert b'<html lang="en"' in answer.body


def test_only_a_bare_address_says_that_it_varies_by_language(server: WebServer) -> None:
    assert server.get("/example/").varies == {
        "Accept-Encoding",
        "Accept-Language",
        "Sec-Fetch-Site",
    }
    for path in (
        "/example/collect/",
        "/example/es/",
        "/example/assets/notice.css",
        "/example/nowhere",
    ):
        assert server.get(path).varies == {"Accept-Encoding"}


@pytest.mark.parametrize(
    ("host", "path", "language", "home"),
    [
        (SHARED, "/nowhere/at/all", "en", "/"),
        (SHARED, "/es/nowhere", "es", "/es/"),
        (SHARED, "/example/nowhere", "en", "/example/"),
        (SHARED, "/example/es/nowhere/", "es", "/example/es/"),
        (SHARED, "/example/collect/es/", "en", "/example/"),
        (SHARED, "/example/es/assets/logo.svg", "es", "/example/es/"),
        (OWN, "/nowhere", "en", "/"),
        (OWN, "/es/nowhere.json", "es", "/es/"),
        (DEEP, "/about/privacy/nowhere", "en", "/about/privacy/"),
        (DEEP, "/about/privacy/es/nowhere", "es", "/about/privacy/es/"),
    ],
)
def test_not_found_is_said_in_the_language_of_the_address(
    server: WebServer, host: str, path: str, language: str, home: str
) -> None:
    for encoding in ("identity", "br"):
        answer = server.get(path, host, Accept_Encoding=encoding)
        assert (answer.status, answer.header("Content-Type")) == (404, "text/html; charset=utf-8")
        html = (
            brotli.decompress(answer.body)
            if answer.header("Content-Encoding") == "br"
            else answer.body
        ).decode()
        assert f'<html lang="{language}"' in html
        assert f'<a class="home" href="{home}">' in html


# Compressed files


UNPACKED: dict[str | None, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    None: bytes,
}


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate", "gzip"),
        ("identity", None),
        ("deflate", None),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("", None),
        ("gzip;q=0", None),
    ],
)
def test_a_text_comes_compressed_and_is_the_same(
    server: WebServer, public: Path, accepted: str, expected: str | None
) -> None:
    for host, path, file, kind in FILES:
        original = (public / file).read_bytes()
        answer = server.get(path, host, Accept_Encoding=accepted)
        assert (answer.status, answer.header("Content-Type")) == (200, kind)
        encoding = answer.header("Content-Encoding")
        if len(original) > 1000:
            assert encoding == expected, path
        assert UNPACKED[encoding](answer.body) == original
        # Caddy sends compressed files in pieces.
        assert answer.header("Content-Length") in (
            str(len(answer.body)),
            None if server.name == "caddy" else "",
        )
        assert "Accept-Encoding" in answer.varies


def test_head_says_what_get_says_without_the_page(server: WebServer) -> None:
    got, head = (
        server.get("/example/", method=method, Accept_Encoding="br") for method in ("GET", "HEAD")
    )
    assert head.body == b""
    own = {"Date", "Transfer-Encoding"}
    assert {key: value for key, value in head.headers if key not in own} == {
        key: value for key, value in got.headers if key not in own
    }


# Caching


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_a_page_is_asked_for_again_and_not_sent_again(server: WebServer, encoding: str) -> None:
    for path in ("/example/", "/example/collect/", "/example/assets/notice.css"):
        first = server.get(path, Accept_Encoding=encoding)
        assert first.header("Cache-Control") == "no-cache"
        again = server.get(path, Accept_Encoding=encoding, If_None_Match=first.header("ETag"))
        assert (again.status, again.body) == (304, b"")
        assert again.header("ETag") == first.header("ETag")
        assert again.varies == first.varies
        assert server.get(path, Accept_Encoding=encoding, If_None_Match='"another"').status == 200


def test_each_form_of_a_file_has_its_own_tag(server: WebServer) -> None:
    tags = {
        server.get("/example/collect/", Accept_Encoding=encoding).header("ETag")
        for encoding in ("identity", "gzip", "br")
    }
    assert len(tags) == 3 and None not in tags


@pytest.mark.parametrize("encoding", ["identity", "br"])
def test_a_file_whose_name_carries_a_digest_is_kept(server: WebServer, encoding: str) -> None:
    answer = server.get(f"/{UNCHANGING}", Accept_Encoding=encoding)
    assert (answer.status, answer.header("Cache-Control")) == (
        200,
        "public, max-age=31536000, immutable",
    )
    assert (
        server.get(f"/{UNCHANGING.replace('chart', 'missing')}").header("Cache-Control")
        == "no-cache"
    )


def test_a_cached_english_page_does_not_keep_anybody_from_spanish(server: WebServer) -> None:
    tag = server.get("/example/").header("ETag")
    assert (
        server.get(
            "/example/", If_None_Match=tag, Accept_Language=SPANISH, Sec_Fetch_Site="none"
        ).status
        == 302
    )


# Logs


DATE = r"\d{4}-\d\d-\d\d"
TIME = DATE + r"T\d\d:\d\d:\d\d[+-]\d\d:?\d\d"
TELLING = {
    "User_Agent": EDGE,
    "Referer": "https://from.example/page?words=secret-words",
    "Cookie": "id=secret-cookie",
    "X_Forwarded_For": "203.0.113.77",
}
# Asked for: host, path, what else; and the line that each must leave: in the log of which site
# (None: in no log).
VISITS = [
    (SHARED, "/?q=secret-words", "front", rf'{DATE} "/" 200'),
    (SHARED, "/es/nowhere?q=secret-words", "front", rf'{DATE} "/es/nowhere" 404'),
    (
        SHARED,
        "/example/collect/?q=secret-words",
        "example",
        rf'127\.0\.0\.1 {TIME} "/example/collect/" "Edge"',
    ),
    (
        SHARED,
        "/example/es/nowhere?q=secret-words",
        "example",
        rf'127\.0\.0\.1 {TIME} "/example/es/nowhere" "Edge"',
    ),
    (SHARED, "/example-branch/?q=secret-words", None, ""),
    (
        SHARED,
        "/wide/es/?q=secret-words",
        "wide",
        rf'127\.0\.0\.1 {TIME} "/wide/es/" "Edge" "Windows" "https://from\.example/page"',
    ),
    (OWN, "/?q=secret-words", "own", rf"127\.0\.0\.1 {TIME} 200"),
    (OWN, "/nowhere?q=secret-words", "own", rf"127\.0\.0\.1 {TIME} 404"),
    (
        DEEP,
        "/about/privacy/?q=secret-words",
        "deep",
        rf'127\.0\.0\.1 {TIME} "Edge" "Windows" "https://from\.example/page"',
    ),
]
# Caddy has one log for a host. On the shared one, a notice says that nothing is logged, so nothing
# is; the others have hosts of their own.
CADDY_LOGS = {
    f"aviso-{OWN}.log": [
        {"remote_ip": "127.0.0.1", "status": 200},
        {"remote_ip": "127.0.0.1", "status": 404},
    ],
    f"aviso-{DEEP}.log": [{"remote_ip": "127.0.0.1"}],
}


@pytest.fixture
def visited(server: WebServer) -> WebServer:
    """The server after the visits, with nothing in its logs but these."""
    settle(server)
    for path in server.logs.iterdir():
        path.write_text("")
    for host, path, _, _ in VISITS:
        server.get(path, host, **TELLING)
    settle(server)
    return server


def settle(server: WebServer) -> None:
    """Wait until the logs have not grown for a while: a line is written after its answer."""
    end, before, same = time.monotonic() + PATIENCE, None, 0
    while same < 4 and time.monotonic() < end:
        now = [len(text) for text in server.log_texts().values()]
        same, before = (same + 1 if now == before else 0), now
        time.sleep(0.1)


def test_the_logs_hold_what_the_notice_says_and_nothing_else(visited: WebServer) -> None:
    texts = {
        name: text.replace("\0", "")
        for name, text in visited.log_texts().items()
        if text.strip("\0")
    }
    if visited.name == "caddy":
        assert_caddy(texts)
        return
    expected: dict[str, list[str]] = {}
    for _, _, site, line in VISITS:
        if site:
            expected.setdefault(f"aviso-{site}.log", []).append(line)
    assert texts.keys() == expected.keys()
    for name, patterns in expected.items():
        lines = texts[name].splitlines()
        assert len(lines) == len(patterns), lines
        for line, pattern in zip(lines, patterns, strict=True):
            assert re.fullmatch(pattern, line)


def assert_caddy(texts: dict[str, str]) -> None:
    """Caddy writes JSON and names the parts itself; its logs are one for each host."""
    for name, expected in CADDY_LOGS.items():
        lines = [json.loads(line) for line in texts[name].splitlines()]
        assert all(
            re.fullmatch(rf"{TIME}|{DATE}T\d\d:\d\d:\d\dZ", line.pop("time")) for line in lines
        )
        flat = [{**line.pop("request", {}), **line} for line in lines]
        assert flat == expected
    assert texts.keys() == CADDY_LOGS.keys()


def test_nothing_that_the_server_writes_names_the_visitor(visited: WebServer) -> None:
    for attack in (
        "/example/%00",
        "/example/%zz",
        "/example/" + "x" * 9000,
        "/example/..%2f..%2fetc/passwd?secret-words",
    ):
        visited.get(attack, **TELLING)
    for host in ("elsewhere.example", f"{SHARED}:{visited.port}", "203.0.113.77"):
        visited.get("/?q=secret-words", host, **TELLING)
    settle(visited)
    written = visited.everything_written()
    for secret in ("secret-words", "secret-cookie", "Mozilla", "Safari/537", "203.0.113.77"):
        assert secret not in written
    # What has no site's log to stand in stands nowhere: the server's own messages have no address
    # of a visitor.
    own = "".join(
        path.read_text("utf-8", "replace") for path in visited.folder.glob("server-*.log")
    )
    assert not re.search(r"client: 127|client 127|remote_ip", own)
