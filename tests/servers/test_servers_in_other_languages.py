"""Real web servers choose among four languages, and lead old addresses to those in the language."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from aviso.apps.hosting.config_templates import ServerSettings
from aviso.apps.hosting.generator import generate
from tests.support.project import Project
from tests.support.web_servers import WebServer, free_port, running

HOST = "notices.example.org"


@pytest.fixture(scope="module", params=("nginx", "apache", "caddy"))
def server(
    request: pytest.FixtureRequest, spoken: Project, spoken_sites: Path
) -> Iterator[WebServer]:
    """Each server in turn.

    A server that root starts hands out files as somebody else, and pytest's own folders are closed.
    """
    with tempfile.TemporaryDirectory(prefix="aviso-languages-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(spoken_sites, folder / "public")
        logs = folder / "logs"
        logs.mkdir()
        port = free_port()
        files, _ = generate(
            spoken.opened,
            request.param,
            ServerSettings(
                str(folder / "public"), str(logs), f"127.0.0.1:{port}", has_brotli=False
            ),
        )
        configuration = folder / "aviso.conf"
        configuration.write_text(files[""], "utf-8")
        with running(request.param, folder, configuration, port, logs) as started:
            yield started


@pytest.mark.parametrize(
    ("asked", "locale"),
    [
        ("vi", "vi"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("ar-EG,ar;q=0.9,es;q=0.8", "ar"),
        ("es-MX,vi;q=0.5", "es"),
        ("fr,ar;q=0.5", "ar"),
        ("en-US,vi;q=0.9", None),
        ("fr", None),
        ("vi;q=0, en", None),
        ("", None),
    ],
)
def test_the_bare_address_leads_to_the_language_that_a_reader_prefers(
    server: WebServer, asked: str, locale: str | None
) -> None:
    for path in ("/", "/riverside/", "/riverside-branch/"):
        answer = server.get(path, HOST, Accept_Language=asked, Sec_Fetch_Site="none")
        assert answer.status == (302 if locale else 200), path
        assert answer.varies == {"Accept-Encoding", "Accept-Language", "Sec-Fetch-Site"}
        if locale:
            assert urlsplit(answer.header("Location")).path == f"{path}{locale}/"
        assert (
            server.get(path, HOST, Accept_Language=asked, Sec_Fetch_Site="same-origin").status
            == 200
        )


@pytest.mark.parametrize(
    ("path", "locale"),
    [
        ("/vi/x", "vi"),
        ("/riverside/ar/x/y/", "ar"),
        ("/riverside-branch/es/x", "es"),
        ("/riverside/x", "en"),
    ],
)
def test_not_found_is_said_in_the_language_of_the_address(
    server: WebServer, path: str, locale: str
) -> None:
    answer = server.get(path, HOST)
    assert answer.status == 404 and f'<html lang="{locale}"'.encode() in answer.body


@pytest.mark.parametrize(
    "path", ["/riverside/vi/choices/", "/riverside/vi/choices", "/riverside-branch/vi/choices/"]
)
def test_the_name_of_a_page_leads_to_its_address(server: WebServer, path: str) -> None:
    answer = server.get(path, HOST)
    assert answer.status == 301
    assert urlsplit(answer.header("Location")).path == f"{path.partition('vi/')[0]}vi/lua-chon/"
    assert server.get("/riverside/ar/choices/", HOST).status == 200
