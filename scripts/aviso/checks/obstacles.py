"""Finds errors that make a project unreadable: in its settings, folders or forms of records."""

from __future__ import annotations

from aviso.checks.needed_folders import find_shared_non_folders
from aviso.content.markdown_extensions import find_blocking_problems
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.model.record_form import find_form_problems


def find_obstacles(project: Project) -> list[Diagnostic]:
    """Return the errors that make it impossible to read pages and records.

    Other findings might only be their consequences.
    """
    return (
        find_blocking_problems(project)
        or list(find_shared_non_folders(project))
        or find_form_problems(project)
    )
