"""The smallest project with Vietnamese and Arabic added, built once by both engines, and a browser to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from adding_languages import built, with_languages
from playwright.sync_api import Browser, sync_playwright

from aviso.apps.audit.local_server import serve_folders

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in four languages."""
    return with_languages(tmp_path_factory.mktemp("languages") / "project", "vi", "ar")


@pytest.fixture(scope="session")
def public(spoken: Path) -> Path:
    """Its sites."""
    return built(spoken, spoken / "public")


@pytest.fixture(scope="module")
def address(public: Path) -> Iterator[str]:
    """Where its sites are served."""
    mounts = {
        "/": public,
        "/riverside/": public / "riverside",
        "/riverside-branch/": public / "riverside-branch",
    }
    with serve_folders(mounts) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()
