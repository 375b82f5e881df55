"""The two files for static hosts, read by the rules that these hosts document: what a reader would get."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hosted_project import DEEP, OWN, SHARED

from aviso.hosting.generating import generate
from aviso.hosting.headers import header_policy, headers
from aviso.hosting.rendering import Settings

# Cloudflare Pages takes no more.
MAXIMUM_LINE = 2000
MAXIMUM_RULES = 100


@pytest.fixture(scope="module")
def written(hosted: Path) -> dict[str, str]:
    return generate(hosted, "static", Settings("", ""))[0]


def headers_for(text: str, path: str) -> dict[str, str]:
    """What a file _headers gives a path: the headers of every block whose pattern fits ("*" stands for anything)."""
    found: dict[str, str] = {}
    fits = False
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line[0].isspace():
            fits = re.fullmatch(re.escape(line.strip()).replace(r"\*", ".*"), path) is not None
        elif fits:
            name, value = line.strip().split(": ", 1)
            assert name not in found
            found[name] = value
    return found


def answer_for(text: str, path: str) -> tuple[str, int] | None:
    """Where a file _redirects leads a path that is no file: the first rule that fits, with what "*" stood for in ":splat"."""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        source, target, status = line.split()
        fits = re.fullmatch(re.escape(source).replace(r"\*", "(.*)"), path)
        if fits:
            return target.replace(":splat", fits[1] if fits.re.groups else ""), int(status)
    return None


def test_each_host_has_its_two_files(written: dict[str, str]) -> None:
    assert written.keys() == {f"{host}/{name}" for host in (SHARED, OWN, DEEP) for name in ("_headers", "_redirects")}


@pytest.mark.parametrize("host", [SHARED, OWN, DEEP])
@pytest.mark.parametrize("path", ["/", "/example/", "/es/recopilacion/", "/assets/notice.css", "/.well-known/security.txt"])
def test_every_path_has_every_header(written: dict[str, str], host: str, path: str) -> None:
    given = headers_for(written[f"{host}/_headers"], path)
    assert given == {**headers(), "Cache-Control": "no-cache"}
    assert given["Content-Security-Policy"] == header_policy()


@pytest.mark.parametrize(
    ("host", "path", "target", "status"),
    [
        (SHARED, "/nowhere", "/404.html", 404), (SHARED, "/es/nowhere", "/es/404.html", 404), (SHARED, "/example/nowhere", "/example/404.html", 404),
        (SHARED, "/example/es/a/b", "/example/es/404.html", 404), (SHARED, "/sonoma/es/cookies/", f"https://{OWN}/es/cookies/", 301),
        (SHARED, "/sonoma/", f"https://{OWN}/", 301), (SHARED, "/santa-monica/", f"https://{DEEP}/about/privacy/", 301),
        (SHARED, "/example/es/companies/", "/example/es/companias/", 301), (OWN, "/es/search/", "/es/buscar/", 301),
        (DEEP, "/about/privacy/es/laws/", "/about/privacy/es/leyes/", 301), (SHARED, "/example/companies/", "/example/404.html", 404),
        (OWN, "/es/nowhere", "/es/404.html", 404), (DEEP, "/about/privacy/es/x", "/about/privacy/es/404.html", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_leads_to_the_nearest_page(written: dict[str, str], host: str, path: str, target: str, status: int) -> None:
    assert answer_for(written[f"{host}/_redirects"], path) == (target, status)


def test_no_language_is_chosen_where_english_would_be_sent_back(written: dict[str, str]) -> None:
    assert all("302" not in text and "Language" not in text for text in written.values())


def test_the_files_keep_to_the_limits_of_the_hosts(written: dict[str, str]) -> None:
    for name, text in written.items():
        assert max(len(line) for line in text.splitlines()) <= MAXIMUM_LINE, name
        assert len(text.splitlines()) <= MAXIMUM_RULES


def test_a_page_not_found_stands_where_the_files_lead(written: dict[str, str], public: Path) -> None:
    for line in written[f"{SHARED}/_redirects"].splitlines():
        if line.endswith(" 404"):
            assert (public / line.split()[1].lstrip("/")).is_file()
