"""Placeholders, which stand for values while a text goes through Markdown.

Values become letters before Markdown, HTML comes after, and nothing else gets in.
"""

from __future__ import annotations

import html
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from aviso.content.expressions import evaluate
from aviso.content.fragments import FactError, FieldView, Fragment, SharedText
from aviso.content.markdown_converter import convert_markdown
from aviso.content.placeholders import FilledPage, escape_markdown, fill_line, fill_page
from aviso.content.source_text import SourceText
from aviso.core.project import Project
from aviso.site.page_context import PageContext
from aviso.site.templates import Renderer
from tests.support.paths import ROOT

LINK = Fragment(Markup('<a href="mailto:a@example.org">a@example.org</a>'), "a@example.org")
BLOCK = Fragment(Markup("<table><tr><td>1</td></tr></table>"), "", is_block=True)


def contact(identifier: str) -> FieldView:
    """A contact as pages see it."""
    if identifier != "desk":
        raise FactError(f'contact "{identifier}" does not exist here', 'Did you mean "desk"?')
    return FieldView("the contact", {"email": LINK, "role": "Your *account*", "hours": None})


def names_of(values: dict[str, Any] | None = None) -> dict[str, Any]:
    """What a page may name, in place of a whole notice."""
    return {
        "library": FieldView("the library", {"name": "St. *Mary's* <b> & {{ x }}"}),
        "contact": contact,
        "block": lambda: BLOCK,
        "shared": SharedText,
        "date": lambda day: day,
        **(values or {}),
    }


def no_shared(name: str) -> SourceText:
    """Find no shared text."""
    raise FactError(f'the shared text "{name}" is not there')


def filled(text: str, shared: Any = no_shared, **values: Any) -> FilledPage:
    """Fill a text."""
    return fill_page(SourceText(text, "a.md", 5), names_of(values), shared)


def shown(text: str, **values: Any) -> str:
    """The HTML that comes of a sound text."""
    prepared = filled(text, **values)
    assert not prepared.problems
    return prepared.finish(convert_markdown(Project(ROOT), prepared.markdown).html)


def told(text: str, **values: Any) -> list[str]:
    """What is wrong with a text."""
    return [str(problem) for problem in filled(text, **values).problems]


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
    assert told(text) == []


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
def test_a_block_among_words_is_told(text: str) -> None:
    [problem] = told(text)
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


# Problems


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("nobody", '"nobody" does not exist.'),
        ("contatc('desk').email", '"contatc" does not exist. Did you mean "contact"?'),
        ("contact('dsek').email", 'contact "dsek" does not exist here. Did you mean "desk"?'),
        ("contact('desk').emial", 'the contact has no "emial". Did you mean "email"?'),
        ("contact('desk').hours", 'the contact has an empty "hours".'),
        ("contact('desk')", "the placeholder is incomplete."),
        ("library", "the placeholder is incomplete."),
        ("contact.email", '"contact" needs parentheses.'),
        ("library().name", '"library" cannot have parentheses.'),
        ("contact().email", "too many or too few words"),
        ("contact(name='desk').email", "only texts in quotes"),
        ("contact(*['desk']).email", "only texts in quotes"),
        ("contact(library.name).email", "only texts in quotes"),
        ("contact('desk').email.html", "more than a name, a call or a field"),
        ("contact('desk')['email']", "more than a name, a call or a field"),
        ("library.name|upper", "more than a name, a call or a field"),
        ("'a' * 999", "more than a name, a call or a field"),
        ("'a'", "more than a name, a call or a field"),
        ("[library]", "more than a name, a call or a field"),
        ("library.name if library else ''", "more than a name, a call or a field"),
        ("library._fields", "reaches for something"),
        ("contact.__globals__", "reaches for something"),
        ("block().__class__", "reaches for something"),
        ("library name", "not written correctly"),
        ("", "the placeholder is empty"),
        ("x" * 301, "the placeholder is too long"),
        ("(" * 149, "not written correctly"),
        ("not " * 70 + "library", "more than a name, a call or a field"),
    ],
)
def test_anything_else_is_refused_in_plain_words(expression: str, message: str) -> None:
    [problem] = told(f"{{{{ {expression} }}}}")
    assert message in problem and problem.startswith("a.md, line 5: in ")


@pytest.mark.parametrize(
    "expression",
    [
        "block('x')",
        "date()",
        "date('a', 'b')",
        "shared()",
        "shared('a', 'b')",
        "two('a')",
        "two('a', 'b', 'c', 'd')",
    ],
)
def test_the_number_of_words_in_parentheses_is_told(expression: str) -> None:
    called: list[str] = []
    two = lambda one, other, third="": called.append(one)  # noqa: E731
    assert "too many or too few words" in told(f"{{{{ {expression} }}}}", two=two)[0]
    assert not called


@pytest.mark.parametrize(
    "fault", [TypeError("NoneType"), AttributeError("text"), LookupError("key"), ValueError("day")]
)
def test_a_fault_of_the_code_is_not_told_to_the_author_as_hers(fault: Exception) -> None:
    def broken(identifier: str) -> str:
        raise fault

    with pytest.raises(type(fault), match=str(fault.args[0])):
        told("{{ broken('x') }}", broken=broken)


@pytest.mark.parametrize("day", ["2025-02-30", "2025", "", "tomorrow"])
def test_a_day_that_is_none_is_told(day: str) -> None:
    facts = PageContext(Renderer(Project(ROOT), "en", "index"), [])
    assert f'"{day}" is not a date' in told(f"{{{{ date('{day}') }}}}", date=facts.date)[0]
    assert '"3" is not a date' in told("{{ date(3) }}", date=facts.date)[0]


def test_a_fault_in_how_days_are_written_is_not_told_as_a_wrong_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = PageContext(Renderer(Project(ROOT), "en", "index"), [])
    assert shown("{{ date('2025-12-03') }}", date=facts.date) == "<p>December 3, 2025</p>"

    def broken(*_: object, **__: object) -> str:
        raise ValueError("of the code")

    monkeypatch.setattr("aviso.i18n.catalog.format_date", broken)
    with pytest.raises(ValueError, match="of the code"):
        told("{{ date('1901-12-03') }}", date=facts.date)


@pytest.mark.parametrize("value", [None, 3, ["a"], {"a": "b"}, object(), lambda: "a"])
def test_a_value_that_is_no_text_is_refused(value: Any) -> None:
    with pytest.raises(FactError, match="stops too early"):
        evaluate("date('x')", {"date": lambda day: value})


@pytest.mark.parametrize(
    "text",
    ["{{ library.name", "library.name }}", "{{ library\n.name }}", "a {{ b {{ library.name }} c"],
)
def test_braces_that_are_no_pair_are_told(text: str) -> None:
    assert all(
        "stands alone. Write a placeholder as {{ name }}, on one line." in problem
        for problem in told(text)
    ) and told(text)


@pytest.mark.parametrize("text", ["{% if x %}", "{% x", "{# a #}", "{#a#}", "{# a"])
def test_other_marks_of_jinja_are_told(text: str) -> None:
    [problem] = told(text)
    assert "is not allowed here. Only {{ … }} can be used in a page." in problem


def test_the_id_of_a_heading_is_no_comment() -> None:
    assert told("## Reach us {#reach}\n\n{: #x .y }") == []


def test_a_problem_is_at_its_line() -> None:
    [problem] = told("a\n\nb {{ nobody }}")
    assert problem.startswith("a.md, line 7: ")


# Shared texts


def test_a_shared_text_is_taken_in_as_markdown_with_its_placeholders() -> None:
    prepared = filled(
        "{{ shared('words') }}",
        shared=lambda name: SourceText(f"*{name}* {{{{ library.name }}}}\n", "s.md"),
    )
    assert prepared.markdown.startswith("*words* St&#46;") and [
        text.file for text in prepared.included
    ] == ["s.md"]


def test_a_problem_in_a_shared_text_is_told_in_its_file() -> None:
    prepared = filled(
        "a\n{{ shared('words') }}", shared=lambda name: SourceText("b\n{{ nobody }}", "s.md")
    )
    assert [(problem.file, problem.line) for problem in prepared.problems] == [("s.md", 2)]


def test_a_shared_text_that_is_not_there_is_told_on_the_page() -> None:
    assert told("a\n{{ shared('words') }}") == [
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
