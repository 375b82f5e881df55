"""Real nginx, Apache and Caddy with the configuration that Aviso writes.

These tests ask for files and look at headers and addresses.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.hosted_project import DEEP, OWN, SHARED
from tests.support.requests_and_answers import FILES, assert_guarded
from tests.support.web_servers import WebServer

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
