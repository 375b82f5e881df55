"""What a coordinator does about the status of a text: confirm, note, list."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from aviso.i18n.memory import Confirmation, locate_memory, read_memory
from tests.support.project import Project
from tests.support.translating import EMAIL, ROLE, aviso, state


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


def test_a_name_of_nothing_is_reported_with_a_guess(project: Project) -> None:
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
def test_a_damaged_record_is_reported(content: str, words: str, project: Project) -> None:
    (project / "data/translations").mkdir()
    project.write("data/translations/example.json", content)
    done = aviso(project, "status")
    assert done.exit_code == 1 and words in done.output and "Traceback" not in done.output


def test_a_fault_of_the_code_is_not_reported_as_a_damaged_record(
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
        "rule": "i18n/outdated",
        "severity": "warning",
        "help": "handbook/rules/i18n.md#outdated",
    }
    assert (
        (confirmed / row["file"])
        .read_text("utf-8")
        .splitlines()[row["line"] - 1]
        .endswith("{#email}")
    )
    assert [{**row, "line": int(row["line"])} for row in as_csv] == [
        {key: "" if value is None else value for key, value in one.items()} for one in as_json
    ]


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
