"""Asserts the promise of ``aviso check``: a project without errors can be published."""

from __future__ import annotations

import os
import re
import shutil

from aviso.checks.suite import check_all
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project as AvisoProject
from tests.support.project import Project

SEED = int(os.environ.get("AVISO_TEST_SEED", "1"))
OF_AVISO = "bug in Aviso"
BLOCK = re.compile(r"^\{\{[^}]*\}\}$", re.MULTILINE)
LOGO = "docs/riverside/assets/logo.svg"


PAGE = "---\ntitle: Other\ndescription: Other words.\n---\n# Other\n\nWords.\n"


def check_project(project: Project) -> list[Diagnostic]:
    """Return the problems that a fresh process would find."""
    return check_all(AvisoProject(project.root))


def list_errors(problems: list[Diagnostic]) -> list[str]:
    """The errors in words."""
    return [str(one) for one in problems if one.severity == "error"]


def assert_promise_is_kept(project: Project, story: str) -> bool:
    """Assert that a project without errors is published whole; return whether it has none."""
    shutil.rmtree(project.public, ignore_errors=True)
    found = check_project(project)
    outcomes = Project(project.root).publish()
    told = [str(problem) for one in outcomes.values() for problem in one.problems]
    assert not [text for text in [*map(str, found), *told] if OF_AVISO in text], (story, told)
    failed = {one.site_id for one in outcomes.values() if one.state == "failed"}
    assert has_errors(found) or not failed, f"{story}: {failed}\n" + "\n".join(told)
    return not has_errors(found)
