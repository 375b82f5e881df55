"""``aviso`` in the smallest project."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

from tests.support.project import Project


@pytest.fixture
def aviso(small_project: Project) -> Callable[..., Result]:
    """Run a command in the small project."""
    return small_project.invoke
