"""The label has the same rows for every library; what its cells share becomes a sentence."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aviso.model.practices import Practice
from aviso.site.privacy_label import LabelColumn, LabelRow, make_columns
from aviso.site.shared_rules import list_shared_rules, list_shared_silences
from tests.support.project import Project
from tests.support.record_changes import said

SITUATIONS = "data/terms/situations.yml"


def practice(identifier: str, **fields: Any) -> Practice:
    """A practice of which the documents say only these fields."""
    text = {"en": "x", "es": "x"}
    values = {"situation": "card", "title": text, "note": text, "data": ["name"]}
    return Practice.model_validate({"id": identifier, **values, **fields})


def column(name: str, *practices: Practice) -> LabelColumn:
    """What becomes of one question for these practices."""
    rows = [LabelRow(None, practices)]  # type: ignore[arg-type]
    return next(one for one in make_columns(rows) if one.name == name)


def test_a_column_that_is_silent_becomes_a_sentence() -> None:
    found = column("how_long", *(practice(name) for name in "abc"))
    assert (found.is_column, found.has_sentence, found.usual) == (False, True, None)


def test_a_column_that_says_the_same_becomes_a_sentence() -> None:
    found = column("who", *(practice(name, recipients=["patron"]) for name in "ab"))
    assert not found.is_column and found.usual is not None and found.exception is None


def test_the_sentence_names_the_only_exception() -> None:
    others = [practice(name) for name in "abc"]
    known = practice("known", retention={"period": "1 year"})
    assert column("how_long", *others, known).exception == known
    alike = [practice(name, recipients=["patron"]) for name in "abc"]
    silent = practice("silent")
    found = column("who", *alike, silent)
    assert (found.is_column, found.exception) == (False, silent)


def test_what_most_say_is_said_once_and_the_rest_stays_in_its_row() -> None:
    alike = [practice(name, recipients=["patron"]) for name in "abc"]
    found = column("who", *alike, practice("d"), practice("e", recipients=["court"]))
    assert found.is_column and found.usual == alike[0]
    assert found.cells == {
        "a": "usual",
        "b": "usual",
        "c": "usual",
        "d": "silent",
        "e": "own",
    }


def test_different_answers_stay_a_column() -> None:
    found = column("say_no", practice("a", optional="yes"), practice("b", optional="no"))
    assert found.is_column and not found.has_sentence and not found.has_silence


def test_only_a_document_says_no() -> None:
    asked = [practice("a", optional="yes"), practice("b", optional="no"), practice("c")]
    assert column("say_no", *asked).cells["c"] == "silent"


@pytest.mark.parametrize(
    ("locale", "silence"),
    [
        ("en", "– The documents do not speak of this."),
        ("es", "– Los documentos no hablan de esto."),
    ],
)
def test_every_library_has_the_marked_rows(
    small_project: Project, locale: str, silence: str
) -> None:
    text = (small_project.root / SITUATIONS).read_text("utf-8")
    marked = re.sub(r"(?m)^(\w[\w-]*:)$", r"\1\n  on_label: true", text)
    small_project.write(SITUATIONS, f"{marked}pets:\n  on_label: true\n{PETS}")
    label = said(small_project, "privacy_label", locale=locale)
    assert f"{PET[locale]} {silence}" in label


PET = {"en": "When you bring a dog", "es": "Cuando usted trae un perro"}
PETS = (
    "  label: {en: bring a dog, es: trae un perro}\n"
    "  explanation: {en: You bring a dog., es: Usted trae un perro.}\n"
)


def test_what_several_share_is_said_and_cited_once_for_just_those() -> None:
    alike = [
        practice(name, recipients=["patron"], source=["A-1", f"A-{n}"])
        for n, name in enumerate("abc", 2)
    ]
    more = practice("d", recipients=["patron", "court"], source=["A-1"])
    apart = practice("e", recipients=["patron", "court"], source=["A-9"])
    [rule] = list_shared_rules([*alike, more, apart])
    assert (rule.source, rule.practices) == (("A-1",), (*alike, more))
    others = rule.list_others(more)
    assert others is not None and others.recipients == ("court",)
    assert rule.list_others(alike[0]) is None
    assert list_shared_rules(alike[:2]) == []


def test_a_silence_of_three_is_said_once() -> None:
    found = list_shared_silences([practice("a", identifies="yes"), *map(practice, "bcd")])
    assert [(one.field, one.is_of_all) for one in found] == [
        ("purposes", True),
        ("retention", True),
        ("recipients", True),
        ("identifies", False),
    ]


@pytest.mark.parametrize("is_row", [True, False])
def test_a_row_that_cannot_be_read_says_what_it_stops(is_row: bool, small_project: Project) -> None:
    faulty = PETS.replace("  explanation", "  on_label: true\n  more" if is_row else "  more")
    small_project.append(SITUATIONS, f"pets:\n{faulty}")
    told = [one.sentence for one in small_project.check() if one.file == SITUATIONS]
    assert told and all(("all sites stay as they are" in one) is is_row for one in told), told
