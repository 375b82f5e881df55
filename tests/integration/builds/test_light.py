"""A build in which nothing has changed loads nothing that makes sites, however it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.support.project import Project

# What takes long to import, and what makes sites with it.
HEAVY = {
    "pydantic",
    "jinja2",
    "markdown",
    "phonenumbers",
    "babel",
    "email_validator",
    "selectolax",
    "brotli",
    "rich",
    "mkdocs",
    "concurrent",
    "multiprocessing",
}
MAKING = {
    "aviso.build.worker",
    "aviso.model.library",
    "aviso.model.repository",
    "aviso.site.site",
    "aviso.checks.record_checks",
    "aviso.checks.built_html",
}
IMPORTED = re.compile(r"^import time: .*\| +([\w.]+)$", re.MULTILINE)


def imported(project: Project, *arguments: str) -> set[str]:
    """The modules that a command imports."""
    return set(
        IMPORTED.findall(
            project.aviso(*arguments, environment=project.environment(PYTHONPROFILEIMPORTTIME="1"))
            .sound()
            .text
        )
    )


# The last is built without the front page.
@pytest.mark.parametrize(
    "options", [(), ("--explain", "--jobs", "2"), ("alder",), ("alder", "birch", "--jobs", "2")]
)
def test_what_makes_sites_is_not_loaded_when_none_is_made(
    project_with: Callable[..., Project], options: tuple[str, ...]
) -> None:
    project = project_with(tiny=("alder", "birch"))
    named = options[:2] if "birch" in options else ()
    assert imported(project, "build", "--jobs", "1", *named) >= MAKING
    modules = imported(project, "build", *options)
    assert "aviso.build.incremental" in modules
    assert {name for name in modules if name.partition(".")[0] in HEAVY} | (
        modules & MAKING
    ) == set()
