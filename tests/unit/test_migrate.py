"""Records move to a newer form: what changes, and that nothing else does."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from aviso.apps.migration import plan, write
from aviso.core.file_edits import CannotEdit
from aviso.model.migrations import CURRENT_FORM, STEPS
from aviso.model.record_form import FORM_FILE, find_form_problems
from tests.support.project import Project

RECORD = "data/libraries/riverside.yml"
OLD = """\
    retention:   # as the policy says
      period: 3 years  # since 2020
      at_most: true
"""
NEW = """\
    retention:   # as the policy says
      at_most: 3 years  # since 2020
"""


def migrated(retention: str, line_end: str = "\n") -> str:
    """A practice with a retention after all steps."""
    text = f"practices:\n  - id: a\n{retention}    source: [A-1]\n".replace("\n", line_end)
    for step in STEPS:
        text = step.apply(text)
    return text


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, NEW),
        (
            "    retention:\n      at_most: true\n      period: 3 years\n",
            "    retention:\n      at_most: 3 years\n",
        ),
        (
            "    retention:\n      period: 3 years\n      at_most: true  # a limit\n",
            "    retention:\n      at_most: 3 years\n      # a limit\n",
        ),
        (
            "    retention: {period: 3 years, at_most: true}\n",
            "    retention: {at_most: 3 years}\n",
        ),
        (
            "    retention: { at_most: yes, period: 3 years }\n",
            "    retention: { at_most: 3 years }\n",
        ),
        (
            '    retention:\n      "period": "3 years"\n      at_most: False\n',
            '    retention:\n      "period": "3 years"\n',
        ),
        (
            "    retention: {\n      period: 3 years,  # since 2020\n      at_most: true\n    }\n",
            "    retention: {\n      at_most: 3 years,  # since 2020\n      \n    }\n",
        ),
        (
            "    retention: {\n      at_most: true,  # a limit\n      period: 3 years\n    }\n",
            "    retention: {\n        # a limit\n      at_most: 3 years\n    }\n",
        ),
        # What has the new form, or cannot be understood, stays.
        ("    retention:\n      at_most: 3 years\n", None),
        ("    retention:\n      - at_most: 3 years\n", None),
        ("    retention:\n      at_most: true\n", None),
        ("    note: at_most true\n", None),
        ("    retention: [\n", None),
    ],
)
def test_a_limit_gets_a_key_of_its_own(old: str, new: str | None, line_end: str) -> None:
    expected = f"practices:\n  - id: a\n{new or old}    source: [A-1]\n"
    assert migrated(old, line_end) == expected.replace("\n", line_end)
    assert migrated(new or old, line_end) == migrated(old, line_end)


def test_what_the_file_begins_and_ends_with_stays() -> None:
    text = "\ufeffpractices:\n- id: a\n  retention:\n    period: 3 years\n    at_most: true"
    [step] = STEPS[:1]
    assert step.apply(text) == ("\ufeffpractices:\n- id: a\n  retention:\n    at_most: 3 years\n")


COMPANY = """\
name: Pagewell
privacy_policy: https://a.example/privacy  # theirs
website: https://a.example
# found by a patron
privacy_policy_es: "https://a.example/es"
"""
COMPANY_NOW = """\
name: Pagewell
privacy_policy:
  en: https://a.example/privacy  # theirs
  es: "https://a.example/es"
website: https://a.example
# found by a patron
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (COMPANY, COMPANY_NOW),
        (
            "privacy_policy: a  # one\n# of Mexico\n\nprivacy_policy_es: b  # two\n",
            "privacy_policy:\n  en: a  # one\n# of Mexico\n\n  es: b  # two\n",
        ),
        ("privacy_policy_es: b # two\nname: A\n", "privacy_policy:\n  es: b # two\nname: A\n"),
        (
            "privacy_policy_es: b\nname: A\nprivacy_policy: a",
            "name: A\nprivacy_policy:\n  en: a\n  es: b",
        ),
        (
            "privacy_policy:\n  a\nprivacy_policy_es:\n  b\n",
            "privacy_policy:\n  en: a\n  es: b\n",
        ),
        (
            "{name: A, privacy_policy: a, privacy_policy_es: b}\n",
            "{name: A, privacy_policy: {en: a, es: b}}\n",
        ),
        ("{privacy_policy_es: b, name: A}\n", "{privacy_policy: {es: b}, name: A}\n"),
        # What has the new form, or cannot be understood, stays.
        ("privacy_policy: a\n", None),
        ("privacy_policy: {en: a, es: b}\n", None),
        ("privacy_policy: {en: a}\nprivacy_policy_es: b\n", None),
        ("privacy_policy: [\nprivacy_policy_es: b\n", None),
    ],
)
def test_the_editions_of_a_policy_get_a_key_by_language(
    old: str, new: str | None, line_end: str
) -> None:
    step = next(one for one in STEPS if one.files == "vendors/*.yml")
    changed = step.apply(old.replace("\n", line_end))
    assert changed == (new or old).replace("\n", line_end)
    assert step.apply(changed) == changed


def test_the_steps_count_up_from_the_second_form() -> None:
    assert [step.form for step in STEPS] == list(range(2, CURRENT_FORM + 1))


@pytest.fixture
def old_project(small_project: Project) -> Project:
    """A project whose record has the first form."""
    small_project.replace(RECORD, "    retention:\n      period: 3 years\n", OLD)
    return small_project


def test_check_says_the_one_command(old_project: Project) -> None:
    old_project.append(RECORD, "nonsense: yes\n")
    [found] = old_project.check()
    assert (found.rule, found.file) == ("files/old-form", RECORD)
    assert found.line == old_project.line_of(RECORD, "period: 3 years")
    assert found.hint.endswith("aviso migrate") and "1 file has an older form" in found.message
    for command in ("build", "due"):
        done = old_project.invoke(command)
        assert done.exit_code == 1 and done.output.count("aviso migrate") == 1
    assert not old_project.public.exists()


def test_nothing_is_written_before_somebody_says_so(old_project: Project) -> None:
    before = old_project.read(RECORD)
    done = old_project.invoke("migrate")
    assert done.exit_code == 1 and "aviso migrate --write" in done.output
    for line in ("-      period: 3 years  # since 2020", "+      at_most: 3 years  # since 2020"):
        assert f"\n{line}\n" in done.output
    assert old_project.read(RECORD) == before and not (old_project / FORM_FILE).exists()


def test_only_the_lines_shown_change(old_project: Project) -> None:
    before = old_project.read(RECORD)
    done = old_project.invoke("migrate", "--write")
    assert done.exit_code == 0 and f"written: {FORM_FILE}" in done.output
    assert old_project.read(RECORD) == before.replace(OLD, NEW)
    assert f"\nform: {CURRENT_FORM}\n" in old_project.read(FORM_FILE)
    assert old_project.check() == []
    assert old_project.invoke("migrate").output == "The records have the newest form.\n"


def test_records_without_a_number_and_with_nothing_old_are_sound(small_project: Project) -> None:
    assert small_project.check() == []
    small_project.write(FORM_FILE, "# Ours.\nform: 1 # so far\n")
    assert small_project.check() == []
    assert small_project.invoke("migrate", "--write").exit_code == 0
    assert small_project.read(FORM_FILE) == f"# Ours.\nform: {CURRENT_FORM} # so far\n"


def test_a_file_that_comes_from_an_older_project_is_told_and_brought_along(
    old_project: Project,
) -> None:
    old_project.write(FORM_FILE, f"form: {CURRENT_FORM}\n")
    [found] = old_project.check()
    assert found.rule == "facts/wrong-form" and found.hint.endswith("aviso migrate")
    assert old_project.invoke("migrate", "--write").exit_code == 0
    assert old_project.check() == []


def test_a_company_of_an_older_form_is_told_and_brought_along(small_project: Project) -> None:
    vendor = "data/vendors/pagewell.yml"
    small_project.append(vendor, "privacy_policy_es: https://www.pagewell.example/es\n")
    small_project.write(FORM_FILE, f"form: {CURRENT_FORM}\n")
    [found] = small_project.check()
    assert found.file == vendor and found.hint.endswith("aviso migrate")
    small_project.delete(FORM_FILE)
    [found] = small_project.check()
    assert found.rule == "files/old-form" and found.hint.endswith("aviso migrate")
    assert small_project.invoke("migrate", "--write").exit_code == 0
    assert small_project.check() == []
    for prefix, address in (("", "privacy"), ("es", "es")):
        page = small_project.published() / "riverside" / prefix / "companies/index.html"
        assert f'href="https://www.pagewell.example/{address}"' in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("note", "rule"),
    [
        (f"form: {CURRENT_FORM + 1}\n", "files/newer-form"),
        ("form: new\n", "files/no-form"),
        ("[]\n", "files/no-form"),
        ("form: @2\n", "yaml/cannot-begin-value"),
    ],
)
def test_a_note_that_cannot_be_used_is_told(small_project: Project, note: str, rule: str) -> None:
    small_project.write(FORM_FILE, note)
    assert [one.rule for one in small_project.check()] == [rule]


def test_newer_records_are_left_alone(old_project: Project) -> None:
    before = old_project.read(RECORD)
    old_project.write(FORM_FILE, f"form: {CURRENT_FORM + 1}\n")
    done = old_project.invoke("migrate", "--write")
    assert done.exit_code == 1 and "Install a newer Aviso." in done.output
    assert old_project.read(RECORD) == before


def change_it(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"# somebody was here\n")


def make_it_a_link(path: Path) -> None:
    other = path.with_name("elsewhere.txt")
    os.replace(path, other)
    path.symlink_to(other)


@pytest.mark.parametrize("disturb", [change_it, make_it_a_link])
def test_a_file_that_was_changed_meanwhile_is_not_written(
    old_project: Project, disturb: Callable[[Path], None]
) -> None:
    opened = old_project.opened
    changes = plan(opened)
    disturb(old_project / RECORD)
    after = old_project.read(RECORD)
    with pytest.raises(CannotEdit):
        list(write(opened, changes))
    assert old_project.read(RECORD) == after and not (old_project / FORM_FILE).exists()


def test_the_project_as_it_stood_before_comes_through(tmp_path: Path) -> None:
    """Every record of this repository, put back into the first form and brought to the newest."""
    project = Project.whole(tmp_path / "project")
    project.delete(FORM_FILE)
    now: dict[str, str] = {}
    for library in project.libraries:
        name = f"data/libraries/{library}.yml"
        now[name] = project.read(name)
        old = re.sub(r"(?m)^( {6})at_most: (\d.*)\n", r"\1period: \2\n\1at_most: true\n", now[name])
        project.write(name, old)
    assert [one.rule for one in find_form_problems(project.opened)] == ["files/old-form"]
    assert project.invoke("migrate", "--write").exit_code == 0
    for name, text in now.items():
        assert project.read(name) == text
        assert yaml.safe_load(text)
