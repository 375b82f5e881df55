"""Finds in one language the words that have an opposite: at least and at most, before and after.

Languages can say the same thing from both sides: "not longer than" is "at most". So a text has two
readings, with and without the "not" before a word, and ``opposite_comparison`` compares both.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from aviso.i18n.language_data import CLAUSE_END, LanguageData, load_language_data

# The two sides of each pair of opposites, by the kind of difference.
PAIRS: dict[str, tuple[str, str]] = {
    "bound": ("least", "most"),
    "order": ("before", "after"),
    "choice": ("in", "out"),
    "condition": ("if", "unless"),
}
OTHER_SIDE = {
    side: other for pair in PAIRS.values() for side, other in (pair, tuple(reversed(pair)))
}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# How far a bound may be from its number: "3 full fiscal years as a minimum".
REACH = 30


@dataclass(frozen=True)
class Opposite:
    """A word or phrase of one side, its position, and whether a "not" before it reverses it."""

    side: str
    text: str
    start: int
    end: int
    is_turned: bool = False

    def name_side(self, *, with_denials: bool) -> str:
        """Return the side of the word, with or without the "not" before it."""
        return OTHER_SIDE[self.side] if with_denials and self.is_turned else self.side


@dataclass(frozen=True)
class OppositeWords:
    """The words of a text on one pair of opposites, in the order of the text."""

    found: tuple[Opposite, ...]

    def count(self, *, with_denials: bool) -> Counter[str]:
        """Count the words of each side."""
        return Counter(one.name_side(with_denials=with_denials) for one in self.found)

    def quote(self, side: str, *, with_denials: bool) -> str:
        """Return the first words of a side."""
        return next(
            one.text for one in self.found if one.name_side(with_denials=with_denials) == side
        )


@lru_cache(maxsize=16_384)
def read_opposites(locale: str, text: str, kind: str) -> OppositeWords:
    """Return the words of a text on one pair of opposites."""
    words = load_language_data(locale)
    pattern = words.opposites.get(kind)
    if pattern is None:
        return OppositeWords(())
    text = text.lower()
    return OppositeWords(
        tuple(_make_opposite(words, text, found) for found in pattern.finditer(text))
    )


def _make_opposite(words: LanguageData, text: str, found: re.Match[str]) -> Opposite:
    side, form = str(found.lastgroup).split("_")
    is_turned = form == "words" and words.has("turns", _take_clause_before(text, found.start()))
    return Opposite(side, found[0], found.start(), found.end(), is_turned)


def _take_clause_before(text: str, end: int) -> str:
    start = max((found.end() for found in CLAUSE_END.finditer(text, 0, end)), default=0)
    return text[start:end]


def pair_with_numbers(reading: OppositeWords, text: str) -> dict[str, list[Opposite]]:
    """Return the bounds in a text by the number that is nearest to each.

    The numbers of the text are in digits, as ``reading`` found it.
    """
    numbers = list(NUMBER.finditer(text))
    found: dict[str, list[Opposite]] = {}
    for bound in reading.found:
        # "1 mínimo" is "un mínimo": that is not its number.
        others = [one for one in numbers if one.end() <= bound.start or one.start() >= bound.end]
        nearest = min(others, key=lambda one: _measure_distance(bound, one), default=None)
        if nearest and _measure_distance(bound, nearest) <= REACH:
            found.setdefault(nearest[0], []).append(bound)
    return found


def _measure_distance(bound: Opposite, number: re.Match[str]) -> int:
    """Return the characters between a bound and a number; slightly more if the number is first."""
    return (
        number.start() - bound.end
        if number.start() >= bound.end
        else bound.start - number.end() + 1
    )
