"""What the tests of the build share: a fixed copy of Aviso, small projects, and warm processes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.project import Project
from tests.support.warm_process import Warm


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of Aviso's code: what is edited while the tests run does not reach them."""
    copy = tmp_path_factory.mktemp("code") / "scripts"
    shutil.copytree(
        ROOT / "scripts", copy, ignore=shutil.ignore_patterns("__pycache__", "node_modules")
    )
    return copy


@pytest.fixture(scope="session")
def warm(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """A warm process for the whole run."""
    process = Warm(scripts, tmp_path_factory.mktemp("warm") / "log")
    yield process
    process.close()


@pytest.fixture
def project_with(scripts: Path, tmp_path: Path) -> Callable[..., Project]:
    """Makes a project in a folder of the test's own: ``project_with(models, tiny)``."""

    def make(
        models: tuple[str, ...] = (), tiny: tuple[str, ...] = (), name: str = "project"
    ) -> Project:
        return Project.tiny(tmp_path / name, scripts, models, tiny)

    return make


# Minutes of work, or measures that other work on the machine disturbs: these have a command of
# their own.
SOAK = {"test_dask", "test_disk", "test_incremental", "test_killed", "test_memory"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the long tests of this folder."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem in SOAK:
            item.add_marker(pytest.mark.soak)
