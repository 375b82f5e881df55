"""Finds the dates of a text: those of ISO 8601, and those in the words of its language."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel import Locale

from aviso.i18n.language_data import load_language_data

# A day in a list of days: 3, 3rd, 3.º
DAY = re.compile(r"\d{1,2}(?:[^\W\d_]{1,2}|\.º)?")
ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def may_have_date(text: str, locale: str) -> bool:
    """Tell whether a pattern for dates can match: a date has a digit, or a word for the day."""
    return _make_sign_of_dates(locale).search(text) is not None


@lru_cache
def _make_sign_of_dates(locale: str) -> re.Pattern[str]:
    words = map(re.escape, load_language_data(locale).day_words)
    return re.compile("|".join((r"\d", *words)), re.IGNORECASE)


def spell_out_days(text: str, locale: str) -> str:
    """Return a text in which each day has its month: December 24 and December 25."""
    if not may_have_date(text, locale):
        return text
    for pattern in _make_list_patterns(locale):
        text = pattern.sub(_spell_out, text)
    return text


def _spell_out(match: re.Match[str]) -> str:
    """Return all days in the form of the one that has its month."""
    before = after = ""
    if match.start("month") < match.start("days"):
        before = match["month"] + match["link"]
    else:
        after = match["link"] + match["month"]
    return DAY.sub(lambda day: f"{before}{day[0]}{after}", match["days"])


@lru_cache
def _make_list_patterns(locale: str) -> tuple[re.Pattern[str], ...]:
    forms = load_language_data(locale).day_lists
    names = _name_months(locale) if forms else {}
    return tuple(_make_list_pattern(form, names) for form in forms)


def _make_list_pattern(form: str, names: dict[str, str]) -> re.Pattern[str]:
    """Return the pattern of a form in which {month} and {Month} stand, without groups of theirs."""
    return re.compile(form.replace("{month}", names["month"]).replace("{Month}", names["Month"]))


def _name_months(locale: str) -> dict[str, str]:
    """Return patterns for the names of the months: in any case, and capitalized.

    Where only capitalized names are months, "may" and "march" are words of other kinds as well.
    """
    months = _sort_longest_first(_number_months(locale))
    return {"month": "|".join(months), "Month": "|".join(one.capitalize() for one in months)}


@lru_cache
def make_date_patterns(locale: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for dates, the fullest form first; matches go to ``read_date``."""
    forms = load_language_data(locale).date_forms
    names = _name_months(locale) if forms else {}
    return (ISO_DATE, *(_make_pattern(form, names) for form in forms))


def _make_pattern(form: str, names: dict[str, str]) -> re.Pattern[str]:
    """Return the pattern of a form, in which {month} and {Month} stand for the names of months."""
    for key, found in names.items():
        form = form.replace(f"{{{key}}}", f"(?P<month>{found})")
    return re.compile(form)


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
    """Return the date of a match with its precision: 2025-12-03, 2025-12 or 12-03.

    None if the calendar has no such date.
    """
    if match.re is ISO_DATE:
        return match[0]
    parts = match.groupdict()
    month = _number_months(locale)[parts["month"].lower()]
    written_day = parts.get("day")
    words = load_language_data(locale).day_words
    day = words.get((written_day or "").lower(), written_day)
    try:
        date(int(parts.get("year") or 2000), month, int(day or 1))
    except ValueError:
        return None
    fields = (parts.get("year"), f"{month:02}", f"{int(day):02}" if day else None)
    return "-".join(field for field in fields if field)
