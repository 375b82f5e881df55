"""Placeholders, which stand for values while a text goes through Markdown.

Values become letters before Markdown, HTML comes after, and nothing else gets in.
"""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aviso.content.markdown_converter import convert_markdown
from aviso.content.placeholders import escape_markdown, fill_line
from aviso.content.source_text import SourceText
from aviso.core.project import Project
from tests.support.paths import ROOT
from tests.support.placeholders import filled, names_of, reported, shown

# Values


@pytest.mark.parametrize(
    "value",
    [
        "*a* _b_ **c**",
        "<b>&amp;</b>",
        "`a`",
        "[a](b.md)",
        "![a](b)",
        "# a",
        "1. a",
        "- a",
        "+ a",
        "> a",
        "a | b",
        "{{ x }}",
        "{% x %}",
        "{#a}",
        "{: .a }",
        "~~~",
        "---",
        "===",
        "&#60;",
        "&lt;",
        "\\*",
        "a\n\n# b",
        "    a",
        "a  \nb",
        ":   a",
        "!!! note",
        "*[a]: b",
        "[a]: b",
        "<https://a.example>",
        "a@example.org",
        "\ue0000\ue001",
        "“¿Qué?” – §",
    ],
)
def test_a_value_comes_out_as_its_letters(value: str) -> None:
    page = shown("Before {{ date('x') }} after", date=lambda day: value)
    assert folded(page) == f"<p>Before {' '.join(value.split())} after</p>"


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(
    value=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co"])
        | st.sampled_from(" *_`[]()<>&#!|{}\\:=~-+.\n\t")
    )
)
def test_any_value_comes_out_as_its_letters(value: str) -> None:
    page = convert_markdown(Project(ROOT), f"a{escape_markdown(value)}b").html
    assert folded(page) == " ".join(f"<p>a{value}b</p>".split())


def folded(page: str) -> str:
    """What a reader of HTML sees, with its tags."""
    return " ".join(html.unescape(page).split())


def test_html_waits_until_markdown_is_done() -> None:
    assert (
        shown("Write to *{{ contact('desk').email }}*.")
        == '<p>Write to <em><a href="mailto:a@example.org">a@example.org</a></em>.</p>'
    )


def test_a_block_takes_the_place_of_its_paragraph() -> None:
    assert (
        shown("One\n\n{{ block() }}\n\nTwo")
        == "<p>One</p>\n<table><tr><td>1</td></tr></table>\n<p>Two</p>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{ block() }}",
        "{{ block() }}\n",
        "\n\n{{ block() }}\n\n",
        "One\n\n{{ block() }}  \n \nTwo",
        "One\n\n  {{ block() }}\n",
    ],
)
def test_a_block_that_stands_alone_is_sound(text: str) -> None:
    assert reported(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "One {{ block() }}",
        "{{ block() }} two",
        "One\n{{ block() }}\n\nTwo",
        "One\n\n{{ block() }}\nTwo",
        "- {{ block() }}",
    ],
)
def test_a_block_among_words_is_reported(text: str) -> None:
    [problem] = reported(text)
    assert (
        '"{{ block() }}" is a block and needs lines of its own. Put an empty line before and after '
        "it." in problem
    )


def test_marks_in_a_value_are_not_taken_for_a_place() -> None:
    page = shown("{{ contact('desk').email }} {{ date('x') }}", date=lambda day: "\ue0000\ue001")
    assert page.count("mailto:") == 1


def test_marks_as_references_are_not_taken_for_a_place() -> None:
    assert (
        shown("{{ contact('desk').email }} &#xe000;0&#xe001; &#57344;0&#57345;").count("mailto:")
        == 1
    )


def test_what_a_value_says_is_not_read_again() -> None:
    assert "{{ contact" in html.unescape(
        shown("{{ date('x') }}", date=lambda day: "{{ contact('desk').email }}")
    )


# Shared texts


def test_a_shared_text_is_taken_in_as_markdown_with_its_placeholders() -> None:
    prepared = filled(
        "{{ shared('words') }}",
        shared=lambda name: SourceText(f"*{name}* {{{{ library.name }}}}\n", "s.md"),
    )
    assert prepared.markdown.startswith("*words* St&#46;") and [
        text.file for text in prepared.included
    ] == ["s.md"]


def test_a_problem_in_a_shared_text_is_reported_in_its_file() -> None:
    prepared = filled(
        "a\n{{ shared('words') }}", shared=lambda name: SourceText("b\n{{ nobody }}", "s.md")
    )
    assert [(problem.file, problem.line) for problem in prepared.problems] == [("s.md", 2)]


def test_a_shared_text_that_is_not_there_is_reported_on_the_page() -> None:
    assert reported("a\n{{ shared('words') }}") == [
        'a.md, line 6: the shared text "words" is not there'
    ]


def test_a_shared_text_in_a_shared_text_is_refused() -> None:
    prepared = filled(
        "{{ shared('words') }}", shared=lambda name: SourceText("{{ shared('words') }}", "s.md")
    )
    assert [problem.message for problem in prepared.problems] == [
        "a shared text cannot include another"
    ]


# Titles


def line(text: str) -> tuple[str, list[str]]:
    """Fill a title."""
    filled_line, problems = fill_line(text, SourceText(text, "a.md", 2), names_of)
    return filled_line, [str(problem) for problem in problems]


def test_a_title_gets_values_as_plain_text() -> None:
    assert line("{{ library.name }}: {{ contact('desk').email }}") == (
        "St. *Mary's* <b> & {{ x }}: a@example.org",
        [],
    )


@pytest.mark.parametrize(
    "text", ["{{ block() }}", "{{ shared('words') }}", "{{ nobody }}", "{{ library.name", "{% x %}"]
)
def test_a_title_cannot_hold_anything_else(text: str) -> None:
    assert [problem.startswith("a.md, line 2: ") for problem in line(text)[1]] == [True]
