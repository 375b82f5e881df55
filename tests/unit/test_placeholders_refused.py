"""What cannot be a placeholder is refused in plain words, at its line."""

from __future__ import annotations

from typing import Any

import pytest

from aviso.content.expressions import evaluate
from aviso.content.fragments import FactError
from aviso.core.project import Project
from aviso.site.page_context import PageContext
from aviso.site.templates import Renderer
from tests.support.paths import ROOT
from tests.support.placeholders import reported, shown


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
        ("library._fields", "uses something that pages cannot use"),
        ("contact.__globals__", "uses something that pages cannot use"),
        ("block().__class__", "uses something that pages cannot use"),
        ("library name", "not written correctly"),
        ("", "the placeholder is empty"),
        ("x" * 301, "the placeholder is too long"),
        ("(" * 149, "not written correctly"),
        ("not " * 70 + "library", "more than a name, a call or a field"),
    ],
)
def test_anything_else_is_refused_in_plain_words(expression: str, message: str) -> None:
    [problem] = reported(f"{{{{ {expression} }}}}")
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
def test_the_number_of_words_in_parentheses_is_reported(expression: str) -> None:
    called: list[str] = []
    two = lambda one, other, third="": called.append(one)  # noqa: E731
    assert "too many or too few words" in reported(f"{{{{ {expression} }}}}", two=two)[0]
    assert not called


@pytest.mark.parametrize(
    "fault", [TypeError("NoneType"), AttributeError("text"), LookupError("key"), ValueError("day")]
)
def test_a_fault_of_the_code_is_not_reported_to_the_author_as_hers(fault: Exception) -> None:
    def broken(identifier: str) -> str:
        raise fault

    with pytest.raises(type(fault), match=str(fault.args[0])):
        reported("{{ broken('x') }}", broken=broken)


@pytest.mark.parametrize("day", ["2025-02-30", "2025-13", "25", "", "tomorrow"])
def test_a_day_that_is_none_is_reported(day: str) -> None:
    facts = PageContext(Renderer(Project(ROOT), "en", "index"), [])
    assert (
        f'"{day}" is not a date' in reported(f"{{{{ date('{day}') }}}}", date=facts.format_date)[0]
    )
    assert '"3" is not a date' in reported("{{ date(3) }}", date=facts.format_date)[0]


def test_a_fault_in_how_days_are_written_is_not_reported_as_a_wrong_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = PageContext(Renderer(Project(ROOT), "en", "index"), [])
    assert shown("{{ date('2025-12-03') }}", date=facts.format_date) == "<p>December 3, 2025</p>"

    def broken(*_: object, **__: object) -> str:
        raise ValueError("of the code")

    monkeypatch.setattr("aviso.i18n.periods.format_date", broken)
    with pytest.raises(ValueError, match="of the code"):
        reported("{{ date('1901-12-03') }}", date=facts.format_date)


@pytest.mark.parametrize("value", [None, 3, ["a"], {"a": "b"}, object(), lambda: "a"])
def test_a_value_that_is_no_text_is_refused(value: Any) -> None:
    with pytest.raises(FactError, match="is incomplete"):
        evaluate("date('x')", {"date": lambda day: value})


@pytest.mark.parametrize(
    "text",
    ["{{ library.name", "library.name }}", "{{ library\n.name }}", "a {{ b {{ library.name }} c"],
)
def test_braces_that_are_no_pair_are_reported(text: str) -> None:
    assert all(
        "is not part of a placeholder. Write a placeholder as {{ name }}, on one line." in problem
        for problem in reported(text)
    ) and reported(text)


@pytest.mark.parametrize("text", ["{% if x %}", "{% x", "{# a #}", "{#a#}", "{# a"])
def test_other_marks_of_jinja_are_reported(text: str) -> None:
    [problem] = reported(text)
    assert "is not allowed here. Only {{ … }} can be used in a page." in problem


def test_the_id_of_a_heading_is_no_comment() -> None:
    assert reported("## Reach us {#reach}\n\n{: #x .y }") == []


def test_a_problem_is_at_its_line() -> None:
    [problem] = reported("a\n\nb {{ nobody }}")
    assert problem.startswith("a.md, line 7: ")
