"""The smallest project with Vietnamese and Arabic added, and its sites, built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aviso.apps.audit.local_server import serve_folders
from tests.support.adding_languages import with_languages
from tests.support.project import Project


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project in four languages."""
    return with_languages(tmp_path_factory.mktemp("languages") / "project", "vi", "ar")


@pytest.fixture(scope="session")
def spoken_sites(spoken: Project) -> Path:
    """The folder with its sites."""
    return spoken.published()


@pytest.fixture(scope="module")
def spoken_address(spoken_sites: Path) -> Iterator[str]:
    """Where its sites are served."""
    libraries = ("riverside", "riverside-branch")
    mounts = {"/": spoken_sites, **{f"/{name}/": spoken_sites / name for name in libraries}}
    with serve_folders(mounts) as served:
        yield served
