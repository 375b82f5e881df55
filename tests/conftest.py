"""The projects that tests work on, each a copy that a test may change as it likes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# The projects of the tests are whole: what comes with Aviso would hide that something is missing in
# them. The tests of what comes with Aviso say where it lies (tests/package).
os.environ["AVISO_SHARED"] = ""
pytest.register_assert_rewrite("tests.support")
# A change is judged by the same inputs each time. Other inputs are tried where a seed is given.
settings.register_profile("repeatable", derandomize="AVISO_TEST_SEED" not in os.environ)
settings.load_profile("repeatable")

from tests.support.paths import ROOT, SMALL  # noqa: E402
from tests.support.project import Project  # noqa: E402


@pytest.fixture(scope="session")
def rich_template(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The rich project, which nobody changes."""
    return Project.rich(tmp_path_factory.mktemp("rich") / "project")


@pytest.fixture
def project(rich_template: Project, tmp_path: Path) -> Project:
    """A project whose system and branch use every kind of fact, page and block."""
    return rich_template.whole_copy(tmp_path / "project")


@pytest.fixture(scope="session")
def renew_small_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Project]:
    """A call that gives the smallest sound project as new, always in the same place.

    Aviso keeps compiled templates for each place, so that a check takes a twentieth of a second.
    """
    project = Project.small(tmp_path_factory.mktemp("small") / "project")
    own = {path.name for path in project.root.iterdir()} | {".aviso"}

    def renew() -> Project:
        # What a test has published or written.
        for path in project.root.iterdir():
            if path.name not in own:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for name in ("data", "docs"):
            shutil.rmtree(project / name, ignore_errors=True)
            shutil.copytree(SMALL / name, project / name)
        shutil.copy(ROOT / "mkdocs.yml", project.root)
        # A test may have changed the words of the interface, or those that people search for.
        for name in ("locales", "search") if not (project / "overrides").is_symlink() else ():
            words = project / "overrides" / name
            shutil.rmtree(words, ignore_errors=True)
            shutil.copytree(ROOT / "overrides" / name, words)
        return project

    return renew


@pytest.fixture
def small_project(renew_small_project: Callable[[], Project]) -> Project:
    """The smallest sound project: one library with a member, two vendors, two laws."""
    return renew_small_project()
