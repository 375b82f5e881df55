"""Libraries whose records say what three real policies say, in words of their own.

``tests/corpus/policies`` has them: a town library with a retention schedule and a consortium, a
city library that wrote Spanish first, and a research library with donors, consent and editions in
15 languages. They have no page of their own.
"""

from __future__ import annotations

from pathlib import Path

from tests.support.paths import CORPUS, ROOT
from tests.support.project import Project
from tests.support.project_files import copy_into

POLICIES = CORPUS / "policies"
SHARED = (
    "data/terms",
    "data/vendors",
    "data/laws",
    "data/laws.yml",
    "docs/_front",
    "docs/_pages",
    "docs/_shared",
)


def make_project(root: Path) -> Project:
    """Make a project of these libraries, over what comes with Aviso."""
    project = Project.framed(root)
    copy_into(root, ROOT, SHARED)
    for path in sorted(POLICIES.rglob("*.yml")):
        name = path.relative_to(POLICIES).as_posix()
        project.write(f"data/{name}", path.read_text("utf-8"))
    return project
