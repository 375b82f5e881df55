"""Each status of a text, after the edit that causes it, and what a coordinator then sees."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aviso.i18n.confirmations import Translations
from aviso.i18n.memory import Confirmation, locate_memory, read_memory
from aviso.i18n.page_units import list_shared_prose_units
from aviso.i18n.project_units import list_all_units
from aviso.i18n.sentences import EQUIVALENT_CHARACTERS, PLAIN, split_markdown, split_sentences
from aviso.i18n.word_diff import diff_sentences
from aviso.model.repository import load_records
from tests.support.project import Project

EMAIL = "example/choices#email"
ROLE = "example/contacts.email-removal.role"


def aviso(project: Project, *arguments: str) -> Result:
    """Call ``aviso translation``."""
    return project.invoke("translation", *arguments)


def state(project: Project, key: str) -> dict[str, str]:
    """The state of a piece in each language."""
    found = Translations.load(load_records(project.opened)[0])
    (one,) = [one for one in found.list_statuses() if one.unit.key == key]
    return {locale: language.state for locale, language in one.languages.items()}


@pytest.fixture
def confirmed(project: Project) -> Project:
    """The model library, all of it confirmed by a person on a day."""
    done = aviso(
        project, "confirm", "example", "--by", "Spanish-language librarian", "--on", "2026-03-02"
    )
    assert done.exit_code == 0, done.output
    return project


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


def test_a_reformatted_text_stays_current(confirmed: Project) -> None:
    path = confirmed / "docs/example/en/choices.md"
    text = (
        path.read_text("utf-8")
        .replace("- **", "* __")
        .replace(".** ", ".__ ")
        .replace(". It takes", ".\nIt takes")
        .replace("{{ contact", "{{contact")
    )
    assert text != path.read_text("utf-8")
    path.write_text(text, "utf-8")
    assert {
        state(confirmed, f"example/choices#{part}")["es"] for part in ("optional", "email", "reach")
    } == {"current"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("# Title {#t}\n\nOne *two*\nthree.", "Title\n\nOne two three."),
        ("- one\n- two", "* one\n* two"),
        ("1. one\n2. two", "- one\n- two"),
        ("“Quoted” – library’s", '"Quoted" - library\'s'),
        ("| a | b |\n|---|---|\n| c | d |", "| a | b |\n| --- | --- |\n|c|d|"),
        ("See [the list](a.md#b).", "See  [the list](a.md#b)."),
        ("{{ contact('a').email }}", "{{contact('a').email}}"),
        ("a *word*{: lang=en}", "a word"),
        ("snake_case stays", "snake_case  stays"),
    ],
)
def test_formatting_is_left_aside(one: str, other: str) -> None:
    assert split_sentences(one) == split_sentences(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 months", "13 months"),
        ("It is kept.", "It is not kept."),
        ("[a](x.md)", "[a](y.md)"),
        ("{{ contact('a').email }}", "{{ contact('b').email }}"),
        ("5 * 3", "5 3"),
        ("snake_case", "snakecase"),
        ("He can’t", "He can"),
        ("Call 707-555-0110", "Call 707-555-0111"),
        ("a\n\n2026.", "a\n\n2027."),
    ],
)
def test_meaning_is_not(one: str, other: str) -> None:
    assert split_sentences(one) != split_sentences(other)


def test_a_text_without_signs_of_markdown_takes_a_short_way_to_the_same_sentences(
    rich_template: Project,
) -> None:
    texts = [
        text.text
        for units in list_all_units(rich_template.load_records()).values()
        for piece in units
        for text in piece.texts.values()
    ]
    plain = [text for text in texts if PLAIN.fullmatch(text)]
    assert len(plain) > len(texts) / 2
    assert [
        text
        for text in plain
        if split_sentences(text) != split_markdown(text.translate(EQUIVALENT_CHARACTERS))
    ] == []


@settings(max_examples=2000)
@example("_1")
@given(st.text(alphabet=list("aZ1.)(- :!?¿¡'\"–’\u00a0\t/\n*_#|{<+,")))
def test_the_short_way_never_differs(text: str) -> None:
    assert split_sentences(text) == split_markdown(text.translate(EQUIVALENT_CHARACTERS))


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


def test_a_sentence_stands_on_a_line_of_its_own() -> None:
    assert split_sentences("We keep it. You may ask at 9 a.m. or later.\n\n¿Quién? Nadie.") == (
        "We keep it.",
        "You may ask at 9 a.m. or later.",
        "¿Quién?",
        "Nadie.",
    )


def test_words_that_came_and_went_are_told() -> None:
    parts = diff_sentences(["Kept for 30 days."], ["Kept for 7 days only."])
    assert [(part.kind, part.text) for part in parts if part.kind != "same"] == [
        ("gone", "30"),
        ("new", "7"),
        ("new", " only"),
    ]


def test_the_record_of_one_text_changes_only_its_own_lines(confirmed: Project) -> None:
    path = confirmed / locate_memory("example")
    before = path.read_text("utf-8").splitlines()
    confirmed.replace("docs/example/en/choices.md", "at most. ", "at most, always. ")
    confirmed.replace("docs/example/es/choices.md", "como máximo", "como máximo, siempre")
    aviso(confirmed, "confirm", EMAIL, "--by", "Translator", "--on", "2026-04-01")
    after = path.read_text("utf-8").splitlines()
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 4
    assert state(confirmed, EMAIL) == {"en": "current", "es": "current"}
    assert read_memory(confirmed.opened, "example")[0][EMAIL].on == date(2026, 4, 1)


def test_the_record_works_in_a_shallow_clone_without_history(
    confirmed: Project, tmp_path: Path
) -> None:
    confirmed.replace("docs/example/en/choices.md", "at most. ", "at most, always. ")
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "One"]):
        subprocess.run([*git, *command], cwd=confirmed.root, check=True)
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{confirmed.root}", str(clone)], check=True
    )
    assert state(Project(clone), EMAIL) == {"en": "unreviewed", "es": "outdated"}


def test_texts_written_together_are_noted_but_not_reviewed(project: Project) -> None:
    aviso(project, "note", "example", "--on", "2026-03-02")
    assert state(project, EMAIL) == {"en": "unreviewed", "es": "unreviewed"}
    project.replace("docs/example/en/choices.md", "at most. ", "at most, always. ")
    assert state(project, EMAIL) == {"en": "unreviewed", "es": "outdated"}


def test_a_note_does_not_hide_that_a_text_is_outdated(project: Project) -> None:
    aviso(project, "note", "example", "--on", "2026-03-02")
    project.replace("docs/example/en/choices.md", "at most. ", "at most, always. ")
    done = aviso(project, "note", "example", "--on", "2026-04-02")
    assert f"left as it is, because only one language has changed: {EMAIL}" in done.output
    assert state(project, EMAIL) == {"en": "unreviewed", "es": "outdated"}
    project.replace("docs/example/es/choices.md", "como máximo", "como máximo, siempre")
    assert "left" not in aviso(project, "note", "example", "--on", "2026-04-02").output
    assert state(project, EMAIL) == {"en": "unreviewed", "es": "unreviewed"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("confirm", EMAIL, "--by", " "), "it is empty"),
        (("accept", EMAIL, "--reason", ""), "it is empty"),
        (
            ("confirm", EMAIL, "--by", "Translator", "--on", "2026-13-45"),
            '"2026-13-45" is not a day; write year-month-day, like 2026-11-22',
        ),
    ],
)
def test_a_call_that_says_nothing_records_nothing(
    arguments: tuple[str, ...], words: str, project: Project
) -> None:
    done = aviso(project, *arguments)
    assert done.exit_code == 2 and words in done.output
    assert not (project / "data/translations").exists()


def test_a_note_takes_no_confirmation_away(confirmed: Project) -> None:
    aviso(confirmed, "note", "example")
    assert state(confirmed, EMAIL) == {"en": "current", "es": "current"}


@pytest.mark.parametrize(
    "name",
    [
        "example/choices",
        "docs/example/es/choices.md",
        "docs/example/en/choices.md#email",
        EMAIL,
        "example",
    ],
)
def test_a_text_can_be_named_in_many_ways(name: str, project: Project) -> None:
    assert aviso(project, "confirm", name, "--by", "Translator").exit_code == 0
    assert state(project, EMAIL) == {"en": "current", "es": "current"}
    assert (state(project, ROLE)["en"] == "current") == (name == "example")


def test_a_name_of_nothing_is_told_with_a_guess(project: Project) -> None:
    done = aviso(project, "confirm", "example/choises", "--by", "Translator")
    assert done.exit_code == 2
    assert 'Did you mean "example/choices"?' in done.output


def test_what_stands_in_one_language_cannot_be_confirmed(project: Project) -> None:
    project.delete("docs/example/es/choices.md")
    done = aviso(project, "confirm", "example/choices", "--by", "Translator")
    assert done.exit_code == 2 and "appears in only one language" in done.output


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{\n"name": {"on": "2026-01-01",}\n}', "line 2: cannot be read"),
        ('{"name": {"on": "soon"}}', "does not hold confirmations"),
        ('{"name": {"on": "2026-01-01", "en": [1]}}', "does not hold confirmations"),
        ("[]", "does not hold confirmations"),
        ('{"name": 3}', "does not hold confirmations"),
        ('{"name": {"en": []}}', "does not hold confirmations"),
        ('{"name": {"on": 20260101}}', "does not hold confirmations"),
        ('{"name": {"on": "2026-01-01", "en": "a text"}}', "does not hold confirmations"),
        ('{"name": {"on": "2026-01-01", "by": 3}}', "does not hold confirmations"),
        ("[" * 100_000, "does not hold confirmations"),
    ],
)
def test_a_damaged_record_is_told(content: str, words: str, project: Project) -> None:
    (project / "data/translations").mkdir()
    project.write("data/translations/example.json", content)
    done = aviso(project, "status")
    assert done.exit_code == 1 and words in done.output and "Traceback" not in done.output


def test_a_fault_of_the_code_is_not_told_as_a_damaged_record(
    confirmed: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Confirmation:
        raise TypeError("of the code")

    monkeypatch.setattr("aviso.i18n.memory.Confirmation", broken)
    confirmed.replace("data/translations/example.json", "2026-03-02", "2026-03-03")
    with pytest.raises(TypeError, match="of the code"):
        read_memory(confirmed.opened, "example")


def test_programs_are_given_every_text(confirmed: Project) -> None:
    confirmed.replace("docs/example/en/choices.md", "at most. ", "at most, always. ")
    as_json = json.loads(aviso(confirmed, "status", "example", "--format", "json").output)
    as_csv = list(
        csv.DictReader(io.StringIO(aviso(confirmed, "status", "example", "--format", "csv").output))
    )
    (row,) = [row for row in as_json if row["piece"] == EMAIL and row["language"] == "es"]
    assert row == {
        "piece": EMAIL,
        "language": "es",
        "state": "outdated",
        "changed": "en",
        "compared_on": "2026-03-02",
        "confirmed_by": "Spanish-language librarian",
        "file": "docs/example/es/choices.md",
        "line": row["line"],
    }
    assert (
        (confirmed / row["file"])
        .read_text("utf-8")
        .splitlines()[row["line"] - 1]
        .endswith("{#email}")
    )
    assert [{**row, "line": int(row["line"])} for row in as_csv] == as_json


def test_the_table_names_the_worst_first(confirmed: Project) -> None:
    confirmed.replace("docs/example/en/choices.md", "at most. ", "at most, always. ")
    confirmed.delete("docs/example/es/requests.md")
    lines = aviso(confirmed, "status", "example").output.splitlines()
    order = [
        next(index for index, line in enumerate(lines) if line.split()[:1] == [key])
        for key in ("example/requests", EMAIL)
    ]
    assert order == sorted(order) and not any(line.split()[:1] == [ROLE] for line in lines)


def test_the_page_marks_what_has_changed_and_needs_nothing_else(
    confirmed: Project, tmp_path: Path
) -> None:
    confirmed.replace("docs/example/en/choices.md", "five working days", "six <b> working days")
    done = aviso(confirmed, "status", "--format", "html", "--output", str(tmp_path))
    page = (tmp_path / "example.html").read_text("utf-8")
    assert done.exit_code == 0 and {path.name for path in tmp_path.glob("*.html")} == {
        "example.html",
        "example-branch.html",
        "shared.html",
    }
    assert "<del>five</del><ins>six &lt;b&gt;</ins>" in page
    assert not any(
        part in page for part in ("<script", "src=", "<link", "http-equiv", "@import", "url(")
    )
