"""Each document, and a project to follow them in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.support.documents import DOCUMENTS
from tests.support.paths import ROOT
from tests.support.project import Project


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def document(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="package")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project, to put faults into."""
    return Project.whole(tmp_path_factory.mktemp("project") / "project")


@pytest.fixture
def aviso(project: Project) -> Callable[..., Result]:
    return project.invoke
