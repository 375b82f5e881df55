"""Changes of a project, and the problems they cause."""

from __future__ import annotations

from collections.abc import Callable

from aviso.checks.suite import check_all
from tests.support.project import Project

Change = Callable[[Project], object]


def edit(name: str, old: str, new: str) -> Change:
    """A change of one file."""
    return lambda project: project.replace(name, old, new)


def without(name: str) -> Change:
    """A change that deletes a file."""
    return lambda project: project.delete(name)


def reported(project: Project) -> list[str]:
    """Return the problems as text."""
    return [str(problem) for problem in sorted(set(check_all(project.opened)))]
