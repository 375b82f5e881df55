"""YAML as plain values that know their lines."""

from __future__ import annotations

from typing import Any

import pytest

from aviso.core.yaml_positions import MAXIMUM_DEPTH, PositionedValue, parse_yaml


def value_of(text: str) -> Any:
    """The value of a sound text."""
    marked, problems = parse_yaml(text, "a.yml")
    assert marked and not problems
    return marked.value


def marked(text: str) -> PositionedValue:
    """The marked value of a sound text."""
    found, _ = parse_yaml(text, "a.yml")
    assert found
    return found


def complaints(text: str) -> list[str]:
    """What is wrong with a text, as line and message."""
    return [f"{problem.line}: {problem.message}" for problem in parse_yaml(text, "a.yml")[1]]


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "4005", "010", "12:30", "1e3", "0x1F", "2025-12-03", ".inf", "on", "1_000"],
)
def test_what_yaml_would_turn_into_something_else_stays_a_text(written: str) -> None:
    assert value_of(f"a: {written}") == {"a": written}


@pytest.mark.parametrize("written", ["", " ~", " null", " Null", "   # nothing yet"])
def test_nothing_is_none(written: str) -> None:
    assert value_of(f"a:{written}\n") == {"a": None}


@pytest.mark.parametrize("written", ['""', "'null'", '"~"'])
def test_what_stands_in_quotes_is_a_text(written: str) -> None:
    assert value_of(f"a: {written}") == {"a": written.strip("\"'")}


def test_lists_and_mappings_are_plain() -> None:
    assert value_of("a:\n  - b: [c, 'd: e']\n    f: |\n      g\n      h\n") == {
        "a": [{"b": ["c", "d: e"], "f": "g\nh\n"}]
    }


def test_every_key_and_entry_knows_its_line() -> None:
    found = marked("# first\na:\n  - b: c\n    d:\n      - e\n      - f\ng: h\n")
    expected = {
        (): 2,
        ("a",): 2,
        ("a", 0): 3,
        ("a", 0, "b"): 3,
        ("a", 0, "d"): 4,
        ("a", 0, "d", 0): 5,
        ("a", 0, "d", 1): 6,
        ("g",): 7,
    }
    assert {path: found.find_line(path) for path in expected} == expected
    assert all(found.has(path) for path in expected) and not any(
        found.has(path) for path in (("b",), ("a", 1), ("a", "b"), ("g", 0), ("a", 0, "d", 2))
    )


def test_a_text_of_several_lines_is_at_its_key() -> None:
    assert marked("a:\n  b: >\n    c\n    d\n").find_line(("a", "b")) == 2


def test_what_is_not_there_is_at_what_stands_above_it() -> None:
    assert marked("a: b\nc:\n  d: e\n").find_line(("c", "x", 7)) == 2


def test_a_key_that_stands_twice_is_told_with_both_lines_and_the_rest_is_read() -> None:
    found, problems = parse_yaml("a: b\nc: d\na: e\n", "a.yml")
    assert [str(problem) for problem in problems] == [
        'a.yml, line 3: the key "a" appears twice (first in line 1). Delete one of the two.'
    ]
    assert found and found.value == {"a": "e", "c": "d"} and found.find_line(("a",)) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\n\tb: 2\n", "2: is indented with a tab"),
        ("a:\n  b: c\n d: e\n", "3: is indented differently from the lines around it"),
        ("a: b: c\n", '1: has a second ":" in a line'),
        ("a: b\n  c: d\n", '2: has a second ":" in a line'),
        ("a: b\nc:d\ne: f\n", '2: lacks a ":" after a key'),
        ('a: "b\nc: d\n', "1: has a quotation mark that is never closed"),
        ('a: "b\nc: "d"\ne: f\n', "1: has a quotation mark that is never closed"),
        ("a: 'b\nc: d\n", "1: has a quotation mark that is never closed"),
        ("a: [b, c\nd: e\n", "1: has a bracket or brace that is never closed"),
        ('a: "b" c\n', "1: has text after a closing quotation mark"),
        ("a: “b: c”\n", "1: has a curly quotation mark around a text"),
        ("a:\n  -b: c\n  - d\n", "2: has no space after the hyphen"),
        ('a: "\\p"\n', '1: has a backslash "\\" between double quotation marks'),
        ("a: @b\n", "1: has a character here that cannot begin a value"),
        ("a: &b c\n", '1: uses an anchor or alias ("&b")'),
        ("a: *b\n", '1: uses an anchor or alias ("*b")'),
        ("a: !!int 3\n", '1: uses a tag ("!!int")'),
        ("a: !b c\n", '1: uses a tag ("!b")'),
        ("a: b\n---\nc: d\n", '2: contains a second document after "---"'),
        ("{a: b}: c\n", "1: has brackets or braces in the place of a key"),
        ("a: b\n...\nc\n", "3: cannot be read as YAML"),
        ("a: \x07\n", "1: contains a character that YAML does not allow"),
    ],
)
def test_a_slip_is_told_in_plain_words_where_it_is(text: str, told: str) -> None:
    assert complaints(text) == [told]


def test_a_mark_before_the_only_document_is_allowed() -> None:
    assert value_of("---\na: b\n") == {"a": "b"}


def test_a_text_in_quotes_over_two_lines_is_no_slip() -> None:
    assert value_of('a: "b\n  c"\n') == {"a": "b c"}


@pytest.mark.parametrize(("levels", "is_told"), [(MAXIMUM_DEPTH, False), (MAXIMUM_DEPTH + 1, True)])
def test_nesting_has_an_end(levels: int, is_told: bool) -> None:
    assert bool(complaints("[" * levels + "]" * levels)) == is_told


def test_an_empty_text_is_none() -> None:
    assert value_of("# nothing\n") is None
