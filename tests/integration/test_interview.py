"""``aviso new library`` asks what documents say, and writes that and nothing else."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from aviso.apps.scaffold.answers import make_facts
from aviso.apps.scaffold.questions import QUESTIONS, find_faults, list_keys, list_known
from aviso.checks.suite import check_all
from aviso.cli.main import main
from aviso.core.package import VARIABLE
from aviso.core.project import Project
from aviso.model.repository import load_records
from aviso.site.compose import make_site
from tests.support.begun_projects import TOWN, environment, everything_in, init
from tests.support.paths import ROOT

NAMES = ("--name", "Elm City Library", "--name-es", "Biblioteca de Elm City")
RECORD = "data/libraries/elm-city.yml"
LOCALES = ("en", "es")


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(VARIABLE, str(ROOT))
    assert init(tmp_path / "town", *TOWN, "--state", "Minnesota").exit_code == 0
    monkeypatch.chdir(tmp_path / "town")
    yield tmp_path / "town"


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", "library", "elm-city", *arguments])


def read_record(town: Path) -> Any:
    return yaml.safe_load((town / RECORD).read_text("utf-8"))


def test_only_what_was_answered_is_written(town: Path) -> None:
    done = new(*NAMES, "--answer", "officers=Only with an order.", "--answer", "officers.es=No.")
    assert done.exit_code == 0, done.output
    record = read_record(town)
    assert record["disclosures"] == [
        {
            "id": "officers",
            "recipient": "law-enforcement",
            "condition": {"en": "Only with an order.", "es": "No."},
        }
    ]
    lists = {key for key, value in record.items() if isinstance(value, list)}
    assert lists == {"disclosures"} and record["publication"] == {"state": "draft"}
    assert "the state whose law applies to elm-city: not named yet" in done.output
    assert not (town / "docs/elm-city").exists()


def test_every_answer_is_a_fact_of_a_sound_notice(town: Path) -> None:
    """Every question answered with its own example, in both languages, is shown on a page."""
    given: list[str] = []
    for question in QUESTIONS:
        for key in list_keys(question, LOCALES):
            given += ["--answer", f"{key}={question.example}"]
    done = new(*given)
    assert done.exit_code == 0, done.output
    errors = [one for one in check_all(Project(town), ["elm-city"]) if one.severity == "error"]
    assert [str(one) for one in errors if "elm-city" in one.file] == []
    site = make_site("elm-city", load_records(Project(town))[0])
    pages = "\n".join(page.html for page in site.pages.values())
    shown = [
        one.key
        for one in QUESTIONS
        if one.is_text and one.example not in pages and one.key != "state"
    ]
    assert shown == []
    assert "14 days" in site.pages["en", "collect"].html
    assert "hoopla" in site.pages["es", "companies"].html
    # What the answers say is what the document says.
    statements = [one["id"] for one in read_record(town)["documents"][0]["statements"]]
    sources = [one["source"] for one in read_record(town)["practices"]]
    assert statements == [f"EC-{number:02}" for number in range(1, 9)]
    assert sources == [["EC-01"], ["EC-02"], ["EC-03"], ["EC-04"]]


def test_a_text_in_one_language_is_marked_in_the_other(town: Path) -> None:
    assert new(*NAMES, "--answer", "selling.es=No vendemos nada.").exit_code == 0
    [promise] = read_record(town)["commitments"]
    assert promise["text"] == {
        "en": "To be translated: No vendemos nada.",
        "es": "No vendemos nada.",
    }
    rules = {one.rule for one in check_all(Project(town), ["elm-city"]) if "elm" in one.file}
    assert rules == {"facts/not-yet-own"}


FAULTS = {
    ("officer=A.",): 'There is no question "officer". Did you mean "officers"?',
    ("email=nobody",): 'email: "nobody" is not an email address',
    ("companies=hopla",): 'companies: "hopla" is not in the list. Did you mean "hoopla"?',
    ("card=A.",): '"card" needs an answer to "card-data" too',
    ("cameras-period=1 day",): '"cameras-period" needs an answer to "cameras" too.',
    ("officers",): '"officers" is not an answer. Write the key, = and the text',
    ("document=A", "document-since=soon"): 'document-since: "soon"',
    ("selling=<b>A</b>",): "selling:",
}


@pytest.mark.parametrize("given", FAULTS)
def test_what_is_no_answer_is_told_and_nothing_is_written(town: Path, given: tuple[str]) -> None:
    before = everything_in(town)
    done = new(*[part for one in given for part in ("--answer", one)])
    assert done.exit_code == 2 and FAULTS[given] in " ".join(done.output.split())
    assert everything_in(town) == before


def test_each_question_lists_its_keys_and_has_a_sound_example(town: Path) -> None:
    listed = new("--questions").output
    known = list_known(load_records(Project(town))[0])
    for question in QUESTIONS:
        assert ", ".join(list_keys(question, LOCALES)) in listed and question.example in listed
    examples = {one.key: one.example for one in QUESTIONS}
    assert list(find_faults(examples, LOCALES, known)) == []


def test_an_answer_in_days_is_a_period_and_any_other_the_words_of_the_document() -> None:
    kept = {"cameras": "A.", "cameras-period": "14 days", "cameras-period.es": "14 días"}
    [practice] = make_facts(kept, LOCALES)["practices"]
    assert practice["retention"] == {"period": "14 days"}
    kept = {"cameras": "A.", "cameras-period": "not long", "cameras-period.es": "poco"}
    [practice] = make_facts(kept, LOCALES)["practices"]
    assert practice["retention"] == {"vague": {"en": "not long", "es": "poco"}}


class Terminal:
    """A command at a real terminal, answered line by line."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "aviso.cli.main", *arguments],
            cwd=folder,
            env=environment(),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = ""

    def read_until(self, words: str) -> None:
        start = len(self.shown)
        while words not in self.shown[start:]:
            assert select.select([self.ours], [], [], 120)[0], self.shown
            try:
                self.shown += os.read(self.ours, 4096).decode("utf-8", "replace")
            except OSError:
                # Linux says so when the command has ended.
                assert words in self.shown[start:], self.shown
                return

    def type(self, line: str) -> None:
        os.write(self.ours, f"{line}\n".encode())


def test_on_a_terminal_one_question_at_a_time_is_asked(town: Path) -> None:
    terminal = Terminal(town, "new", "library", "elm-city")
    terminal.read_until("English: ")
    assert "Press Enter if the document does not say." in terminal.shown
    terminal.type("Elm City Library")
    given = {"website": ("nonsense", "https://elm.example.edu"), "cameras": ("Cameras run.", "")}
    given |= {
        "cameras-period": ("14 days", ""),
        "card": ("We lend.", ""),
        "card-data": ("", "name"),
    }
    for question in QUESTIONS:
        if question.key == "name":
            terminal.read_until("Español: ")
            terminal.type("")
        elif not question.after or question.after in given:
            lines = given.get(question.key, ("", "")[: 2 if question.is_text else 1])
            for line in lines:
                terminal.read_until(": ")
                terminal.type(line)
    terminal.read_until("aviso gaps elm-city")
    assert terminal.process.wait() == 0
    record = read_record(town)
    assert record["name"] == {"en": "Elm City Library", "es": "Elm City Library"}
    assert record["website"] == "https://elm.example.edu"
    assert [one["id"] for one in record["practices"]] == ["card", "cameras"]
    assert record["practices"][0]["data"] == ["name"]


def test_who_stops_has_nothing_written(town: Path) -> None:
    before = everything_in(town)
    terminal = Terminal(town, "new", "library", "elm-city")
    terminal.read_until("English: ")
    os.write(terminal.ours, b"Elm\n")
    terminal.read_until("Español: ")
    os.write(terminal.ours, b"\x04")
    assert terminal.process.wait() == 130
    assert everything_in(town) == before
