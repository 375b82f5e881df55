"""Finds the dates of a text: those of ISO 8601 in every language, others in English and Spanish."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel import Locale

ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
SPANISH_FIRST_DAY = {"primero": "1", "uno": "1"}
MAY_BEGIN_DATE = re.compile(rf"\d|{'|'.join(SPANISH_FIRST_DAY)}", re.IGNORECASE)


def may_have_date(text: str) -> bool:
    """Tell whether a pattern for dates can match: a date has a digit, or begins with a word."""
    return MAY_BEGIN_DATE.search(text) is not None


@lru_cache
def make_date_patterns(locale: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for dates, the fullest form first; matches go to ``read_date``."""
    forms = {"en": _make_english_patterns, "es": _make_spanish_patterns}.get(locale)
    return (ISO_DATE, *forms()) if forms else (ISO_DATE,)


def _make_english_patterns() -> list[re.Pattern[str]]:
    # Only capitalized: "may" and "march" are words of other kinds as well.
    month = "|".join(name.capitalize() for name in _sort_longest_first(_number_months("en")))
    return [
        re.compile(
            rf"\b(?P<month>{month})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"(?:,? (?P<year>\d{{4}}))?\b"
        ),
        re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{month})\b\.?(?:,? (?P<year>\d{{4}}))?\b"),
        re.compile(rf"\b(?P<month>{month})\b\.?,? (?P<year>\d{{4}})\b"),
    ]


def _make_spanish_patterns() -> list[re.Pattern[str]]:
    month = "|".join(_sort_longest_first(_number_months("es")))
    return [
        re.compile(
            rf"\b(?P<day>\d{{1,2}}|primero|uno)(?:\.?º)? de (?P<month>{month})\b\.?"
            rf"(?:,? (?:de(?:l)? )?(?:año )?(?P<year>\d{{4}}))?\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?P<month>{month})\b\.? (?:de(?:l)? )?(?:año )?(?P<year>\d{{4}})\b", re.IGNORECASE
        ),
    ]


def _sort_longest_first(names: dict[str, int]) -> list[str]:
    return sorted(names, key=len, reverse=True)


@lru_cache
def _number_months(locale: str) -> dict[str, int]:
    """Return the number of each month by its names in lowercase letters, long and short."""
    names = Locale.parse(locale).months["format"]
    return {
        name.lower().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in names[width].items()
    }


def read_date(match: re.Match[str], locale: str) -> str | None:
    """Return the date of a match as far as it says: 2025-12-03, 2025-12 or 12-03.

    None if the calendar has no such date.
    """
    if match.re is ISO_DATE:
        return match[0]
    parts = match.groupdict()
    month = _number_months(locale)[parts["month"].lower()]
    written_day = parts.get("day")
    day = SPANISH_FIRST_DAY.get((written_day or "").lower(), written_day)
    try:
        date(int(parts.get("year") or 2000), month, int(day or 1))
    except ValueError:
        return None
    fields = (parts.get("year"), f"{month:02}", f"{int(day):02}" if day else None)
    return "-".join(field for field in fields if field)
