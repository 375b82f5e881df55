"""The quick reader of YAML: what it reads has the values and the lines that the parser finds."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aviso.core import yaml_positions
from aviso.core.quick_yaml import read_quickly
from tests.support.paths import ROOT
from tests.support.random_texts import MORE, YAML_SIGNS, some

KEYS = ["a:", "b: ", "- ", "- a: ", "- b:", "a_b-1:  ", '"a": ', "? a", "a :", "2: "]
VALUES = [
    "",
    "word",
    "two words ",
    "¿qué? — sí",
    "a:b",
    "a: b",
    "a#b",
    "a #b",
    "# c",
    "~",
    "null",
    "'x: #'",
    "'it''s'",
    '"y: #"',
    '"\\n"',
    '""',
    "e\u0301",
    '"e\u0301"',
    "[a, b-1]",
    "[]",
    "[a, ~]",
    "[a b]",
    "{}",
    "- a",
    "-a",
    "---",
    "...",
    "|",
    ">-",
    "*a",
    "&a b",
    "!t b",
    "http://a.example/#b",
    "2025-01-02",
    "x\u2028y",
    "x\ty",
]
LINES = st.builds(
    lambda indent, key, value: f"{' ' * indent}{key}{value}",
    st.sampled_from([0, 0, 0, 2, 2, 4, 1, 6]),
    st.sampled_from(KEYS),
    st.sampled_from(VALUES),
)
OTHER_LINES = st.sampled_from(["", "  ", "# c", "   # c: d", "words", "  words", "-"])
TEXTS = st.lists(LINES | LINES | LINES | OTHER_LINES, max_size=7).map("\n".join)
SIGNS = st.lists(st.sampled_from([*YAML_SIGNS, "a: ", "b\n", "- c\n"]), max_size=12).map("".join)


def compare(text: str) -> bool:
    """Compare both readers; tell whether the quick one read the text."""
    quick = read_quickly(text)
    if quick is None:
        return False
    with patch.object(yaml_positions, "read_quickly", lambda text: None):
        parsed, problems = yaml_positions.parse_yaml(text, "a.yml")
    assert parsed is not None, text
    assert not problems, text
    assert quick == (parsed.value, parsed.first_line, parsed.positions, parsed.has_empty), text
    assert [*quick.value] == [*parsed.value]
    return True


@settings(some, max_examples=300 * MORE)
@given(TEXTS | SIGNS)
def test_it_reads_nothing_in_another_way(text: str) -> None:
    compare(text)


def test_it_reads_the_records() -> None:
    files = [*ROOT.glob("data/libraries/*.yml"), *ROOT.glob("data/vendors/*.yml")]
    assert files
    assert all(compare(path.read_text("utf-8")) for path in files)


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n  c\n",
        "a: b\na: c\n",
        "a: >\n  b\n",
        "a:\n- b\n",
        "a: *b\n",
        "a: b # c\n",
        "- a\n",
        "a: [b, null]\n",
        "a:\n  - - b\n",
        "a:\n    b: c\n  d: e\n",
        "",
    ],
)
def test_it_leaves_the_rest_to_the_parser(text: str) -> None:
    assert read_quickly(text) is None


def test_nothing_is_none_with_its_line() -> None:
    text = "a:\n  b:\n  c: ~\nd: ''\n"
    assert compare(text)
    found = read_quickly(text)
    assert found
    assert (found.value, found.has_empty) == ({"a": {"b": None, "c": None}, "d": ""}, True)
