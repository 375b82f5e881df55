"""Checks the dates and periods in data/, and says in plain words what is wrong."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from aviso.core.partial_dates import WRITTEN_DATE_PATTERN, PartialDate, parse_date

PERIOD_UNITS = "second|minute|hour|day|business day|week|month|year"
PERIOD_PATTERN = rf"^[1-9][0-9]{{0,3}} ({PERIOD_UNITS})s?$"
# How documents write periods that have another form in ``data/``.
NUMBERS = ("an?|one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
OTHER_WORDS = {
    **{words: str(number) for number, words in enumerate(NUMBERS, 1)},
    "twelve": "12",
    "(?:working|work|workday) ?days?": "business days",
    "calendar days?": "days",
    "hrs?": "hours",
    "mins?": "minutes",
    "secs?": "seconds",
    "yrs?": "years",
    "half 1 year": "6 months",
}
PART_OF_A_YEAR = re.compile(r"^(\d{1,2}\.(?:5|25|75)) years?$")
PERIOD_EXAMPLES = "15 minutes, 10 business days or 12 months"
DATE_PATTERN = r"^\d{4}-\d{2}-\d{2}$"


def check_date(value: Any) -> Any:
    """Return the day that is written as 2025-12-03. Raises ValueError."""
    if isinstance(value, date):
        return value
    if not (isinstance(value, str) and re.fullmatch(DATE_PATTERN, value)):
        raise ValueError(f'"{value}" is not a date; write year-month-day, like 2025-12-03')
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(
            f'"{value}" is a day that does not exist; write year-month-day, like 2025-12-03'
        ) from None


def check_written_date(value: Any) -> Any:
    """Return a date with the precision it is written with: 2025-12-03, 2025-12, 2025, about 2025.

    Raises ValueError.
    """
    if isinstance(value, date | PartialDate):
        return value
    if not (isinstance(value, str) and re.fullmatch(WRITTEN_DATE_PATTERN, value)):
        if isinstance(value, str) and value.startswith("http"):
            raise ValueError(
                f'"{value}" is an address, not a date; write the address of a copy under '
                "archived_at, and here the date"
            )
        raise ValueError(
            f'"{value}" is not a date; write year-month-day, like 2025-12-03, or as much of it as '
            "the document gives: 2025-12, 2025 or about 2025"
        )
    try:
        return parse_date(value)
    except ValueError:
        raise ValueError(
            f'"{value}" is a date that does not exist; write year-month-day, like 2025-12-03'
        ) from None


def check_period(value: str) -> str:
    """Return a period, such as 12 months, unchanged. Raises ValueError."""
    if not re.fullmatch(PERIOD_PATTERN, value):
        raise ValueError(refuse_period(value, PERIOD_PATTERN, PERIOD_EXAMPLES))
    return value


def refuse_period(value: str, pattern: str, examples: str) -> str:
    """Return what is wrong with a period that does not match ``pattern``, and how to write it."""
    text = " ".join(value.lower().strip(". ").split())
    meant = re.sub(r"^(\d+)(?=[a-z])", r"\1 ", text)
    for written, plain in OTHER_WORDS.items():
        meant = re.sub(rf"(?<!\w)(?:{written})(?!\w)", plain, meant)
    meant = PART_OF_A_YEAR.sub(lambda found: f"{float(found[1]) * 12:g} months", meant)
    how = (
        f"write {meant}"
        if meant != value and re.fullmatch(pattern, meant)
        else f"write a number and a unit, like {examples}"
    )
    return f'"{value}" is not a period; {how}'
