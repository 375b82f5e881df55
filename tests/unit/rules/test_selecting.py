"""Which rules a command tells, and what that does to its exit status."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from aviso.build.incremental import Outcome
from aviso.checks.suppressions import Suppressions
from aviso.cli.progress import report
from aviso.core.rules import Selection
from tests.support.broken_rules import LIBRARY, RULES, TODAY, accept, reported, spoil
from tests.support.project import Project


@pytest.mark.parametrize(
    ("select", "ignore", "kept"),
    [
        ((), (), {"i18n/negation", "i18n/number", "yaml/tag"}),
        (("i18n",), (), {"i18n/negation", "i18n/number"}),
        (("i18n/*", "yaml/tag"), (), {"i18n/negation", "i18n/number", "yaml/tag"}),
        ((), ("i18n",), {"yaml/tag"}),
        (("i18n",), ("i18n/number",), {"i18n/negation"}),
        (("i18n/number",), ("i18n",), {"i18n/number"}),
        (("i18n/number",), ("i18n/number",), set()),
    ],
)
def test_the_closest_name_decides(
    select: tuple[str, ...], ignore: tuple[str, ...], kept: set[str]
) -> None:
    found = [RULES[name].at("a", 1, "x") for name in ("i18n/negation", "i18n/number", "yaml/tag")]
    assert {one.rule for one in Selection(select, ignore).filter(found)} == kept


@pytest.mark.parametrize(
    ("arguments", "status", "reported"),
    [
        ((), 1, {"files/wrong-ending", "pages/statement-not-used"}),
        (("--select", "pages"), 0, {"pages/statement-not-used"}),
        (("--ignore", "files/wrong-ending"), 0, {"pages/statement-not-used"}),
        (("--ignore", "pages/*,files"), 0, set()),
        (
            ("--select", "files", "--select", "pages", "--ignore", "pages"),
            1,
            {"files/wrong-ending"},
        ),
    ],
)
def test_the_exit_status_follows_what_is_reported(
    aviso: Callable[..., Result],
    small_project: Project,
    arguments: tuple[str, ...],
    status: int,
    reported: set[str],
) -> None:
    spoil(small_project)
    done = aviso("check", "--format", "json", *arguments)
    assert (done.exit_code, {row["rule"] for row in json.loads(done.stdout)}) == (status, reported)


def test_nothing_under_the_selected_rules_is_not_called_no_problem(
    aviso: Callable[..., Result],
) -> None:
    assert aviso("check", "--select", "yaml").stderr == "No problems under the selected rules.\n"


@pytest.mark.parametrize("command", ["check", "links", "proofread", "audit"])
@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("i18m", 'Did you mean "i18n"?'),
        ("i18n/negaton", 'Did you mean "i18n/negation"?'),
        ("facts/negation", 'Did you mean "i18n/negation"?'),
        ("facts/xyz", "See: aviso rule"),
    ],
)
def test_a_rule_that_does_not_exist_is_reported(
    aviso: Callable[..., Result], command: str, given: str, hint: str
) -> None:
    done = aviso(command, "--ignore", given)
    assert done.exit_code == 2 and f'there is no rule or group "{given}". {hint}' in done.stderr


def test_a_build_tells_the_rule_and_knows_no_ignoring(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    small_project.write("data/vendors/pagewell.yml", "")
    done = aviso("build", "riverside", "--jobs", "1", "--output", "out")
    assert done.exit_code == 1 and "[files/empty]" in done.stdout
    assert aviso("build", "--ignore", "files").exit_code == 2


def test_a_build_does_not_tell_a_warning_that_is_accepted(
    small_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    heavy = RULES["html/heavy-pictures"].at("riverside/collect/index.html", 1, "weighs much")
    outcomes = [Outcome("riverside", "published", "", (heavy,))]
    for left in (1, 0):
        suppressions = Suppressions.load(small_project.opened, TODAY)
        report(outcomes, 1, small_project.root, False, suppressions.drop_accepted)
        assert capsys.readouterr().out.count("[html/heavy-pictures]") == left
        accept(small_project, rule=heavy.rule, file=heavy.file)


def test_an_audit_tells_and_leaves_out_rules(aviso: Callable[..., Result]) -> None:
    done = aviso("audit", "riverside", "--output", "out", "--format", "json")
    (row,) = json.loads(done.stdout)["findings"]
    assert (done.exit_code, row["rule"], row["help"]) == (
        1,
        "audit/not-published",
        "handbook/rules/audit.md#not-published",
    )
    done = aviso("audit", "riverside", "--output", "out", "--ignore", "audit")
    assert done.exit_code == 0 and "not published" not in done.stdout


def test_proofreading_accepts_and_leaves_out_rules(
    aviso: Callable[..., Result], small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = RULES["wording/misspelt"].at("docs/a.md", 3, '"hopla" is not in the dictionary')
    monkeypatch.setattr("aviso.apps.proofread.spelling.proofread", lambda *given: [word])
    assert aviso("proofread").exit_code == 1
    assert aviso("proofread", "--ignore", "wording/misspelt").exit_code == 0
    accept(small_project, rule=word.rule, file=word.file, line=3)
    assert aviso("proofread", "--today", "2026-11-29").exit_code == 0
    assert reported(small_project) == []
    accept(small_project, rule=word.rule, file="docs/b.md")
    done = aviso("proofread", "--today", "2026-11-29", "--format", "json")
    assert {row["rule"] for row in json.loads(done.stdout)} == {
        "wording/misspelt",
        "config/suppression-matches-nothing",
    }
    done = aviso("proofread", "riverside", "--today", "2026-11-29", "--format", "json")
    assert {row["rule"] for row in json.loads(done.stdout)} == {"wording/misspelt"}


def test_a_warning_of_hosting_can_be_accepted(
    aviso: Callable[..., Result], small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    less = RULES["hosting/caddy-logs-less"].at(LIBRARY, 1, "leaves them out")
    monkeypatch.setattr("aviso.apps.hosting.caddy.find_problems", lambda hosts: [less])
    assert "[hosting/caddy-logs-less]" in aviso("hosting", "caddy").stderr
    assert aviso("hosting", "caddy", "--ignore", "hosting").stderr == ""
    accept(small_project, rule=less.rule, file=LIBRARY)
    assert aviso("hosting", "caddy", "--today", "2026-11-29").stderr == ""
    reported_of_nginx = aviso("hosting", "nginx", "--today", "2026-11-29").stderr
    assert reported_of_nginx == ""
    accept(small_project, rule=less.rule, file="data/libraries/other.yml")
    reported_of_caddy = aviso("hosting", "caddy", "--today", "2026-11-29").stderr
    assert "[config/suppression-matches-nothing]" in reported_of_caddy
