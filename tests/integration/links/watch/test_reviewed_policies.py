"""Recording that a policy was reviewed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result

from aviso.model.repository import load_records
from tests.support.answering import World
from tests.support.policies import PATH, SENTENCES, VENDOR, plain, watch
from tests.support.project import Project


def test_recording_a_review_moves_nothing_else_in_the_file(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    before = small_project.read(VENDOR)
    assert aviso("vendor", "reviewed", "pagewell", "--private", "--on", "2026-07-01").exit_code == 0
    assert small_project.read(VENDOR) == before.replace(
        "reviewed_on: 2026-06-01 ", "reviewed_on: 2026-07-01 "
    )


def test_the_first_review_gets_a_line_of_its_own(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    small_project.replace(
        VENDOR,
        "reviewed_on: 2026-06-01   # by two of us\n",
        "evidence:\n  url: https://www.example.org/  # theirs\n",
    )
    before = small_project.read(VENDOR)
    assert aviso("vendor", "reviewed", "pagewell", "--offline", "--on", "2026-07-01").exit_code == 0
    assert small_project.read(VENDOR) == before.replace(
        "evidence:", "reviewed_on: 2026-07-01\nevidence:"
    )
    assert small_project.invoke("check").exit_code == 0


@pytest.mark.parametrize(
    "key", ["reviewed_on :", '"reviewed_on":', "'reviewed_on' :", "reviewed_on  :  "]
)
def test_the_day_is_written_however_its_key_is(
    aviso: Callable[..., Result], small_project: Project, key: str
) -> None:
    small_project.replace(VENDOR, "reviewed_on:", key)
    before = small_project.read(VENDOR)
    assert aviso("vendor", "reviewed", "pagewell", "--offline", "--on", "2026-07-01").exit_code == 0
    assert small_project.read(VENDOR) == before.replace("2026-06-01", "2026-07-01")
    assert small_project.invoke("check").exit_code == 0


@pytest.mark.parametrize(
    "written",
    [
        "? reviewed_on\n: 2026-06-01\n",
        "reviewed_on:\n  2026-06-01\n",
        '"\\x72eviewed_on": 2026-06-01\n',
    ],
)
def test_the_day_stands_in_the_file_once_however_its_key_is_written(
    aviso: Callable[..., Result], small_project: Project, written: str
) -> None:
    small_project.replace(VENDOR, "reviewed_on: 2026-06-01   # by two of us\n", written)
    before = small_project.read(VENDOR)
    assert aviso("vendor", "reviewed", "pagewell", "--offline", "--on", "2026-07-01").exit_code == 0
    assert small_project.read(VENDOR) == before.replace("2026-06-01", "2026-07-01")


def test_a_file_that_cannot_be_read_is_left_alone(
    aviso: Callable[..., Result], small_project: Project
) -> None:
    small_project.replace(VENDOR, "reviewed_on: 2026-06-01", "reviewed_on: 2026-06-01\nname: [A")
    before = small_project.read(VENDOR)
    assert aviso("vendor", "reviewed", "pagewell", "--offline").exit_code == 1
    assert small_project.read(VENDOR) == before


def test_a_review_without_a_network_forgets_what_was_compared(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    watch(aviso, "2026-06-02")
    world.policies[PATH] = plain(SENTENCES[:-1])
    watch(aviso, "2026-06-03")
    aviso("vendor", "reviewed", "pagewell", "--offline", "--on", "2026-06-04")
    assert load_records(small_project.opened)[0].changed_policies == {}
    assert watch(aviso, "2026-06-05")["state"] == "first"


def test_a_review_written_by_hand_counts_as_well(
    aviso: Callable[..., Result], world: World, small_project: Project
) -> None:
    watch(aviso, "2026-06-02")
    world.policies[PATH] = plain(SENTENCES[:-1])
    watch(aviso, "2026-06-03")
    small_project.replace(VENDOR, "reviewed_on: 2026-06-01", "reviewed_on: 2026-06-04")
    assert watch(aviso, "2026-06-05")["state"] == "first"
    assert watch(aviso, "2026-06-06")["state"] == "unchanged"


def test_an_unknown_company_ends_with_2(aviso: Callable[..., Result]) -> None:
    for arguments in (("watch", "pagewel"), ("vendor", "reviewed", "pagewel")):
        done = aviso(*arguments)
        assert done.exit_code == 2 and 'Did you mean "pagewell"?' in done.output
