"""``aviso check`` of one library speaks of it alone, and says what to correct first."""

from __future__ import annotations

import pytest

from aviso.cli.check import summarize
from aviso.core.diagnostics import Diagnostic
from tests.support.project import Project

OWN = "data/libraries/riverside.yml"
LAKESIDE = "data/libraries/lakeside.yml"


@pytest.fixture
def two(small_project: Project) -> Project:
    """Riverside, which is sound, beside Lakeside, which has faults in all of its files."""
    small_project.add_tiny("lakeside", vendor="hoopla")
    small_project.replace(LAKESIDE, "kind: library", "kind: museum")
    small_project.write("docs/lakeside/en/mine.md", "---\ntitle: A\n---\n# A\n")
    small_project.write("docs/nobody/en/index.md", "# A\n")
    small_project.write("data/vendors/unused.yml", "name: Unused\n")
    return small_project


def test_one_library_is_not_told_of_another(two: Project) -> None:
    assert [str(one) for one in two.check("riverside")] == []
    assert two.invoke("check", "riverside").output == "No problems.\n"
    files = {one.file for one in two.check()}
    assert {LAKESIDE, "docs/lakeside/en/mine.md", "docs/nobody", "data/vendors/unused.yml"} <= files


def test_a_folder_that_may_be_its_own_is_told(two: Project) -> None:
    two.write("docs/riversde/en/index.md", "# A\n")
    assert {one.file for one in two.check("riverside")} == {"docs/riversde"}


def test_one_library_is_told_of_all_that_is_its_own(two: Project) -> None:
    files = {one.file for one in two.check("lakeside")}
    assert {LAKESIDE, "docs/lakeside/en/mine.md"} <= files
    assert not any("riverside" in file or "nobody" in file for file in files)


CHANGES = {
    OWN: ("kind: system", "kind: museum"),
    "docs/riverside/en/index.md": ("We keep little.", "{{ contact('nobody').email }}"),
    "data/laws.yml": ("status: current", "status: odd"),
    "data/vendors/readwell.yml": ("category: other", "category: odd"),
    "mkdocs.yml": ("site_url: https", "site_url: ftp"),
}


@pytest.mark.parametrize("file", CHANGES)
def test_a_fault_in_what_a_library_and_its_member_are_made_of_is_told(
    small_project: Project, file: str
) -> None:
    old, new = CHANGES[file]
    small_project.replace(file, old, new)
    for name in ("riverside", "riverside-branch"):
        assert file in {one.file for one in small_project.check(name)}, name


def test_an_unlikely_time_is_told_of_a_library_its_member_and_of_no_other(two: Project) -> None:
    two.replace(OWN, "period: 3 years", "period: 400 months")
    for name, is_told in (("riverside", True), ("riverside-branch", True), ("lakeside", False)):
        rules = {one.rule for one in two.check(name)}
        assert ("facts/unlikely-period" in rules) == is_told, name


def finding(file: str, rule: str, severity: str = "error") -> Diagnostic:
    return Diagnostic(file, 3, "wrong", rule=rule, severity=severity)  # type: ignore[arg-type]


SUMMARIES = {
    (): "No problems.",
    (("b.md", "pages/markup", "warning"), ("a.md", "pages/markup", "warning")): (
        "0 errors, 2 warnings. The site can be built. Look first at a.md, line 3."
    ),
    (("a.md", "pages/markup"), ("z.yml", "facts/missing"), ("b", "facts/x", "warning")): (
        "2 errors, 1 warning. Correct first: z.yml, line 3. Errors keep a site from being built."
    ),
    (("a.md", "pages/markup"), ("z.yml", "yaml/syntax")): (
        "2 errors, 0 warnings. Correct first: z.yml, line 3. Other files cannot be read because "
        "of it, so the other problems may follow from it."
    ),
}


@pytest.mark.parametrize("found", SUMMARIES)
def test_the_last_line_counts_both_and_says_what_to_correct_first(
    found: tuple[tuple[str, ...], ...],
) -> None:
    assert summarize([finding(*one) for one in found]) == SUMMARIES[found]
    assert summarize([finding(*one) for one in (*found, *found)]) == SUMMARIES[found]
