"""What `aviso check` says between the languages, word for word, and how a coordinator answers it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from aviso.checks.suite import check_all
from aviso.cli.main import main
from aviso.core.project import Project
from aviso.core.report_formats import as_text
from aviso.i18n.comparison import compare_texts
from aviso.i18n.differences import ComparedText

PAGE = "docs/example/en/choices.md"
OLD, NEW = "It takes five working days at most.", "It takes six working days at most."


def run(project: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.chdir(project)
    return CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code


def edit(project: Path, file: str, old: str, new: str) -> None:
    text = (project / file).read_text("utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new, 1), "utf-8")


def told(project: Path) -> str:
    return as_text(check_all(Project(project)))


def test_the_walk_of_a_coordinator(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(project, monkeypatch, "translation", "note", "example", "--on", "2026-03-02")
    assert told(project) == ""
    edit(project, PAGE, OLD, f"{OLD} We tell you when it is done.")
    assert told(project) == (
        'docs/example/es/choices.md, line 16: warning: the text has changed in the language "en" since 2026-03-02, and not in "es". '
        'Bring it up to date, then type: aviso translation confirm example/choices#email --by "…"'
    )
    edit(
        project,
        "docs/example/es/choices.md",
        "como máximo.",
        "como máximo. Le avisamos cuando está hecho.",
    )
    assert (
        run(
            project,
            monkeypatch,
            "translation",
            "confirm",
            "example/choices#email",
            "--by",
            "Translator",
        )
        == 0
    )
    assert told(project) == ""


def test_both_sentences_are_shown_where_they_disagree(project: Path) -> None:
    edit(project, PAGE, OLD, NEW)
    assert told(project) == (
        'docs/example/es/choices.md, line 16: warning: the languages do not say the same (period): "6" stands in en only. '
        "en: It takes six working days at most. {{ source('EX-09', 'EX-61') }} — es: Tardamos cinco días hábiles como máximo. "
        "{{ source('EX-09', 'EX-61') }}. Correct one of them, or say why it is right: "
        'aviso translation accept example/choices#email --reason "…"'
    )


def test_a_difference_can_be_accepted_until_a_text_changes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(project, PAGE, OLD, NEW)
    assert (
        run(
            project,
            monkeypatch,
            "translation",
            "accept",
            "example/choices#email",
            "--reason",
            "The Spanish office is quicker.",
        )
        == 0
    )
    assert told(project) == ""
    edit(project, PAGE, NEW, "It takes seven working days at most.")
    assert "do not say the same" in told(project)


def test_accepting_a_difference_does_not_hide_that_a_text_is_outdated(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project, monkeypatch, "translation", "note", "example", "--on", "2026-03-02")
    edit(project, PAGE, OLD, NEW)
    accept = (
        "translation",
        "accept",
        "example/choices#email",
        "--reason",
        "The Spanish office is quicker.",
    )
    record = (project / "data/translations/example.json").read_bytes()
    done = CliRunner().invoke(main, accept)
    assert done.exit_code == 2
    assert (
        "example/choices#email is outdated: since 2026-03-02 only one language has changed. Bring the other up to date, or say that it still fits:"
        in " ".join(done.output.split())
    )
    assert (project / "data/translations/example.json").read_bytes() == record
    assert "has changed in the language" in told(project)
    run(
        project,
        monkeypatch,
        "translation",
        "confirm",
        "example/choices#email",
        "--by",
        "Translator",
    )
    assert run(project, monkeypatch, *accept) == 0
    assert told(project) == ""


def test_a_whole_page_cannot_be_accepted_at_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (
        run(project, monkeypatch, "translation", "accept", "example/choices.md", "--reason", "x")
        == 2
    )


def test_a_damaged_record_is_an_error(project: Path) -> None:
    (project / "data/translations").mkdir(exist_ok=True)
    (project / "data/translations/example.json").write_text("{", "utf-8")
    assert "data/translations/example.json, line 1: cannot be read" in told(project)


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
