"""What `aviso check` says between the languages, word for word, and a coordinator's answer."""

from __future__ import annotations

import pytest

from aviso.i18n.comparison import compare_texts
from aviso.i18n.differences import ComparedText
from tests.support.project import Project

PAGE = "docs/example/en/choices.md"
OLD, NEW = "It takes five working days at most.", "It takes six working days at most."


def test_the_walk_of_a_coordinator(project: Project) -> None:
    project.invoke("translation", "note", "example", "--on", "2026-03-02")
    assert project.reported() == ""
    project.replace(PAGE, OLD, f"{OLD} We tell you when it is done.")
    assert project.reported() == (
        "docs/example/es/choices.md, line 16: warning: the text has changed in the "
        'language "en" since 2026-03-02, and not in "es". '
        'Update it, then type: aviso translation confirm example/choices#email --by "…"'
    )
    project.replace(
        "docs/example/es/choices.md", "como máximo.", "como máximo. Le avisamos cuando está hecho."
    )
    assert (
        project.invoke(
            "translation", "confirm", "example/choices#email", "--by", "Translator"
        ).exit_code
        == 0
    )
    assert project.reported() == ""


def test_both_sentences_are_shown_where_they_disagree(project: Project) -> None:
    project.replace(PAGE, OLD, NEW)
    assert project.reported() == (
        "docs/example/es/choices.md, line 16: warning: the languages do not say the same "
        '(period): "6" appears only in en. '
        "en: It takes six working days at most. {{ source('EX-09', 'EX-61') }} — es: "
        "Tardamos cinco días hábiles como máximo. "
        "{{ source('EX-09', 'EX-61') }}. Correct one of them, or say why it is right: "
        'aviso translation accept example/choices#email --reason "…"'
    )


def test_a_difference_can_be_accepted_until_a_text_changes(project: Project) -> None:
    project.replace(PAGE, OLD, NEW)
    assert (
        project.invoke(
            "translation",
            "accept",
            "example/choices#email",
            "--reason",
            "The Spanish office is quicker.",
        ).exit_code
        == 0
    )
    assert project.reported() == ""
    project.replace(PAGE, NEW, "It takes seven working days at most.")
    assert "do not say the same" in project.reported()


def test_accepting_a_difference_does_not_hide_that_a_text_is_outdated(project: Project) -> None:
    project.invoke("translation", "note", "example", "--on", "2026-03-02")
    project.replace(PAGE, OLD, NEW)
    accept = (
        "translation",
        "accept",
        "example/choices#email",
        "--reason",
        "The Spanish office is quicker.",
    )
    record = (project / "data/translations/example.json").read_bytes()
    done = project.invoke(*accept)
    assert done.exit_code == 2
    assert (
        "example/choices#email is outdated: since 2026-03-02 only one language has "
        "changed. Bring the other up to date, or say that it still fits:"
    ) in " ".join(done.output.split())
    assert (project / "data/translations/example.json").read_bytes() == record
    assert "has changed in the language" in project.reported()
    project.invoke("translation", "confirm", "example/choices#email", "--by", "Translator")
    assert project.invoke(*accept).exit_code == 0
    assert project.reported() == ""


def test_a_whole_page_cannot_be_accepted_at_once(project: Project) -> None:
    assert (
        project.invoke("translation", "accept", "example/choices.md", "--reason", "x").exit_code
        == 2
    )


def test_a_damaged_record_is_an_error(project: Project) -> None:
    (project / "data/translations").mkdir(exist_ok=True)
    project.write("data/translations/example.json", "{")
    assert "data/translations/example.json, line 1: cannot be read" in project.reported()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "- " * 30_000 + "x",
        "-" * 90_000 + "x",
        "{{ a " * 20_000,
        "1," * 40_000,
        "a" * 90_000,
        "No " * 30_000,
    ],
)
def test_texts_that_would_take_hours_are_compared_at_once(text: str) -> None:
    assert isinstance(
        compare_texts(ComparedText("en", text), ComparedText("es", f"Hola. {text}")), list
    )
