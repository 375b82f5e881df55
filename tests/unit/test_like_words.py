"""An unknown id is met with those whose words it has, and ``aviso list`` shows them all."""

from __future__ import annotations

import pytest

from aviso.checks.like_words import LISTS, ask_for_like
from aviso.core.package import VARIABLE
from aviso.core.project import Project
from tests.support.paths import ROOT
from tests.support.project import Project as CopiedProject


@pytest.mark.parametrize(
    ("register", "meant", "asked"),
    [
        ("recipients", "police", "law-enforcement (police and other law enforcement)"),
        ("recipients", "staff", "library-staff ("),
        ("data_categories", "address", "postal-address (postal address)"),
        ("data_categories", "video", "images (video and photos)"),
        ("data_categories", "dirección", "postal-address ("),
        ("situations", "get-a-card", "card (get a library card)"),
        ("vendors", "libby", "overdrive-libby (OverDrive (Libby))"),
        ("laws", "oregon", "or-192-355 (Oregon Revised Statutes"),
    ],
)
def test_an_id_is_found_by_the_words_that_readers_see(
    register: str, meant: str, asked: str
) -> None:
    assert asked in ask_for_like(Project(ROOT), register, meant)


@pytest.mark.parametrize("meant", ["moon-landing", "xy", "the"])
def test_what_is_like_nothing_is_met_with_no_question(meant: str) -> None:
    assert ask_for_like(Project(ROOT), "situations", meant) == ""


def test_the_ids_of_a_list_are_shown_with_their_texts(
    small_project: CopiedProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(ROOT))
    lists = small_project.invoke("list").output.split()
    assert lists == list(LISTS)
    for name in lists:
        done = small_project.invoke("list", name)
        assert done.exit_code == 0 and done.output, done.output
    shown = small_project.invoke("list", "events", "item").output
    assert "returned" in shown and "the item is returned · se devuelva el material" in shown
    assert "session-ends" not in shown


def test_a_list_or_a_word_that_is_not_there_is_told(
    small_project: CopiedProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The project has no events." in small_project.invoke("list", "events").output
    monkeypatch.setenv(VARIABLE, str(ROOT))
    done = small_project.invoke("list", "nothing")
    assert done.exit_code == 2 and "There are: situations," in done.output
    done = small_project.invoke("list", "events", "moon")
    assert done.exit_code == 1 and "No id of events has these words: moon." in done.output
