"""The project in four languages."""

from pathlib import Path

import pytest

from tests.support.language_fixtures import spoken, spoken_sites
from tests.support.project import Project


@pytest.fixture
def copy(spoken: Project, tmp_path: Path) -> Project:
    """The project in four languages, to change."""
    return spoken.copied_to(tmp_path / "project")
