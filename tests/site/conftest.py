"""The sites that the tests ask about: built once for all workers, served on a free port, opened in Chromium."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_sites import ROOT, Sites
from playwright.sync_api import Browser, Playwright, sync_playwright
from project_copy import Project, copied
from site_server import SiteServer, served
from watching import launched


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder with all sites as `aviso build` publishes them; the first worker builds, the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    output = shared / "built-sites"
    with (shared / "built-sites.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not output.exists():
            _build(output)
    return output


def _build(output: Path) -> None:
    unfinished = output.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "aviso.cli.main", "build", "--output", str(unfinished)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    unfinished.rename(output)


@pytest.fixture(scope="session")
def sites(built: Path) -> Sites:
    """The built sites, to be read."""
    return Sites(built)


@pytest.fixture(scope="session")
def server(built: Path) -> Iterator[SiteServer]:
    """The built sites on a web server, as they would stand under one domain."""
    with served(built) as server:
        yield server


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, started once for each module: it runs once at a time, and other modules start their own."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, started once for each module."""
    browser = launched(playwright)
    yield browser
    browser.close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the project to change and break."""
    return copied(tmp_path / "project")


@pytest.fixture
def published(project: Project, built: Path) -> Project:
    """A copy of the project with all its sites published in public/."""
    shutil.copytree(built, project.root / "public")
    return project
