"""Rules on days: they are in order, and plausible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from aviso.checks.days import DONE_IN_A_LIBRARY
from aviso.checks.records import list_libraries
from aviso.core.diagnostics import Diagnostic
from aviso.core.partial_dates import WrittenDate, find_first_day, is_later, parse_date
from aviso.core.rules import Rule
from aviso.core.trees import find_key
from aviso.core.yaml_positions import YamlPath
from aviso.model.records import Records
from aviso.model.references import EACH, Path, find_values
from aviso.model.source_location import SourceLocation

DAYS_OUT_OF_ORDER = Rule(
    "facts/days-out-of-order",
    "Two days are in the wrong order",
    why="A document cannot be reviewed before it is adopted, and a company cannot be checked "
    "before it is used. One of the two days is wrong, and readers see both.",
    cure="Look up both days, and correct the wrong one. Often two lines have been swapped.",
    severity="warning",
    example="adopted: 2019-03-04 beside reviewed: 2015-10-06",
)
UNLIKELY_DAY = Rule(
    "facts/unlikely-day",
    "A day is too far in the past or the future",
    why="A mistyped year makes a document look as if it came from another century, or as if it "
    "took effect many years from now.",
    cure="Look up the day, and correct the year.",
    severity="warning",
    example="archived: 1009-04-15, in place of 2009-04-15",
)
CHECKED_WITHOUT_DAY = Rule(
    "facts/checked-without-day",
    "A fact is verified, but no day says when",
    why="Without a day, readers cannot tell whether somebody checked yesterday or ten years ago, "
    "and aviso due never asks for another check.",
    cure="Add the day on which somebody checked it. If nobody knows, write state: not-verified.",
    severity="warning",
    example="verification: {state: verified}",
)

# What comes first and what later, within one entry of a list.
IN_ORDER: dict[Path, tuple[tuple[str, str], ...]] = {
    ("documents", EACH): (
        ("adopted", "reviewed"),
        ("adopted", "archived"),
        ("effective", "archived"),
    ),
    ("vendors", EACH): (("used_since", "since"),),
}
# The earliest plausible year of a library's document on privacy, and how many years ahead one can
# take effect.
FIRST_YEAR = 1900
YEARS_AHEAD = 5
DAYS_OF_A_LIBRARY: tuple[Path, ...] = (
    *DONE_IN_A_LIBRARY,
    ("documents", EACH, "effective"),
    ("documents", EACH, "revisions", EACH, "effective"),
    ("security", "expires"),
)


def check_days(records: Records, today: date) -> Iterator[Diagnostic]:
    """Yield every finding of this module; ``today`` is the day of the run."""
    yield from days_are_in_order(records)
    yield from days_are_likely(records, today)
    yield from checks_have_a_day(records)


def days_are_in_order(records: Records) -> Iterator[Diagnostic]:
    """Two days of an entry are in the right order."""
    for _, place in list_libraries(records):
        for (name, _), pairs in IN_ORDER.items():
            for index, entry in enumerate(_list_entries(place, str(name))):
                for first, later in pairs:
                    days = _read_day(entry.get(first)), _read_day(entry.get(later))
                    if days[0] and days[1] and is_later(days[0], days[1]):
                        yield DAYS_OUT_OF_ORDER.at(
                            place.file,
                            place.find_line((name, index, later)),
                            f"{later} is {entry[later]}, before {first} ({entry[first]})",
                            "Correct the day that is wrong.",
                        )


def _list_entries(place: SourceLocation, name: str) -> Iterator[dict[str, Any]]:
    entries = place.value.get(name) if isinstance(place.value, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        yield entry if isinstance(entry, dict) else {}


def _read_day(value: object) -> WrittenDate | None:
    try:
        return parse_date(value) if isinstance(value, str) else None
    except ValueError:
        return None


def days_are_likely(records: Records, today: date) -> Iterator[Diagnostic]:
    """No day in a library's record is implausibly far in the past or the future."""
    for _, place in list_libraries(records):
        for pattern in DAYS_OF_A_LIBRARY:
            for path, value in find_values(place.value, pattern):
                day = _read_day(value)
                year = find_first_day(day).year if day else FIRST_YEAR
                # Another rule reports completed actions with a day in the future.
                is_too_late = year > today.year + YEARS_AHEAD and pattern not in DONE_IN_A_LIBRARY
                if year < FIRST_YEAR or is_too_late:
                    yield UNLIKELY_DAY.at(
                        place.file,
                        place.find_line(path),
                        f"{path[-1]} is {value}, which is probably the wrong year",
                        "Correct the year.",
                    )


def checks_have_a_day(records: Records) -> Iterator[Diagnostic]:
    """A verified fact has the day of the check."""
    for _, place in list_libraries(records):
        for path, node in _find_verifications(place):
            if node.get("state") == "verified" and not node.get("date"):
                yield CHECKED_WITHOUT_DAY.at(
                    place.file,
                    place.find_line((*path, "state")),
                    'has the state "verified" without a date',
                    "Add date: with the day of the check, or write state: not-verified.",
                )


def _find_verifications(place: SourceLocation) -> Iterator[tuple[YamlPath, dict[str, Any]]]:
    for path, node in find_key(place.value, "verification"):
        if isinstance(node, dict):
            yield path, node
