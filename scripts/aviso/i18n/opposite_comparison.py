"""Compares words that have an opposite: at least and at most, before and after, opt in and out.

A difference is reported only if one language has more words of one side and the other has more of
the other side, whether or not a "not" before a word counts. So "not longer than 30 days" and "30
days at most" agree, and so do "erased after" and "kept until".
"""

from __future__ import annotations

from collections import Counter

from aviso.i18n.language_data import load_language_data
from aviso.i18n.opposites import PAIRS, Opposite, OppositeWords, pair_with_numbers, read_opposites
from aviso.i18n.quantities import write_numbers_in_digits

# A sentence: its language and its words.
Sentence = tuple[str, str]
Readings = tuple[OppositeWords, OppositeWords]
# The words of the two sentences that are on opposite sides.
Quotes = tuple[str, str]


def find_opposite(kind: str, one: Sentence, other: Sentence) -> Quotes | None:
    """Return the words of two sentences that are on opposite sides of a pair of ``PAIRS``.

    The sentences may be in one language or in two.
    """
    # Most sentences have no such word, so the other is often not read.
    if not (here := read_opposites(*one, kind)).found:
        return None
    if not (there := read_opposites(*other, kind)).found:
        return None
    readings = here, there
    denies_alike = _has("turns", one) == _has("turns", other)
    if kind == "order" and _has("ends", one) != _has("ends", other):
        # Data that are kept until a day are erased after it.
        return None
    if kind == "condition" and not (denies_alike and _has("only", one) == _has("only", other)):
        # "Unless" can be "if not", and "only if" with a "not".
        return None
    # A "not" may belong to another word: "groups of fewer than ten are not counted". If only one
    # sentence has a "not", it is part of the bound: "not kept longer than" and "at most".
    ways = (True,) if kind == "bound" and not denies_alike else (False, True)
    found = [_find_conflict(kind, readings, with_denials=way) for way in ways]
    if not all(found) and kind == "bound":
        found = [_find_opposite_bounds(one, other, with_denials=way) for way in ways]
    if all(found):
        return found[0]
    return _find_swapped(readings) if kind == "choice" else None


def _find_conflict(kind: str, readings: Readings, *, with_denials: bool) -> Quotes | None:
    """Return a word of each text if each has more words of a different side than the other."""
    more = Counter(readings[0].count(with_denials=with_denials))
    more.subtract(readings[1].count(with_denials=with_denials))
    first, second = PAIRS[kind]
    if more[first] * more[second] >= 0:
        return None
    sides = (first, second) if more[first] > 0 else (second, first)
    here, there = (
        reading.quote(side, with_denials=with_denials)
        for reading, side in zip(readings, sides, strict=True)
    )
    return here, there


def _find_swapped(readings: Readings) -> Quotes | None:
    """Find both sides in both texts, in reverse order: "off until on" and "on until off"."""
    here, there = ([one.side for one in reading.found] for reading in readings)
    if len(here) == 2 and here[0] != here[1] and here == there[::-1]:
        return readings[0].found[0].text, readings[1].found[0].text
    return None


def _find_opposite_bounds(one: Sentence, other: Sentence, *, with_denials: bool) -> Quotes | None:
    """Find a number that has a different bound in each sentence."""
    here, there = (_read_bounds_of_numbers(*sentence) for sentence in (one, other))
    for number in here.keys() & there.keys():
        sides = [
            {bound.name_side(with_denials=with_denials) for bound in bounds[number]}
            for bounds in (here, there)
        ]
        if not sides[0] & sides[1]:
            return here[number][0].text, there[number][0].text
    return None


def _read_bounds_of_numbers(locale: str, text: str) -> dict[str, list[Opposite]]:
    digits = write_numbers_in_digits(text, locale)
    return pair_with_numbers(read_opposites(locale, digits, "bound"), digits)


def _has(meaning: str, sentence: Sentence) -> bool:
    locale, text = sentence
    return load_language_data(locale).has(meaning, text)
