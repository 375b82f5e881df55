"""A warning can be accepted at its place, with a reason and until a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result

from aviso.checks.suite import check_all, find_all
from aviso.checks.suppressions import Suppressions
from tests.support.broken_rules import (
    LIBRARY,
    RULES,
    TODAY,
    UNUSED,
    accept,
    add_statement,
    reported,
)
from tests.support.project import Project


def test_a_warning_is_accepted_at_its_place(small_project: Project) -> None:
    line = add_statement(small_project)
    assert reported(small_project) == [UNUSED]
    accept(small_project, rule=UNUSED, file=LIBRARY)
    assert reported(small_project) == []
    accept(small_project, rule=UNUSED, file=LIBRARY, line=line)
    assert reported(small_project) == []
    reasons = {one.accepted for one in find_all(small_project.opened, today=TODAY)}
    assert reasons == {"accepted: The privacy office looked."}


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"rule": UNUSED, "file": "data/libraries/riverside-branch.yml"},
        {"rule": UNUSED, "file": LIBRARY, "line": 1},
        {"rule": UNUSED, "ids": "[RL-03]"},
    ],
)
def test_a_warning_at_another_place_is_reported_and_so_is_the_entry(
    small_project: Project, elsewhere: dict[str, object]
) -> None:
    add_statement(small_project)
    accept(small_project, **elsewhere)
    assert reported(small_project) == ["config/suppression-matches-nothing", UNUSED]


def test_after_its_last_day_the_finding_and_the_entry_are_reported(small_project: Project) -> None:
    add_statement(small_project)
    accept(small_project, rule=UNUSED, file=LIBRARY, until="2026-11-29")
    assert reported(small_project, date(2026, 11, 29)) == []
    assert reported(small_project, date(2026, 11, 30)) == [
        "config/suppression-expired",
        UNUSED,
    ]


def test_an_entry_that_matches_nothing_is_reported_only_by_a_run_that_looked_at_everything(
    small_project: Project,
) -> None:
    accept(small_project, rule=UNUSED, file=LIBRARY)
    assert reported(small_project) == ["config/suppression-matches-nothing"]
    assert reported(small_project, sites=["riverside-branch"]) == []
    small_project.write("data/vendors/pagewell.yml", "name: [")
    assert "config/suppression-matches-nothing" not in reported(small_project)


def test_an_error_cannot_be_accepted(small_project: Project) -> None:
    small_project.write("data/vendors/pagewell.yml", "")
    accept(small_project, rule="files/empty", file="data/vendors/pagewell.yml")
    assert set(reported(small_project)) >= {"files/empty", "config/suppression-of-an-error"}


def test_a_suppression_of_warnings_does_not_touch_an_error(small_project: Project) -> None:
    error = RULES["yaml/tag"].at("a.yml", 1, "x")
    accept(small_project, rule="yaml/tag", file="a.yml")
    assert Suppressions.load(small_project.opened, TODAY).drop_accepted([error]) == [error]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("pages/statement-not-usd", 'Did you mean "pages/statement-not-used"?'),
        ("facts/xyz", "Copy it from the brackets"),
        ("i18n", 'there is no rule "i18n"'),
        ("links/broken", "Write the address and the group under links."),
    ],
)
def test_an_entry_of_no_rule_is_reported(
    aviso: Callable[..., Result], small_project: Project, rule: str, words: str
) -> None:
    accept(small_project, rule=rule, file=LIBRARY)
    done = aviso("check", "--today", "2026-11-29")
    assert words in done.stdout and "[config/suppression-of-unknown-rule]" in done.stdout


def test_a_rule_by_its_old_name_is_still_accepted(small_project: Project) -> None:
    accept(small_project, rule="two-retentions", ids="[a, b]")
    (entry,) = Suppressions.load(small_project.opened, TODAY).entries
    assert entry.is_for(RULES["facts/two-retentions"].at("a.yml", 1, "x", "", ("b", "a")))
    assert not entry.is_for(RULES["facts/two-retentions"].at("a.yml", 1, "x", "", ("b",)))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"until": ""}, "until is empty"),
        ({}, "needs either the ids or the file that the warning names, not both"),
        ({"ids": "[a]", "file": "a.yml"}, "needs either the ids or the file"),
        ({"ids": "[a]", "line": 3}, "names a line without its file; add the file"),
        ({"file": "a.yml", "line": "x"}, 'line cannot be "x". Write a whole number from 1 on.'),
    ],
)
def test_an_entry_with_a_fault_is_reported(
    small_project: Project, entry: dict[str, object], words: str
) -> None:
    accept(small_project, rule=UNUSED, **entry)
    assert words in "\n".join(map(str, check_all(small_project.opened, today=TODAY)))


def test_an_entry_without_its_end_is_reported(small_project: Project) -> None:
    small_project.write(
        "data/accepted.yml",
        f"findings:\n  - rule: {UNUSED}\n    file: a.yml\n    reason: Because.\n",
    )
    (found,) = check_all(small_project.opened, today=TODAY)
    assert "until is missing" in found.message and "last day" in found.hint


def test_notes_tell_what_is_accepted_and_why(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    add_statement(small_project)
    accept(small_project, rule=UNUSED, file=LIBRARY)
    done = aviso("check", "--notes", "--today", "2026-11-29")
    assert f"[{UNUSED}] (accepted: The privacy office looked.)" in done.stdout
    assert UNUSED not in aviso("check", "--notes", "--ignore", "pages").stdout
