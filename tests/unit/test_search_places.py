"""Sections that a project has the search show first, and that no library has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aviso.checks.search_places import keep_missing_everywhere
from aviso.checks.suite import check_all
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project as AvisoProject
from aviso.core.report_formats import format_text
from tests.support.paths import ROOT
from tests.support.project import Project

FIRST = "overrides/search/first.yml"


@pytest.fixture
def opened(small_project: Project, tmp_path: Path) -> AvisoProject:
    """The small project, with the words of Aviso's search in another layer."""
    shared = tmp_path / "shared"
    (shared / FIRST).parent.mkdir(parents=True)
    shutil.copy(ROOT / FIRST, shared / FIRST)
    return AvisoProject(small_project.root, shared)


def test_a_section_of_no_library_is_told_with_its_line(
    small_project: Project, opened: AvisoProject
) -> None:
    small_project.replace(FIRST, "own-record: [", "own-record: [choices.md#emial, ")
    # The first is a section that they have, and the third one of Aviso's that they have not.
    added = "choices.md#email, laws.md#zoning, cookies.md#counting, "
    small_project.replace(FIRST, "payments: [", f"payments: [{added}")
    lines = (small_project / FIRST).read_text("utf-8").splitlines()
    numbers = [
        number
        for number, line in enumerate(lines, 1)
        if line.startswith(("own-record:", "payments:"))
    ]
    expected = (
        f'{FIRST}, line {numbers[0]}: warning: no library has "emial" on its page "choices". Did '
        'you mean "email"?',
        f'{FIRST}, line {numbers[1]}: warning: no library has "zoning" on its page "laws". Name '
        "the {#id} of a heading there.",
    )
    assert format_text(check_all(opened)).splitlines() == [*expected]
    # Of one library alone, nobody knows whether another has the section.
    assert check_all(opened, ["riverside"]) == []


def test_what_one_site_has_is_not_missing() -> None:
    one, other = (Diagnostic(FIRST, 1, message, "") for message in ("a", "b"))
    assert [*keep_missing_everywhere([[one, other], [other]])] == [other]
    assert [*keep_missing_everywhere([[one], []])] == [*keep_missing_everywhere([])] == []
