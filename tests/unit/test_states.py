"""Commands that show states, not complaints, name the rule behind each, and can leave it out."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from aviso.cli.main import main
from aviso.cli.rule_registry import collect_rules
from aviso.core.rules import make_help_address
from tests.support.project import Project

LIBRARY = "data/libraries/riverside.yml"
STATES = {
    ("due",): "reviews",
    ("translation", "status"): "i18n/unreviewed",
}
WITHOUT_RULE = {"later", "current"}


@pytest.fixture
def aviso(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """A call that runs a command in the small project."""
    monkeypatch.chdir(small_project.root)
    small_project.path("data/translations").mkdir(exist_ok=True)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def rows_of(done: Result) -> list[dict[str, object]]:
    found = json.loads(done.stdout)
    return found["reviews"] if isinstance(found, dict) else found


@pytest.mark.parametrize("command", STATES)
def test_each_state_names_its_rule(aviso: Callable[..., Result], command: tuple[str, ...]) -> None:
    rows = rows_of(aviso(*command, "--format", "json"))
    assert [row for row in rows if row["rule"]]
    for row in rows:
        if row["state"] in WITHOUT_RULE:
            assert row["rule"] is row["severity"] is row["help"] is None
        else:
            rule = collect_rules()[str(row["rule"])]
            assert (row["severity"], row["help"]) == (rule.severity, make_help_address(rule.id))
    assert STATES[command] in aviso(*command).stdout


def test_the_table_for_programs_names_the_rule(aviso: Callable[..., Result]) -> None:
    rows = list(
        csv.DictReader(aviso("translation", "status", "--format", "csv").stdout.split("\n"))
    )
    assert {row["rule"] for row in rows if row["state"] == "unreviewed"} == {"i18n/unreviewed"}


@pytest.mark.parametrize("command", STATES)
def test_states_can_be_chosen_by_rule(
    aviso: Callable[..., Result], command: tuple[str, ...]
) -> None:
    group = STATES[command].partition("/")[0]
    assert {
        row["rule"] for row in rows_of(aviso(*command, "--format", "json", "--ignore", group))
    } <= {None}
    chosen = rows_of(aviso(*command, "--format", "json", "--select", group))
    assert chosen and all(str(row["rule"]).startswith(group) for row in chosen)


@pytest.mark.parametrize("command", STATES)
def test_a_state_can_be_accepted_and_an_entry_without_use_is_named(
    aviso: Callable[..., Result], small_project: Project, command: tuple[str, ...]
) -> None:
    rows = rows_of(aviso(*command, "--format", "json", "--select", STATES[command].split("/")[0]))
    first = rows[0]
    entry = "findings:\n  - {rule: %s, file: %s, reason: Somebody looked., until: 2999-12-31}\n"
    small_project.write("data/accepted.yml", entry % (first["rule"], first["file"]))
    done = aviso(*command, "--format", "json")
    left = [row for row in rows_of(done) if row["rule"] == first["rule"]]
    assert first["file"] not in {row["file"] for row in left}
    assert "config/suppression-matches-nothing" not in done.stderr
    small_project.write("data/accepted.yml", entry % (first["rule"], "docs/gone.md"))
    assert "[config/suppression-matches-nothing]" in aviso(*command, "--format", "json").stderr


@pytest.mark.parametrize("command", [["links"], ["watch"]])
def test_a_missing_package_is_named_with_what_to_install(
    small_project: Project, command: list[str]
) -> None:
    """In a process of its own: here, others have imported the package already."""
    page = small_project.path("docs/riverside/en/index.md")
    page.write_text(f"{page.read_text('utf-8')}\n<https://www.ala.org/>\n", "utf-8")
    code = (
        "import sys; sys.modules['aiohttp'] = None; "
        "from aviso.cli.main import main; main(sys.argv[1:])"
    )
    run = [sys.executable, "-c", code, *command]
    done = subprocess.run(run, cwd=small_project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert 'needs the package "aiohttp"' in done.stderr
    assert 'pip install "aviso-notices[watch]"' in done.stderr


@pytest.mark.parametrize("reason", ['""', '"  "', ""])
def test_what_is_accepted_without_a_reason_is_an_error(
    aviso: Callable[..., Result], small_project: Project, reason: str
) -> None:
    entry = (
        f"{{rule: pages/statement-not-used, file: {LIBRARY}, reason: {reason}, until: 2999-12-31}}"
    )
    small_project.write("data/accepted.yml", f"findings:\n  - {entry}\n")
    done = aviso("check")
    assert done.exit_code == 1 and "data/accepted.yml, line 2" in done.stdout
    assert "reason" in done.stdout
    told = aviso("translation", "accept", "riverside/index", "--reason", reason.strip('"'))
    assert told.exit_code == 2 and "--reason" in told.stderr
