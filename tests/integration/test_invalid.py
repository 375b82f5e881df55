"""Every complaint as a person reads it.

Each file below ``invalid/`` is one fault, with the exact text expected.

A case says what is done to the project in ``small/`` before it is checked:

- ``change``: in a file, ``replace`` a text (its first occurrence) ``by`` another;
- ``write``, ``write in Latin-1``: make a file (a path that begins with ``..``
  is outside the project);
- ``link``: put a symbolic link in the place of a file or folder; ``remove``: take files away;
- ``expect``: what ``aviso check`` then says, word for word;
- ``rules``: the rule of each line of it, with the ids by which it can be accepted. Others
  refer to these ids: they stay as they are.
- ``stops: nothing``: no site is made of what is wrong, so that all of them can still be built.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from aviso.build.assemble import UnsoundSite, assemble_site
from aviso.checks.suite import check_all
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.report_formats import format_text
from tests.support.paths import CORPUS
from tests.support.project import Project
from tests.support.repeats import at_each_change

INVALID = CORPUS / "invalid"
CASES = sorted(
    path.relative_to(INVALID).with_suffix("").as_posix() for path in INVALID.rglob("*.yml")
)
PAGE = "docs/riverside/en/index.md"
SITES = ("_front", "riverside", "riverside-branch")
# Words of programmers that a coordinator cannot be expected to know.
JARGON = re.compile(
    r"\b(str|int|dict|tuple|NoneType|NULL|mapping|scalar|boolean"
    r"|Traceback|pydantic|jinja|undefined|token|parse\w*|Errno \d+)\b",
    re.IGNORECASE,
)


def read_case(name: str) -> dict[str, Any]:
    """Read a case by its name, like ``records/unknown-vendor``."""
    return yaml.safe_load((INVALID / f"{name}.yml").read_text("utf-8"))


def lay_over(project: Project, case: dict[str, Any]) -> None:
    """Bring the fault of a case into a project."""
    for name in case.get("remove", ()):
        (project / name).unlink()
    for encoding, files in (
        ("utf-8", case.get("write", {})),
        ("latin-1", case.get("write in Latin-1", {})),
    ):
        for name, text in files.items():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text(text, encoding)
    for name, changes in case.get("change", {}).items():
        for one in changes:
            project.replace(name, one["replace"], one["by"])
    for name, target in case.get("link", {}).items():
        remove(project / name)
        (project / name).symlink_to(target)


def remove(path: Path) -> None:
    """Take a file or a folder away, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@pytest.mark.parametrize("name", at_each_change(CASES, 5))
def test_a_fault_is_reported_in_these_plain_words(name: str, small_project: Project) -> None:
    case = read_case(name)
    lay_over(small_project, case)
    found = sorted(set(small_project.check()))
    assert format_text(found) == case["expect"].rstrip("\n")
    assert [one.label for one in found] == case.get("rules", [])
    assert not JARGON.search(case["expect"])
    assert_opening_agrees(small_project, found, case.get("stops"))


def assert_opening_agrees(project: Project, checked: list[Diagnostic], stops: str | None) -> None:
    """A site opens, or says what ``aviso check`` says of it.

    Each error stops a site, if the case does not say otherwise.
    """
    reported = [problem for site in SITES for problem in reported_on_opening(project, site)]
    errors = {str(problem) for problem in checked if problem.severity == "error"}
    assert {str(problem) for problem in reported if problem.severity == "error"} <= errors
    assert has_errors(reported) == (bool(errors) and stops != "nothing")


def reported_on_opening(project: Project, site_id: str) -> list[Diagnostic]:
    """What is wrong with a site that cannot be opened; nothing if it can."""
    try:
        assemble_site(project.opened, site_id)
    except UnsoundSite as unsound:
        return unsound.problems
    return []


def test_a_complaint_names_a_file_and_a_line_that_exist(small_project: Project) -> None:
    lay_over(small_project, read_case("together/several-files"))
    problems = check_all(small_project.opened)
    assert len({problem.file for problem in problems}) == 5
    for problem in problems:
        assert (
            1 <= problem.line <= len((small_project / problem.file).read_text("utf-8").splitlines())
        )


def test_the_small_project_is_sound(small_project: Project) -> None:
    assert small_project.reported() == ""
    assert [reported_on_opening(small_project, site) for site in SITES] == [[], [], []]


def test_a_fault_in_one_library_does_not_stop_another(project: Project) -> None:
    project.replace("data/libraries/example-branch.yml", "kind: member", "kind: membre")
    assert assemble_site(project.opened, "example").id == "example"
    with pytest.raises(UnsoundSite, match='Did you mean "member"'):
        assemble_site(project.opened, "example-branch")


def test_a_fault_in_a_system_stops_its_member(small_project: Project) -> None:
    small_project.replace("data/libraries/riverside.yml", "kind: system", "kind: sistem")
    with pytest.raises(UnsoundSite, match=r"riverside\.yml, line 8"):
        assemble_site(small_project.opened, "riverside-branch")


def test_a_library_that_is_not_there_is_a_problem(small_project: Project) -> None:
    with pytest.raises(
        UnsoundSite, match=r'library "riversid" does not exist\. Did you mean "riverside"'
    ):
        assemble_site(small_project.opened, "riversid")


# What would be too large or too tedious to keep in a file.


def reported_of_vendor(project: Project, content: bytes) -> str:
    """What is reported when the vendor's file has this content."""
    project.write("data/vendors/pagewell.yml", content)
    return project.reported()


@pytest.mark.parametrize("opening", [b"[", b"{", b"[{a: ", b"- ", b"? ", b"a: {"])
def test_nesting_of_ten_thousand_levels_is_reported(opening: bytes, small_project: Project) -> None:
    reported = reported_of_vendor(small_project, b"name: " + opening * 10_000)
    assert reported.startswith("data/vendors/pagewell.yml, line 1: ") and "\n" not in reported


def test_nesting_in_a_page_of_ten_thousand_levels_is_reported(small_project: Project) -> None:
    small_project.write(PAGE, f"---\ntitle: {'[' * 10_000}\n---\n# Hello\n")
    assert (
        "docs/riverside/en/index.md, line 2: is nested more than 24 levels deep."
        in small_project.reported()
    )


def test_a_file_of_absurd_size_is_not_read(small_project: Project) -> None:
    with (small_project / "data/vendors/pagewell.yml").open("wb") as file:
        file.truncate(10**12)
    assert small_project.reported() == (
        "data/vendors/pagewell.yml, line 1: is too large (1,000,000,000,000 bytes; at most "
        "1,000,000). "
        "Divide it, or take out what does not belong in it."
    )


def test_a_page_of_absurd_size_is_not_read(small_project: Project) -> None:
    with (small_project / PAGE).open("ab") as file:
        file.truncate(10**12)
    assert "is too large" in small_project.reported()


def test_a_picture_of_absurd_size_is_not_read(small_project: Project) -> None:
    with (small_project / "docs" / "riverside" / "assets" / "logo.svg").open("ab") as file:
        file.truncate(10**12)
    assert (
        'the picture "logo.svg" is too large (1,000,000,000,000 bytes; at most 200,000). '
        "Save it smaller."
    ) in small_project.reported()


def test_a_file_with_ten_thousand_faults_gives_a_hundred(small_project: Project) -> None:
    reported = reported_of_vendor(
        small_project, b"".join(b"key%d: x\n" % number for number in range(10_000))
    )
    assert 90 <= reported.count("\n") <= 100


def test_a_long_value_is_cut_in_the_complaint(small_project: Project) -> None:
    reported = reported_of_vendor(small_project, b"name: x\nreviewed_on: " + b"9" * 100_000)
    assert '"99999' in reported and len(reported) < 1000


def test_what_a_terminal_would_obey_is_written_out(small_project: Project) -> None:
    reported = reported_of_vendor(
        small_project, b'name: x\naccount_needed: "\\e[31m\\n::error::no"\n'
    )
    assert "\x1b" not in reported and 'cannot be "[U+001B][31m ::error::no"' in reported


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "![" * 30_000,
        "[a](" * 20_000,
        "- " * 30_000,
        "> " * 30_000,
        "`" * 90_000,
        "\n" * 90_000,
        "{{" * 40_000,
    ],
)
def test_markdown_that_would_take_hours_is_reported_at_once(
    text: str, small_project: Project
) -> None:
    small_project.append(PAGE, f"\n{text}\n")
    problems = check_all(small_project.opened)
    # The warnings may only be about the other page: that the languages differ.
    assert {problem.file for problem in problems if problem.severity == "error"} == {PAGE}
