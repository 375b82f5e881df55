"""Finds what a language can say in several ways: how often, holidays, days in digits, ages.

"Twice a year" is "cada seis meses", "under 13" is "12 años o menos", and "the Fourth of July" is
"el 4 de julio". The words are under ``equal_forms`` in ``words/<language>.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from aviso.core.any_case import AnyCase
from aviso.i18n.dates import make_date_patterns, read_date
from aviso.i18n.language_data import load_language_data
from aviso.i18n.quantities import DIGIT, IN_HOURS, IN_MONTHS, write_numbers_in_digits
from aviso.i18n.text_patterns import WORD

FREQUENCY, DAY, GRADES, BOUND = "frequency", "day", "grades", "bound"
# What a frequency counts, besides the units with a fixed length.
WORKDAY = "workday"
# Weeks and months have no common length.
HOURS, MONTHS = "hours", "months"
# 6/3/2024 is June 3 or March 6: people of the United States write the month first, Spanish speakers
# the day. A year of two digits is not written with dots.
DIGITS_DATE = re.compile(
    r"(?<![\d/.-])(?P<first>\d{1,2})(?:(?P<mark>[/-])(?P<second>\d{1,2})(?P=mark)"
    r"(?P<year>(?:19|20)?\d{2})|\.(?P<second_dot>\d{1,2})\.(?P<year_dot>(?:19|20)\d{2}))(?![\d/-])"
)
# A date in digits, or an age such as 65+.
IN_DIGITS = re.compile(r"\d[/.-]\d{1,2}[/.-]\d|\d\+")
# A year of two digits up to this one is of this century.
LAST_SHORT_YEAR = 60


class Form(NamedTuple):
    """An expression in a text: what it is about, its possible meanings, its place, its words.

    ``is_exact`` is False if the comparison of quantities knows the expression as well.
    """

    about: str
    meanings: frozenset[str]
    start: int
    end: int
    words: str
    is_exact: bool = True
    # A bound: its side (upper or lower) and its number.
    side: str = ""
    number: int = 0


@lru_cache(maxsize=16_384)
def find_forms(prose: str, locale: str) -> tuple[str, tuple[Form, ...]]:
    """Return a text with its numbers in digits, and the expressions in it."""
    signs = _list_signs(locale)
    if signs.isdisjoint(WORD.findall(prose.lower())) and not (signs and IN_DIGITS.search(prose)):
        return prose, ()
    text = write_numbers_in_digits(prose, locale)
    found: list[Form] = []
    with_number = (_find_grades, _find_bounds) if DIGIT.search(text) else ()
    for find in (_find_frequencies, _find_days, *with_number):
        for form in find(text, locale):
            if not any(form.start < one.end and one.start < form.end for one in found):
                found.append(form)
    return text, tuple(found)


@lru_cache
def _list_signs(locale: str) -> frozenset[str]:
    """Return words of which a text with such an expression has at least one."""
    return frozenset(load_language_data(locale).equal_forms.get("signs", ()))


# How often


class _Named(NamedTuple):
    """Expressions by what they mean, and one pattern for all: most texts have none of them."""

    any_of: AnyCase
    patterns: dict[str, AnyCase]

    def find_all(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield what is meant, and its place, one expression after the other."""
        for meant, pattern in self.patterns.items() if self.any_of.is_in(text) else ():
            for match in pattern.find_all(text):
                yield meant, match


def _name_expressions(expressions: dict[str, str]) -> _Named:
    return _Named(
        _compile_word("|".join(expressions.values())),
        {meant: _compile_word(words) for meant, words in expressions.items()},
    )


def _compile_word(words: str) -> AnyCase:
    return AnyCase(rf"\b(?:{words})(?!\w)")


@lru_cache
def _make_frequency_patterns(locale: str) -> tuple[AnyCase, AnyCase, _Named]:
    words = load_language_data(locale)
    data = words.equal_forms
    units = "|".join(
        f"(?P<{unit}>{words.units[unit]})"
        for unit in (WORKDAY, *IN_HOURS, *IN_MONTHS)
        if unit in words.units
    )
    every = AnyCase(
        rf"\b(?:(?P<other>{data['every_other']})|(?:{data['every']})(?: (?P<number>\d{{1,3}}))?)"
        rf" (?:{units})(?!\w)"
    )
    times = AnyCase(
        rf"\b(?:(?P<number>\d{{1,3}}) {data['times_word']}|(?P<word>{'|'.join(data['multiples'])}))"
        rf" (?:{data['times_after']}) (?:{units})(?!\w)"
    )
    return every, times, _name_expressions(data["frequencies"])


def _find_frequencies(text: str, locale: str) -> Iterator[Form]:
    every, times, named = _make_frequency_patterns(locale)
    multiples = load_language_data(locale).equal_forms["multiples"]
    for values, match in named.find_all(text):
        meanings = frozenset(_name_interval(*one.split(" ")) for one in values.split("|"))
        yield Form(FREQUENCY, meanings, *match.span(), match[0])
    for match in times.find_all(text):
        number = int(match["number"] or multiples[match["word"].lower()])
        if number:
            yield _make_frequency(match, 1 / number)
    for match in every.find_all(text):
        yield _make_frequency(match, 2 if match["other"] else int(match["number"] or 1))


def _make_frequency(match: re.Match[str], count: float) -> Form:
    unit = next(
        name for name in (WORKDAY, *IN_HOURS, *IN_MONTHS) if match.groupdict().get(name) is not None
    )
    return Form(FREQUENCY, frozenset({_name_interval(str(count), unit)}), *match.span(), match[0])


def _name_interval(count: str, unit: str) -> str:
    """Return a length of time in one form: 168 hours for a week, 12 months for a year."""
    for name, units in ((HOURS, IN_HOURS), (MONTHS, IN_MONTHS)):
        if unit in units:
            return f"{float(count) * units[unit]:.3f} {name}"
    return f"{float(count):.3f} {unit}"


# Days


@lru_cache
def _make_holiday_patterns(locale: str) -> _Named:
    return _name_expressions(load_language_data(locale).equal_forms["holidays"])


def _find_days(text: str, locale: str) -> Iterator[Form]:
    for days, match in _make_holiday_patterns(locale).find_all(text):
        yield Form(DAY, frozenset(days.split("|")), *match.span(), match[0])
    for match in DIGITS_DATE.finditer(text):
        if days_meant := _read_digits(match):
            yield Form(DAY, days_meant, *match.span(), match[0])


@lru_cache(maxsize=4096)
def find_days_in_words(text: str, locale: str) -> tuple[Form, ...]:
    """Return the dates in words, which the comparison of quantities knows as well."""
    return tuple(
        Form(DAY, frozenset({day}), *match.span(), match[0], is_exact=False)
        for written in make_date_patterns(locale)
        for match in written.finditer(text)
        if (day := read_date(match, locale))
    )


def _read_digits(match: re.Match[str]) -> frozenset[str]:
    """Return the days that a date in digits can mean, month first or day first."""
    first, second = int(match["first"]), int(match["second"] or match["second_dot"])
    written = match["year"] or match["year_dot"]
    century = "" if len(written) == 4 else "20" if int(written) <= LAST_SHORT_YEAR else "19"
    found = set()
    for month, day in ((first, second), (second, first)):
        try:
            found.add(date(int(century + written), month, day).isoformat())
        except ValueError:
            continue
    return frozenset(found)


# Grades and ages


def _find_grades(text: str, locale: str) -> Iterator[Form]:
    for match in _compile(load_language_data(locale).equal_forms["grades"]).find_all(text):
        yield Form(GRADES, frozenset({match["number"]}), *match.span(), match[0])


def _find_bounds(text: str, locale: str) -> Iterator[Form]:
    """Yield ages and counts of people with a bound, and the numbers that they end with.

    Under 13 is 12 at most. Over 17 may include 17: people say so of 17 as well.
    """
    for kind, expressions in load_language_data(locale).equal_forms["bounds"].items():
        side = "upper" if kind in ("below", "at_most") else "lower"
        for expression in expressions:
            pattern = expression.replace("{number}", r"(?P<number>\d{1,3})(?![\d.,:/%-]*\d)")
            for match in _compile(pattern).find_all(text):
                number = int(match["number"])
                ends = {
                    "below": {number - 1},
                    "above": {number, number + 1},
                }.get(kind, {number})
                yield Form(
                    BOUND,
                    frozenset(map(str, ends)),
                    *match.span(),
                    match[0],
                    is_exact=False,
                    side=side,
                    number=number,
                )


@lru_cache
def _compile(expression: str) -> AnyCase:
    return AnyCase(expression)
