"""Rules on completed actions with a day after the day of the run.

This module reads no clock: the day comes from the caller. No part of a site depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aviso.core.diagnostics import Diagnostic
from aviso.core.partial_dates import find_first_day, parse_date
from aviso.core.rules import Rule
from aviso.model.records import Records
from aviso.model.references import EACH, Path, find_values

DAY_TO_COME = Rule(
    "facts/day-to-come",
    "A completed action has a day in the future",
    why="A review, a check or a decision cannot be later than today. Readers would think that "
    "somebody has checked the fact, and aviso due would not list it.",
    cure="Look up the right day, and correct it. If only the year is wrong, correct the year.",
    severity="warning",
    example="checked_on: 2062-02-10, in place of 2026-02-10",
)
# The days of completed actions. Days that may be in the future, such as the effective date of an
# adopted policy, are not among them.
DONE_IN_A_LIBRARY: tuple[Path, ...] = (
    ("documents", EACH, "adopted"),
    ("documents", EACH, "reviewed"),
    ("documents", EACH, "archived"),
    ("contacts", EACH, "verification", "date"),
    ("documents", EACH, "checked", "on"),
    ("vendors", EACH, "used_since"),
    ("vendors", EACH, "since"),
    ("vendors", EACH, "evidence", "date"),
    ("publication", "approved_on"),
    ("questions_checked", "on"),
    ("global_privacy_control", "updated"),
)
DONE = {
    "library": DONE_IN_A_LIBRARY,
    "vendor": (("reviewed_on",), ("evidence", "date")),
    "law": (("checked_on",),),
}


def dates_are_not_in_the_future(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each day after ``today`` on which something is said to be done."""
    for (kind, _), place in records.places.items():
        for pattern in DONE.get(kind, ()):
            for path, value in find_values(place.value, pattern):
                if _is_to_come(value, today):
                    yield place.make_problem(
                        path,
                        f"{path[-1]} is {value}, a day in the future",
                        "Write the day on which it was done.",
                        DAY_TO_COME,
                    )


def _is_to_come(value: object, today: date) -> bool:
    try:
        return isinstance(value, str) and find_first_day(parse_date(value)) > today
    except ValueError:
        return False
