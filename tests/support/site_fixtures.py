"""Fixtures: sites built once for all workers, served, and opened in Chromium."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.support.built_sites import Sites
from tests.support.project import MODELS, Project
from tests.support.site_server import SiteServer, served
from tests.support.sources import FRONT, Sources
from tests.support.watching import launched

# A system, its branch, and a library of its own; all sites of the project.
TOWNS = ("oak",)
# A standard whose name is the same in every language, so that Spanish pages mark it as English.
ENGLISH_STANDARD = """
plain-words-2020:
  citation: Plain Words 2020
  title: {en: How to write plainly, es: Cómo escribir con sencillez}
  kind: standard
  status: current
  checked_on: 2026-11-22
  address: https://standards.example.org/plain-words
  explanation: {en: It says how to write plainly., es: Dice cómo escribir con sencillez.}
"""
SITE_IDS = (FRONT, *MODELS, *TOWNS)


def published_once(
    factory: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], Project]
) -> Project:
    """A project with all its sites in public/.

    The first worker builds it, and the others wait.
    """
    own = factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    place, unfinished = shared / name, shared / f"{name}-unfinished"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished).build()
            unfinished.rename(place)
    return Project(place)


@pytest.fixture(scope="session")
def site_project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Project:
    """A published project that nobody changes."""

    def make(place: Path) -> Project:
        project = Project.tiny(place, models=MODELS, tiny=TOWNS)
        project.append("data/laws.yml", ENGLISH_STANDARD)
        for town in TOWNS:
            project.append(f"data/libraries/{town}.yml", "  - law: plain-words-2020\n")
        return project

    return published_once(tmp_path_factory, worker_id, "sites", make)


@pytest.fixture(scope="session")
def sites(site_project: Project) -> Sites:
    """Its sites, to be read."""
    return Sites(site_project.public, Sources(site_project.root))


@pytest.fixture(scope="session")
def server(site_project: Project) -> Iterator[SiteServer]:
    """Its sites on a web server, as they would stand under one domain."""
    with served(site_project.public) as server:
        yield server


def start_playwright() -> Iterator[Playwright]:
    """Playwright, as long as a fixture stands.

    It runs once at a time, and others start their own.
    """
    with sync_playwright() as playwright:
        yield playwright


def start_browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium, as long as a fixture stands."""
    browser = launched(playwright)
    yield browser
    browser.close()


# Started once for each module.
playwright = pytest.fixture(scope="module")(start_playwright)
browser = pytest.fixture(scope="module")(start_browser)


@pytest.fixture
def project(site_project: Project, tmp_path: Path) -> Project:
    """A copy of the project to change and break, with nothing published."""
    return site_project.copied_to(tmp_path / "project")


@pytest.fixture
def published(site_project: Project, tmp_path: Path) -> Project:
    """A copy of the project to change and break, with all its sites in public/."""
    return site_project.whole_copy(tmp_path / "project")
