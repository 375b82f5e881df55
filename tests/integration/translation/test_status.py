"""Each status of a text, after the edit that causes it."""

from __future__ import annotations

import pytest

from aviso.i18n.page_units import list_shared_prose_units
from tests.support.project import Project
from tests.support.translating import EMAIL, ROLE, state


def test_a_text_that_nobody_has_confirmed_is_unreviewed(project: Project) -> None:
    assert state(project, EMAIL) == {"en": "unreviewed", "es": "unreviewed"}


def test_a_confirmed_text_is_current(confirmed: Project) -> None:
    assert state(confirmed, EMAIL) == {"en": "current", "es": "current"}
    assert state(confirmed, ROLE) == {"en": "current", "es": "current"}


@pytest.mark.parametrize(
    ("locale", "old", "new", "outdated"),
    [
        ("en", "at most. ", "at most, and no longer. ", "es"),
        ("es", "como máximo", "como mucho", "en"),
    ],
)
def test_a_text_is_outdated_when_the_other_changes(
    confirmed: Project, locale: str, old: str, new: str, outdated: str
) -> None:
    confirmed.replace(f"docs/example/{locale}/choices.md", old, new)
    assert state(confirmed, EMAIL) == {locale: "unreviewed", outdated: "outdated"}
    assert state(confirmed, "example/choices#record") == {"en": "current", "es": "current"}


def test_a_number_in_the_data_makes_the_other_language_outdated(confirmed: Project) -> None:
    confirmed.replace(
        "data/libraries/example.yml",
        "It takes five working days at most.",
        "It takes six working days at most.",
    )
    assert state(confirmed, "example/quick_answers.choices-md-email.answer") == {
        "en": "unreviewed",
        "es": "outdated",
    }


def test_where_both_have_changed_neither_is_confirmed(confirmed: Project) -> None:
    confirmed.replace("docs/example/en/choices.md", "five working days", "six working days")
    confirmed.replace("docs/example/es/choices.md", "cinco días", "seis días")
    assert state(confirmed, EMAIL) == {"en": "unreviewed", "es": "unreviewed"}


def test_a_deleted_page_is_missing(confirmed: Project) -> None:
    confirmed.delete("docs/example/es/choices.md")
    assert state(confirmed, EMAIL) == {"en": "current", "es": "missing"}


def test_a_new_page_in_one_language_is_missing_in_the_other(confirmed: Project) -> None:
    confirmed.write(
        "docs/example/es/salas.md",
        "---\ntitle: Salas\ndescription: Las salas.\n---\n# Salas\n\nHay dos salas.\n",
    )
    assert state(confirmed, "example/salas") == {"en": "missing", "es": "unreviewed"}


def test_pages_that_all_libraries_share_are_read_anew_when_they_change(project: Project) -> None:
    def about() -> str:
        return next(
            piece.texts["en"].text
            for piece in list_shared_prose_units(project.opened)
            if piece.key == "shared/_pages/about"
        )

    assert "Another title" not in about()
    project.replace("docs/_pages/en/about.md", "title: ", "title: Another title ")
    assert "Another title" in about()
