"""Finds the retention periods that a text states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aviso.i18n.language_data import load_language_data
from aviso.i18n.quantities import (
    make_unit_pattern,
    remove_counted_units,
    split_counted_units,
    write_numbers_in_digits,
)
from aviso.i18n.sentences import split_sentences

# The units in a language's file of words, with their names in records.
UNITS = {
    "second": "second",
    "minute": "minute",
    "hour": "hour",
    "workday": "business day",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
}
# How far before a number "at most" or "at least" may be to belong to it.
NEAR = 24
# The place where the words around another number begin.
ANOTHER = re.compile(r"[\d;:.]")


@dataclass(frozen=True)
class StatedPeriod:
    """A length of time in a text; ``bound`` is "at_most", "at_least" or ""."""

    count: float
    unit: str
    bound: str
    words: str


@lru_cache(maxsize=4096)
def find_stated_periods(text: str, locale: str) -> tuple[StatedPeriod, ...]:
    """Return the lengths of time in the sentences that are about keeping or deleting.

    There are none in a language without a file of words.
    """
    data = load_language_data(locale)
    found: list[StatedPeriod] = []
    for sentence in split_sentences(text):
        if not data.has("keeping", sentence):
            continue
        line = write_numbers_in_digits(sentence, locale)
        # In the order of the file: "10 días hábiles" are business days before they are days.
        for unit in data.units:
            if unit in UNITS:
                for words, count, before, after in split_counted_units(line, locale, unit):
                    bound = _find_bound(before, after, locale)
                    found.append(StatedPeriod(count, UNITS[unit], bound, words))
                line = remove_counted_units(line, locale, unit)
                found += _find_single_units(line, locale, unit)
    return tuple(found)


def _find_single_units(line: str, locale: str, unit: str) -> Iterator[StatedPeriod]:
    """Yield each unit with an article instead of a number: a year, un año."""
    data = load_language_data(locale)
    for match in make_unit_pattern(locale, unit).find_all(line):
        before = line[: match.start()]
        if data.has("a_single", before):
            bound = _find_bound(before, line[match.end() :], locale)
            yield StatedPeriod(1.0, UNITS[unit], bound, match[0])


def _find_bound(before: str, after: str, locale: str) -> str:
    """Return the bound in the words right before or after a length of time, or ""."""
    data = load_language_data(locale)
    before, after = ANOTHER.split(before)[-1][-NEAR:], ANOTHER.split(after)[0][:NEAR]
    for bound in ("at_most", "at_least"):
        if data.has(bound, before) or data.has(f"{bound}_after", after):
            return bound
    return ""
