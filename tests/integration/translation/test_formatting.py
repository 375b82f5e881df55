"""A change of formatting is no change of meaning."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aviso.i18n.project_units import list_all_units
from aviso.i18n.sentences import EQUIVALENT_CHARACTERS, PLAIN, split_markdown, split_sentences
from aviso.i18n.word_diff import diff_sentences
from tests.support.project import Project
from tests.support.translating import state

TABLE = str.maketrans(EQUIVALENT_CHARACTERS)


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
        text for text in plain if split_sentences(text) != split_markdown(text.translate(TABLE))
    ] == []


@settings(max_examples=2000)
@example("_1")
@given(st.text(alphabet=list("aZ1.)(- :!?¿¡'\"–’\u00a0\t/\n*_#|{<+,")))
def test_the_short_way_never_differs(text: str) -> None:
    assert split_sentences(text) == split_markdown(text.translate(TABLE))


def test_a_sentence_stands_on_a_line_of_its_own() -> None:
    assert split_sentences("We keep it. You may ask at 9 a.m. or later.\n\n¿Quién? Nadie.") == (
        "We keep it.",
        "You may ask at 9 a.m. or later.",
        "¿Quién?",
        "Nadie.",
    )


def test_words_that_came_and_went_are_reported() -> None:
    parts = diff_sentences(["Kept for 30 days."], ["Kept for 7 days only."])
    assert [(part.kind, part.text) for part in parts if part.kind != "same"] == [
        ("gone", "30"),
        ("new", "7"),
        ("new", " only"),
    ]
