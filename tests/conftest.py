"""The projects that tests work on, each a copy that a test may change as it likes."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

# The projects of the tests are whole: what comes with Aviso would hide that something is missing in them. The tests of
# what comes with Aviso say where it lies (tests/package).
os.environ["AVISO_SHARED"] = ""
ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "data" / "small"
LIBRARIES = ("example", "example-branch")
PROSE = ("_front", "_pages", "_shared", "example")


@pytest.fixture(scope="session")
def project_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with no libraries but the model library and its member, and with the vendors that these use."""
    folder = tmp_path_factory.mktemp("template") / "project"
    (folder / "data" / "libraries").mkdir(parents=True)
    (folder / "data" / "vendors").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copy(ROOT / "data" / "laws.yml", folder / "data")
    for name in ("overrides", "data/terms", *(f"docs/{name}" for name in PROSE)):
        shutil.copytree(ROOT / name, folder / name)
    for library in LIBRARIES:
        path = shutil.copy(
            ROOT / "data" / "libraries" / f"{library}.yml", folder / "data" / "libraries"
        )
        for vendor in re.findall(r"- vendor: (\S+)", Path(path).read_text("utf-8")):
            shutil.copy(ROOT / "data" / "vendors" / f"{vendor}.yml", folder / "data" / "vendors")
    return folder


@pytest.fixture
def project(project_template: Path, tmp_path: Path) -> Path:
    """A copy of the project with the model library and its member only."""
    return Path(shutil.copytree(project_template, tmp_path / "project"))


@pytest.fixture
def whole_project(tmp_path: Path) -> Path:
    """A copy of the project with all its libraries."""
    folder = tmp_path / "project"
    for name in ("overrides", "data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="session")
def renew_small_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A call that gives the smallest sound project (``tests/data/small``), as new, always in the same place.

    Aviso keeps compiled templates for each place, so that a check takes a twentieth of a second. The library in it does
    not change when the model library does, and so the lines in the expected complaints stay right.
    """
    folder = tmp_path_factory.mktemp("small") / "project"
    folder.mkdir()
    (folder / "overrides").symlink_to(ROOT / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder)

    def renew() -> Path:
        for name in ("data", "docs"):
            shutil.rmtree(folder / name, ignore_errors=True)
            shutil.copytree(SMALL / name, folder / name)
        return folder

    return renew


@pytest.fixture
def small_project(renew_small_project: Callable[[], Path]) -> Path:
    """The smallest sound project: one library with a member, two vendors, two laws, two pages of its own."""
    return renew_small_project()
