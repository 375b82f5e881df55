"""One wording for every complaint, in all forms."""

from __future__ import annotations

import json

import pytest

from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.report_formats import format_github, format_json, format_text, write_report
from aviso.core.suggestions import find_closest, suggest

HOOPLA = Diagnostic(
    "data/libraries/elm.yml",
    14,
    'vendor "hopla" is not in data/vendors/',
    'Did you mean "hoopla"?',
    rule="facts/unknown-reference",
)
WARNING = Diagnostic(
    "data/libraries/elm.yml",
    9,
    "nothing rests on it",
    "Name it.",
    severity="warning",
    rule="pages/statement-not-used",
)


def test_a_problem_reads_as_place_what_and_hint() -> None:
    assert str(HOOPLA) == (
        'data/libraries/elm.yml, line 14: vendor "hopla" is not in data/vendors/. Did you '
        'mean "hoopla"?'
    )


def test_a_problem_without_a_hint_ends_where_its_message_ends() -> None:
    assert str(Diagnostic("a.yml", 1, "is empty")) == "a.yml, line 1: is empty"


def test_a_message_that_ends_in_a_stop_gets_no_second_one() -> None:
    assert (
        Diagnostic("a.yml", 1, "It is empty.", "Fill it in.").sentence == "It is empty. Fill it in."
    )


def test_a_warning_says_so() -> None:
    assert str(WARNING) == "data/libraries/elm.yml, line 9: warning: nothing rests on it. Name it."


def test_text_is_sorted_by_file_and_line_and_says_nothing_twice() -> None:
    problems = [
        HOOPLA,
        Diagnostic("b.md", 1, "x"),
        Diagnostic("b.md", 10, "x"),
        Diagnostic("b.md", 9, "x"),
        WARNING,
        HOOPLA,
    ]
    places = [line.split(":")[0] for line in format_text(problems).splitlines()]
    assert places == [
        "b.md, line 1",
        "b.md, line 9",
        "b.md, line 10",
        "data/libraries/elm.yml, line 9",
        "data/libraries/elm.yml, line 14",
    ]


def test_nothing_wrong_is_no_text() -> None:
    assert (format_text([]), format_json([]), format_github([])) == ("", "[]", "")


def test_json_keeps_every_part_apart() -> None:
    assert json.loads(write_report([HOOPLA, HOOPLA], "json", "aviso check")) == [
        {
            "rule": "facts/unknown-reference",
            "file": "data/libraries/elm.yml",
            "line": 14,
            "severity": "error",
            "message": 'vendor "hopla" is not in data/vendors/',
            "hint": 'Did you mean "hoopla"?',
            "ids": [],
            "help": "handbook/rules/facts.md#unknown-reference",
        }
    ]


def test_github_gets_a_command_for_each_line() -> None:
    assert write_report([HOOPLA, WARNING], "github", "aviso check").splitlines() == [
        (
            "::warning "
            "file=data/libraries/elm.yml,line=9,title=pages/statement-not-used::nothing rests "
            "on it. Name it.%0Ahandbook/rules/pages.md#statement-not-used"
        ),
        (
            "::error "
            "file=data/libraries/elm.yml,line=14,title=facts/unknown-reference::vendor "
            '"hopla" is not in data/vendors/. Did you mean '
            '"hoopla"?%0Ahandbook/rules/facts.md#unknown-reference'
        ),
    ]


def test_github_cannot_be_given_a_command_by_a_file_or_a_value() -> None:
    assert format_github([Diagnostic("a,b:c\n.yml", 1, "100%\n::error::no", rule="yaml/tag")]) == (
        "::error file=a%2Cb%3Ac .yml,line=1,title=yaml/tag::100%25 "
        "::error::no%0Ahandbook/rules/yaml.md#tag"
    )


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\nb", "a b"),
        ("a\u202eb", "a[U+202E]b"),
        ("\x1b[31m", "[U+001B][31m"),
        ("a\udce9", "a\\xe9"),
        ("ñ § – “x”", "ñ § – “x”"),
        ("a\u00a0b", "a b"),
    ],
)
def test_what_cannot_be_seen_is_written_out(given: str, shown: str) -> None:
    problem = Diagnostic(given, 1, given, given)
    assert (problem.file, problem.message, problem.hint) == (shown, shown, shown)


def test_a_long_quotation_is_cut_and_what_stands_around_it_is_not() -> None:
    problem = Diagnostic("a.yml", 1, f'the link "{"x" * 200}" on the page "{"y" * 60}" is wrong')
    assert problem.message == f'the link "{"x" * 59}…" on the page "{"y" * 60}" is wrong'


def test_a_message_without_end_is_cut() -> None:
    assert len(Diagnostic("a.yml", 1, '"' * 100_000).message) < 1000


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("hopla", 'Did you mean "hoopla"?'),
        ("Hoopla", 'Did you mean "hoopla"?'),
        ("kanopi", 'Did you mean "kanopy"?'),
        ("zzz", ""),
    ],
)
def test_the_closest_known_word_is_suggested(word: str, hint: str) -> None:
    assert suggest(word, ["kanopy", "hoopla"]) == hint


def test_the_closest_word_is_given_as_it_is_known() -> None:
    assert find_closest("ex-1", ["EX-01", "XX-77"]) == "EX-01"


def test_only_errors_are_errors() -> None:
    assert has_errors([WARNING, HOOPLA])
    assert not has_errors([WARNING])
