"""Faults in the words of a language and in the list of languages are told at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.build.preview import Preview
from tests.support.adding_languages import configure
from tests.support.changes import Change, edit, reported, without
from tests.support.project import Project

UNREADABLE = {
    "a quotation mark in the first language": (
        edit("overrides/locales/en.yml", "menu: Menu\n", 'menu: "Menu\n'),
        (
            "overrides/locales/en.yml, line 2: has a quotation mark that is never closed. "
            "Close it at the end of the text."
        ),
    ),
    "a colon in another language": (
        edit("overrides/locales/es.yml", "search: Buscar\n", "search: Buscar: aquí\n"),
        (
            'overrides/locales/es.yml, line 4: has a second ":" in a line. Put the whole text '
            "in quotes, or correct the indentation."
        ),
    ),
    "a key twice in the first language": (
        edit("overrides/locales/en.yml", "search: Search\n", "search: Search\nmenu: Menus\n"),
        (
            'overrides/locales/en.yml, line 5: the key "menu" appears twice (first in line 2). '
            "Delete one of the two."
        ),
    ),
    "a string without text": (
        edit("overrides/locales/en.yml", "search: Search\n", "search:\n"),
        "overrides/locales/en.yml, line 4: search has no text. Write it after the colon.",
    ),
    "several values in the place of a text": (
        edit("overrides/locales/en.yml", "search: Search\n", "search:\n  one: Search\n"),
        "overrides/locales/en.yml, line 4: search has no text. Write it after the colon.",
    ),
    "a brace that is not closed": (
        edit(
            "overrides/locales/en.yml",
            "verified_on: Verified on {day}",
            'verified_on: "Verified on {day"',
        ),
        (
            "overrides/locales/en.yml, line 64: verified_on has braces that cannot be read. "
            "Put each name of a value between two braces, like {day}."
        ),
    ),
    "a list in the place of keys": (
        lambda project: project.write("overrides/locales/es.yml", "- Buscar\n"),
        (
            "overrides/locales/es.yml, line 1: does not contain keys and values. Begin with a "
            "line like key: value."
        ),
    ),
    "another encoding": (
        lambda project: project.write(
            "overrides/locales/en.yml", "search: Menú\n".encode("latin-1")
        ),
        (
            "overrides/locales/en.yml, line 1: is not written in UTF-8. Save the file again "
            "with the encoding UTF-8."
        ),
    ),
    "the first language's file": (
        without("overrides/locales/en.yml"),
        (
            "overrides/locales/en.yml, line 1: the words of the interface are missing in the "
            'language "en". Restore the file; every page needs it.'
        ),
    ),
}


@pytest.mark.parametrize(("change", "expected"), UNREADABLE.values(), ids=UNREADABLE)
def test_words_that_cannot_be_read_are_reported_at_their_line_by_every_command(
    tmp_path: Path, change: Change, expected: str
) -> None:
    project = Project.small(tmp_path / "project")
    change(project)
    assert reported(project) == [expected]
    for site_id in ("riverside", "_front"):
        preview = Preview(project.opened, site_id, tmp_path / site_id)
        preview.make()
        assert expected.split(", line")[0] in (preview.folder / "index.html").read_text("utf-8")
    locale = Path(expected.split(".yml")[0]).name
    for command in (["build"], ["build", "--stock"], ["due", "--language", locale]):
        done = project.invoke(*command)
        assert (done.exit_code, expected in done.output) == (1, True), done.output


ENTRY = "        - {locale: vi, name: Tiếng Việt}\n"
LISTED = [
    (
        "- {locale: vie, name: Tiếng Việt}",
        ('mkdocs.yml, line 30: "vie" is the long form of the code "vi". Write vi in its place.'),
    ),
    (
        "- {locale: xq, name: Nobody’s}",
        (
            'mkdocs.yml, line 30: "xq" is not the code of a language that Aviso knows. Look it '
            "up: two lowercase letters, like vi for Vietnamese, or three, like haw for "
            "Hawaiian, where there are no two (BCP 47)."
        ),
    ),
    (
        "- {locale: vi}",
        (
            "mkdocs.yml, line 30: the language needs a code and a name. Write it like "
            "{locale: vi, name: Tiếng Việt}, after a hyphen."
        ),
    ),
    (
        "- {locale: es, name: Castellano}",
        'mkdocs.yml, line 30: the language "es" appears twice. Delete one of the two.',
    ),
    (
        "- {locale: vi, name: Tiếng Việt, default: true}",
        (
            "mkdocs.yml, line 28: exactly one language must be the default. Write "
            "default: true in its entry."
        ),
    ),
]


@pytest.mark.parametrize(("entry", "expected"), LISTED)
def test_a_fault_in_the_list_of_languages_is_reported_at_its_line(
    tmp_path: Path, entry: str, expected: str
) -> None:
    project = Project.small(tmp_path / "project")
    configure(project, "vi")
    edit("mkdocs.yml", ENTRY, f"        {entry}\n")(project)
    assert expected in [str(problem) for problem in project.opened.locale_problems]
