"""Patterns for words in any case match as ``re.IGNORECASE`` does, only sooner."""

from __future__ import annotations

import re

import pytest

from aviso.core.any_case import AnyCase
from aviso.i18n.language_data import (
    MEANINGS,
    _join_patterns,
    list_languages,
    load_language_data,
)
from tests.support.paths import RICH

EXPRESSIONS = (
    r"\b(?:no|nunca|ni)\b(?!\. ?\d)",
    r"(?<!\w)(?P<number>\d+) ?(?:USD|€)(?!\w)",
    r"\W\bNo\S*\b\(x\)|[A-C]+\d",
    r"Civil\s*Code\s*§",
    r"\b(?:(?-i:may|May (?:we|I))|can)\b",
)
TEXTS = (
    "NO, nunca; Ni No. 5 tampoco.",
    "It costs 12 usd or 15 USD, 3 €.",
    "see CIVIL  code § 3, or B12, and (X) NObody(X)",
    "ÁÉÍ ningún NINGÚN",
    "In May we can, and CAN; MAY I? You may. May I?",
    "",
)


@pytest.mark.parametrize("expression", EXPRESSIONS)
@pytest.mark.parametrize("text", TEXTS)
def test_it_matches_as_a_pattern_that_ignores_case(expression: str, text: str) -> None:
    plain, pattern = re.compile(expression, re.IGNORECASE), AnyCase(expression)
    spans = [found.span() for found in plain.finditer(text)]
    assert [found.span() for found in pattern.find_all(text)] == spans
    assert pattern.count(text) == len(spans) and pattern.is_in(text) == bool(spans)
    first = pattern.search(text)
    assert (first.span() if first else None) == (spans[0] if spans else None)
    assert pattern.remove(text) == plain.sub(" ", text)
    assert pattern.sub(lambda found: found[0] * 2, text) == plain.sub(r"\g<0>\g<0>", text)


def test_the_words_of_each_language_match_in_small_and_in_capital_letters() -> None:
    texts = [path.read_text("utf-8") for path in sorted(RICH.glob("docs/*/*/index.md"))]
    assert len(texts) > 3
    for locale in list_languages():
        words = load_language_data(locale)
        for meaning in MEANINGS:
            pattern = words.meanings[meaning]
            plain = re.compile(pattern.expression, re.IGNORECASE)
            for text in (*texts, *map(str.upper, texts)):
                assert pattern.count(text) == len(plain.findall(text)), (locale, meaning)


@pytest.mark.parametrize(
    "expressions",
    [
        [r"\bnot\b", r"n't\b", r"\bno\b(?!\.? ?\d)", r"\bnobody\b"],
        # The first that matches counts, although a later one is longer.
        [r"\bno\b", r"no one", r"\bno one\b"],
        # Only one of two alternatives begins with a word, or each does in its own way.
        [r"\bon|no", r"\bnot|\bno"],
        [r"\b(?:on|no)\b", r"\b[|(n]o", r"\bo\|n|t"],
        [r"\bis(?:n't| (?:not|no))", r"\bis"],
    ],
)
def test_expressions_that_are_joined_match_as_alternatives_do(expressions: list[str]) -> None:
    plain = re.compile("|".join(f"(?:{one})" for one in expressions), re.IGNORECASE)
    text = "No one isn't on; nobody is not, no 5 is. Knot (on|not) no|on no. 7 t"
    found = [one.span() for one in _join_patterns(expressions).find_all(text)]
    assert found == [one.span() for one in plain.finditer(text)] and found


def test_neighbors_share_the_boundary_of_a_word() -> None:
    assert _join_patterns([r"\bnot\b", r"\bno\b", "n't"]).expression.count(r"\b(?:") == 1
