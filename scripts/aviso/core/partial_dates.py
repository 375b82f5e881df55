"""Dates as documents give them: a day, a month or a year, or "about" one. No day is invented.

Source: ISO 8601, 5.2.1 and 5.2.2 (calendar dates with reduced precision).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

YEAR_OR_MONTH = re.compile(r"(?P<about>about )?(?P<year>\d{4})(?:-(?P<month>\d{2}))?", re.ASCII)
WRITTEN_DATE_PATTERN = r"^(\d{4}(-\d{2}(-\d{2})?)?|about \d{4}(-\d{2})?)$"
# How far a date may be from a year or a month and still be "about" it.
ABOUT_A_YEAR = timedelta(days=366)
ABOUT_A_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class PartialDate:
    """A month, or a whole year if ``month`` is None, or a time ``about`` it.

    Raises ValueError if there is no such month or year.
    """

    year: int
    month: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        date(self.year, 1 if self.month is None else self.month, 1)

    def isoformat(self) -> str:
        """Return it as ISO 8601 writes it: 2018-05 or 2018."""
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"

    def __str__(self) -> str:
        return f"about {self.isoformat()}" if self.about else self.isoformat()

    @property
    def margin(self) -> timedelta:
        """How far the actual date may be from the given month or year."""
        if not self.about:
            return timedelta()
        return ABOUT_A_YEAR if self.month is None else ABOUT_A_MONTH


WrittenDate: TypeAlias = date | PartialDate


def parse_date(text: str) -> WrittenDate:
    """Read 2018-05-03, 2018-05, 2018, about 2018-05 or about 2018. Raises ValueError."""
    found = YEAR_OR_MONTH.fullmatch(text)
    if not found:
        return date.fromisoformat(text)
    month = int(found["month"]) if found["month"] else None
    return PartialDate(int(found["year"]), month, bool(found["about"]))


def find_first_day(value: WrittenDate) -> date:
    """Return the earliest day that the date can mean."""
    return value if isinstance(value, date) else date(value.year, value.month or 1, 1)


def find_last_day(value: WrittenDate) -> date:
    """Return the latest day that the date can mean."""
    if isinstance(value, date):
        return value
    month = value.month or 12
    return date(value.year, month, calendar.monthrange(value.year, month)[1])


def is_later(one: WrittenDate, other: WrittenDate) -> bool:
    """Tell whether ``one`` is certainly later: May 2018 is not later than May 3, 2018."""
    margins = (value.margin for value in (one, other) if isinstance(value, PartialDate))
    return find_first_day(one) - find_last_day(other) > sum(margins, timedelta())


def make_date_key(value: WrittenDate) -> tuple[date, date]:
    """Return a sort key: the first day; of two dates with the same one, the exact date is last."""
    return find_first_day(value), date.max - (find_last_day(value) - date.min)


def reduce_precision(day: date, like: WrittenDate) -> WrittenDate:
    """Return ``day`` with the precision of ``like``: as a day, a month or a year."""
    if isinstance(like, date):
        return day
    return PartialDate(day.year, None if like.month is None else day.month, like.about)
