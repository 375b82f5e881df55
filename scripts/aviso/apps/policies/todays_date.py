"""Recognizes a line that holds nothing but the day on which its page was read.

Such a line changes daily. A line with any other day is the date of the policy, which counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from babel import Locale

from aviso.i18n.language_data import list_languages

LABEL = re.compile(r"^\W*(?:(?:date|fecha|day|d[ií]a)\s*:)?", re.IGNORECASE)
# What may stand in a date beside its day, month and year.
FILLER = re.compile(r"\b(?:of|the|de|del|el)\b|(?<=\d)(?:st|nd|rd|th)\b|\W+", re.IGNORECASE)
LEADING_ZERO = re.compile(r"\b0(?=\d)")
LONGEST = 60


class Days:
    """The days on which a page is read, and the ways to write them."""

    def __init__(self, days: Iterable[date] = ()) -> None:
        # Elsewhere, it may already be tomorrow, or still yesterday.
        near = {one + timedelta(shift) for one in days for shift in (-1, 0, 1)}
        self._written = {form for one in near for form in _list_forms(one)}

    def has_line(self, text: str) -> bool:
        """Tell whether a text is one of the days, with its weekday or a label or without."""
        return (
            bool(self._written)
            and len(text) <= LONGEST
            and _simplify(LABEL.sub("", text)) in self._written
        )


def _simplify(text: str) -> str:
    words = LEADING_ZERO.sub("", FILLER.sub(" ", text).casefold()).split()
    return " ".join(words)


def _list_forms(day: date) -> Iterator[str]:
    """Yield the ways to write a day, simplified, with its weekday in front and without."""
    year, number, month = day.year, day.day, day.month
    yield from (f"{year} {month} {number}",)
    for short in (year, year % 100):
        yield from (f"{month} {number} {short}", f"{number} {month} {short}")
    for language in list_languages():
        locale = Locale.parse(language)
        months = {names[month] for names in _list_names(locale.months)}
        weekdays = {"", *(names[day.weekday()] for names in _list_names(locale.days))}
        for name in months:
            for form in (f"{name} {number} {year}", f"{number} {name} {year}"):
                yield from (_simplify(f"{weekday} {form}") for weekday in weekdays)


def _list_names(names: Mapping[str, Any]) -> Iterator[dict[int, str]]:
    return (names["format"][width] for width in ("wide", "abbreviated"))
