"""Readers come to the language that they prefer, and are told in it what is missing."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from tests.support.hosted_project import DEEP, OWN, SHARED
from tests.support.requests_and_answers import SPANISH, assert_guarded
from tests.support.web_servers import WebServer

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


@pytest.mark.parametrize("end", ["@es", "es"])
def test_a_hostile_list_of_languages_is_read_in_time(server: WebServer, end: str) -> None:
    """PCRE gives up where a pattern has too many ways through a text, and the server says so."""
    asked = ("x" + " " * 4 + ",") * 1000 + end
    answer = server.get("/example/", Accept_Language=asked, Sec_Fetch_Site="none")
    assert answer.status == (302 if end == "es" else 200)
    assert "pcre" not in server.everything_written().lower()


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
        assert f'<a href="{home}">' in html
