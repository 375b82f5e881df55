"""``aviso links`` as it is called.

What it collects, how it reports, its exit status, ``--fix``, and the list of what is accepted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from click.testing import Result
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema

from tests.support.answering import World
from tests.support.project import Project
from tests.support.quick_links import VENDOR, add


@pytest.fixture
def aviso(small_project: Project, world: World) -> Callable[..., Result]:
    """A call of ``aviso links`` in the small project; its vendor's addresses lead to the world."""
    small_project.replace(
        VENDOR,
        "https://www.pagewell.example/privacy",
        f"{world.https()}/to/301?where=/new-policy  # its policy",
    )
    small_project.replace(
        VENDOR, "https://www.pagewell.example", f"{world.https()}/page  # its site"
    )
    (small_project / ".aviso").mkdir(exist_ok=True)

    def run(*options: str) -> Result:
        pace = (
            "--private",
            "--gap",
            "0",
            "--pause",
            "0.01",
            "--retries",
            "0",
            "--memory",
            str(small_project / ".aviso" / "answers.sqlite"),
            "--today",
            "2026-11-22",
        )
        return small_project.invoke("links", *pace, *options)

    return run


def test_moved_and_sound_addresses_do_not_fail(aviso: Callable[..., Result], world: World) -> None:
    done = aviso()
    assert done.exit_code == 0, done.output
    assert (
        "Moved permanently" in done.stdout
        and f"has moved permanently to {world.https()}/new-policy" in done.stdout
        and f"{VENDOR}, line" in done.stdout
    )
    assert "1 moved" in done.stderr


def test_a_broken_one_fails_and_names_every_place(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    line = add(small_project, f"{world.https()}/status/404")
    done = aviso()
    assert done.exit_code == 1
    for locale in ("en", "es"):
        assert f"docs/riverside/{locale}/index.md, line {line}" in done.stdout


def test_json_names_places_and_new_addresses(aviso: Callable[..., Result], world: World) -> None:
    [finding] = json.loads(aviso("--format", "json").stdout)["findings"]
    assert (finding["group"], finding["new_address"], finding["places"][0]["file"]) == (
        "moved",
        f"{world.https()}/new-policy",
        VENDOR,
    )


def test_github_annotates_each_place(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    add(small_project, f"{world.https()}/status/404")
    lines = aviso("--format", "github").stdout.splitlines()
    assert sum(line.startswith("::error file=docs/riverside/") for line in lines) == 2
    assert sum(line.startswith(f"::warning file={VENDOR},line=") for line in lines) == 1


def test_junit_fails_what_is_broken_only(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    add(small_project, f"{world.https()}/status/404")
    suite = ElementTree.fromstring(aviso("--format", "junit").stdout).find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "2", "1")
    assert {
        case.get("file") for case in suite.iter("testcase") if case.find("failure") is not None
    } == {"docs/riverside/en/index.md", "docs/riverside/es/index.md"}


def test_sarif_keeps_to_its_schema(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    add(small_project, f"{world.https()}/status/404")
    text = aviso("--format", "sarif").stdout
    StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    value = json.loads(text)
    assert {(one["ruleId"], one["level"]) for one in value["runs"][0]["results"]} == {
        ("links/broken", "error"),
        ("links/moved", "warning"),
    }


def test_fix_writes_the_new_address_and_nothing_else(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    before = small_project.read(VENDOR)
    done = aviso("--fix")
    assert small_project.read(VENDOR) == before.replace(
        f"{world.https()}/to/301?where=/new-policy", f"{world.https()}/new-policy"
    )
    assert f"written: {VENDOR}, line" in done.stderr
    assert "all sound" in aviso().stderr


@pytest.mark.parametrize(("until", "status"), [("2026-11-22", 0), ("2026-11-21", 1)])
def test_what_is_accepted_does_not_fail_until_its_day(
    aviso: Callable[..., Result], small_project: Project, world: World, until: str, status: int
) -> None:
    add(small_project, f"{world.https()}/status/404")
    entry = (
        "links:\n"
        f'  - address: "{world.https()}/status/*"\n'
        "    group: broken\n"
        "    reason: It comes back in December.\n"
        f"    until: {until}\n"
    )
    small_project.write("data/accepted.yml", entry)
    done = aviso()
    assert done.exit_code == status
    assert ("expired on 2026-11-21" in done.stdout) == (status == 1) and (
        "1 accepted" in done.stderr
    ) == (status == 0)


def test_an_entry_that_matches_nothing_is_reported_but_not_offline(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    entry = (
        "links:\n"
        f'  - address: "{world.https()}/status/404"\n'
        "    group: broken\n"
        "    reason: It comes back.\n"
        "    until: 2027-01-31\n"
    )
    small_project.write("data/accepted.yml", entry)
    assert "[config/suppression-matches-nothing]" in aviso().stdout
    assert "suppression" not in aviso("--offline").stdout
    assert "suppression" not in aviso("--ignore", "config").stdout
    add(small_project, f"{world.https()}/status/404")
    assert "suppression" not in aviso().stdout


def test_what_is_ignored_does_not_fail(
    aviso: Callable[..., Result], small_project: Project, world: World
) -> None:
    add(small_project, f"{world.https()}/status/404")
    assert aviso("--ignore", "links/broken").exit_code == 0
    done = aviso("--select", "links/broken", "--format", "json")
    rows = json.loads(done.stdout)["findings"]
    assert done.exit_code == 1 and {row["rule"] for row in rows} == {"links/broken"}


def test_a_faulty_list_is_reported_with_its_line(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    small_project.write(
        "data/accepted.yml",
        "links:\n  - address: https://www.example.org\n    group: brokn\n    until: 2027-01-01\n",
    )
    done = aviso()
    assert (
        done.exit_code == 1
        and "data/accepted.yml, line 3: " in done.stdout
        and 'Did you mean "broken"?' in done.stdout
    )
    assert "data/accepted.yml, line 3: " in small_project.invoke("check").stdout


def test_offline_and_fix_cannot_go_together(aviso: Callable[..., Result]) -> None:
    assert aviso("--offline", "--fix").exit_code == 2
