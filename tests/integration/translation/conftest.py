"""A project with a confirmed text."""

from __future__ import annotations

import pytest

from tests.support.project import Project
from tests.support.translating import aviso


@pytest.fixture
def confirmed(project: Project) -> Project:
    """The model library, all of it confirmed by a person on a day."""
    done = aviso(
        project, "confirm", "example", "--by", "Spanish-language librarian", "--on", "2026-03-02"
    )
    assert done.exit_code == 0, done.output
    return project
