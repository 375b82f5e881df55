"""Writes periods and dates in the words of a language, from the Unicode CLDR (Babel).

The CLDR has no business days and no fiscal or school years, and for some languages no units at all;
these words are in ``overrides/locales/``. If the CLDR does not name the months of a language, dates
are in digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.units import format_unit

from aviso.core.cldr import has_month_names, load_cldr
from aviso.core.partial_dates import PartialDate, WrittenDate, find_first_day

# About the number of days in ten years, in two languages.
CACHE_SIZE = 8192
BUSINESS_DAY = "business day"
# Units that the CLDR lacks in every language.
OWN_UNITS = (BUSINESS_DAY, "fiscal year", "calendar year", "school year")
# The end of the key for the form with the number one.
ONE = ".one"
# The root of the CLDR, from which all languages inherit.
ROOT = "root"
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
# Numbers that take each of the plural forms that languages have.
EVERY_PLURAL = (1, 2, 3, 5, 11, 21, 100)
# The CLDR's names of date patterns without a day: month and year, or only a year.
MONTH_AND_YEAR = "yMMMM"
YEAR = "y"


def split_period(period: str) -> tuple[int, str]:
    """Return the number and the unit of a period: 12 and "month" for "12 months"."""
    count, _, unit = period.partition(" ")
    return int(count), unit.removesuffix("s")


@lru_cache(maxsize=CACHE_SIZE)
def format_written_date(locale: str, value: WrittenDate) -> str:
    """Write a date with the precision it has: December 3, 2025; May 2018; 2018.

    The catalog adds "about" to approximate dates.
    """
    known = load_cldr(locale)
    if known is None or not has_month_names(locale):
        return value.isoformat()
    if not isinstance(value, PartialDate):
        return format_date(value, format="long", locale=known)
    skeleton = YEAR if value.month is None else MONTH_AND_YEAR
    return format_skeleton(skeleton, find_first_day(value), locale=known)


def format_period(locale: str, period: str, strings: Mapping[str, str]) -> str:
    """Write ``12 months`` in the words of a language: 12 meses.

    ``strings`` are the words of its catalog, which has the units that the CLDR lacks.
    """
    return _format_by_cldr(locale, period) or _format_by_strings(locale, period, strings)


def list_period_words(locale: str) -> dict[str, str]:
    """Return the extra keys that a language's catalog needs, with their English text."""
    return {
        _make_key(unit): f"{{count}} {unit}s"
        for unit in UNITS
        if not all(_format_by_cldr(locale, f"{count} {unit}s") for count in EVERY_PLURAL)
    }


def _make_key(unit: str) -> str:
    return f"period.{unit.replace(' ', '_')}"


@lru_cache(maxsize=CACHE_SIZE)
def _format_by_cldr(locale: str, period: str) -> str:
    """Return the period in words; "" if the CLDR lacks the unit in the language."""
    known, (count, unit) = load_cldr(locale), split_period(period)
    if known is None or unit in OWN_UNITS:
        return ""
    name = f"duration-{unit}"
    text = format_unit(count, name, length="long", locale=known)
    if name not in text:
        return text
    # If the CLDR has only the short form of a unit, Babel writes the unit's id. If it has no form,
    # Babel writes the root's, which is English: 15 m.
    text = format_unit(count, name, length="short", locale=known)
    return "" if text == format_unit(count, name, length="short", locale=ROOT) else text


def _format_by_strings(locale: str, period: str, strings: Mapping[str, str]) -> str:
    count, unit = split_period(period)
    known = load_cldr(locale)
    is_one = (known.plural_form(count) if known else "other") == "one"
    key = _make_key(unit)
    pattern = strings.get(key + ONE, strings[key]) if is_one else strings[key]
    return pattern.format(count=count)
