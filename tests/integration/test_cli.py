"""The command line: exit codes, formats and help."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aviso.cli.main import main
from tests.support.project import Project

Aviso = Callable[..., Result]
VENDOR = "data/vendors/pagewell.yml"


@pytest.fixture
def aviso(small_project: Project) -> Aviso:
    """A call that runs ``aviso`` in the small project."""
    return small_project.invoke


def break_vendor(project: Project) -> None:
    """Bring two faults into the vendor's file."""
    project.replace(VENDOR, "category: ebooks", "category: ebook")
    project.replace(VENDOR, "account_needed: no", "account_needed: nope")


TWO_FAULTS = (
    'data/vendors/pagewell.yml, line 6: "ebook" is not in '
    'data/terms/vendor_categories.yml. Did you mean "ebooks"? [facts/unknown-reference]\n'
    'data/vendors/pagewell.yml, line 10: account_needed cannot be "nope". Write one of: '
    "yes, no, unknown. [facts/not-a-choice]\n"
)


def test_a_sound_project_ends_with_0_and_says_so(aviso: Aviso) -> None:
    result = aviso("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No problems.\n")


def test_problems_end_with_1_and_are_counted(aviso: Aviso, small_project: Project) -> None:
    break_vendor(small_project)
    result = aviso("check")
    assert (result.exit_code, result.stdout) == (1, TWO_FAULTS)
    assert result.stderr.startswith(f"2 errors, 0 warnings. Correct first: {VENDOR}, line ")


def test_one_problem_is_counted_as_one(aviso: Aviso, small_project: Project) -> None:
    small_project.write(VENDOR, "")
    assert aviso("check").stderr.startswith("1 error, 0 warnings.")


def test_warnings_are_reported_and_end_with_0(aviso: Aviso, small_project: Project) -> None:
    statement = "      - id: RL-03\n        text: {en: A., es: B.}\n    revisions:\n"
    small_project.replace("data/libraries/riverside.yml", "    revisions:\n", statement)
    result = aviso("check")
    assert result.exit_code == 0 and "warning: nothing uses the statement" in result.stdout


def test_json_is_for_programs(aviso: Aviso, small_project: Project) -> None:
    break_vendor(small_project)
    result = aviso("check", "--format", "json")
    assert result.exit_code == 1 and result.stderr == ""
    assert [(one["file"], one["line"], one["severity"]) for one in json.loads(result.stdout)] == [
        ("data/vendors/pagewell.yml", 6, "error"),
        ("data/vendors/pagewell.yml", 10, "error"),
    ]


def test_json_of_a_sound_project_is_an_empty_list(aviso: Aviso) -> None:
    assert json.loads(aviso("check", "--format", "json").stdout) == []


def test_github_gets_annotations(aviso: Aviso, small_project: Project) -> None:
    break_vendor(small_project)
    assert aviso("check", "--format", "github").stdout.splitlines()[1] == (
        "::error file=data/vendors/pagewell.yml,line=10,title=facts/not-a-choice::"
        'account_needed cannot be "nope". Write one of: yes, no, unknown.'
        "%0Ahandbook/rules/facts.md#not-a-choice"
    )


def test_the_named_libraries_only_are_looked_at(aviso: Aviso, small_project: Project) -> None:
    small_project.replace("docs/riverside/en/index.md", "{#ask}", "")
    assert aviso("check", "_front").exit_code == 0
    assert (
        aviso("check", "riverside").exit_code == aviso("check", "riverside-branch").exit_code == 1
    )


@pytest.mark.parametrize(
    "arguments", [("check", "riversid"), ("build", "riversid"), ("serve", "riversid")]
)
def test_an_unknown_library_ends_with_2(aviso: Aviso, arguments: tuple[str, ...]) -> None:
    result = aviso(*arguments)
    assert (
        result.exit_code == 2
        and 'There is no library "riversid" in data/libraries/. Did you mean "riverside"?'
        in result.stderr
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("chekc",),
        ("check", "--format", "xml"),
        ("check", "--nonsense"),
        ("new", "library"),
        ("new", "library", "My Town"),
        ("new", "vendor", "pagewell"),
    ],
)
def test_a_wrong_call_ends_with_2(aviso: Aviso, arguments: tuple[str, ...]) -> None:
    assert aviso(*arguments).exit_code == 2


def test_a_folder_that_is_no_project_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 2 and "Change into the project's folder first." in result.stderr


def test_a_folder_within_the_project_will_do(
    small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_project / "docs/riverside")
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_a_new_vendor_is_written_and_the_next_step_named(
    aviso: Aviso, small_project: Project
) -> None:
    result = aviso("new", "vendor", "new-company")
    assert (
        result.exit_code == 0
        and result.stdout.splitlines()[0] == "written: data/vendors/new-company.yml"
        and "- vendor: new-company" in result.stdout
    )
    assert (small_project / "data/vendors/new-company.yml").exists()


def test_a_new_library_is_written_and_the_next_step_named(project: Project) -> None:
    result = project.invoke("new", "library", "my-town")
    assert (
        result.exit_code == 0
        and "written: data/libraries/my-town.yml" in result.stdout
        and "aviso serve my-town" in result.stdout
    )


def test_the_schemas_are_written(aviso: Aviso) -> None:
    assert aviso("schema").stdout.splitlines() == [
        f"written: {name}.json"
        for name in (
            "library",
            "vendor",
            "laws",
            "law",
            "terms",
            "glossary",
            "accepted",
            "care",
            "front",
            "records",
        )
    ]


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_shows_the_first_walk_and_the_exit_codes(aviso: Aviso, flag: str) -> None:
    result = aviso(flag)
    assert result.exit_code == 0
    for text in (
        "aviso check",
        "aviso serve",
        "aviso build",
        "aviso new library my-town",
        "Exit status: 0 no errors; 1 there are errors",
        "2 the command was used incorrectly",
    ):
        assert text in result.stdout


@pytest.mark.parametrize(
    "verb",
    [
        ("build",),
        ("check",),
        ("links",),
        ("due",),
        ("watch",),
        ("vendor",),
        ("vendor", "reviewed"),
        ("serve",),
        ("new",),
        ("new", "library"),
        ("new", "vendor"),
        ("schema",),
    ],
)
def test_every_verb_and_option_is_explained(aviso: Aviso, verb: tuple[str, ...]) -> None:
    result = aviso(*verb, "--help")
    assert result.exit_code == 0 and result.stdout.startswith(f"Usage: main {' '.join(verb)}")
    # A long option has its words on the next line.
    options = re.findall(r"^ +(?:-\w, )?--\S.*(?:\n {20,}\S.*)*", result.stdout, re.MULTILINE)
    assert options and all(re.search(r" {2,}\S", option.strip()) for option in options)


def test_the_version_is_that_of_the_package(aviso: Aviso) -> None:
    assert aviso("--version").stdout.split()[-1] == metadata.version("aviso-notices")
