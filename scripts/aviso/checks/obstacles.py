"""What keeps a project from being understood at all: its settings, or the form of its records."""

from __future__ import annotations

from aviso.content.markdown_extensions import find_blocking_problems
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.model.record_form import find_form_problems


def find_obstacles(project: Project) -> list[Diagnostic]:
    """Return the errors with which neither pages nor records can be understood.

    Anything found in spite of them might only follow from them.
    """
    return find_blocking_problems(project) or find_form_problems(project)
