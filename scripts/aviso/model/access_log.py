"""Turns what a library's notice says of website logs into what the web server of the notice may log, and what differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aviso.model.library import Library
from aviso.model.practices import Practice

WEBSITE = "website"
NOTHING = "nothing"
# The data categories that a web server can log of a visit by itself, in the order in which they stand in a line.
FIELDS = (
    "ip-address",
    "visit-time",
    "pages-visited",
    "status-code",
    "browser",
    "operating-system",
    "referring-address",
)
# Only the day of a visit: no data category, since it says nothing of a visitor.
DAY = "day"
ORDER = ("ip-address", DAY, *FIELDS[1:])
# Where a notice says nothing of logs: enough to see what is read and what is broken, and nothing of the visitor.
UNSTATED = (DAY, "pages-visited", "status-code")
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True)
class AccessLog:
    """What a web server logs of each visit to one site: fields in the order of a line, and for how many days they are kept."""

    fields: tuple[str, ...] = UNSTATED
    kept_days: int | None = None


@dataclass(frozen=True)
class Difference:
    """A kind of data that a practice states, and that the log of the notice's own host does not hold."""

    practice: str
    category: str
    is_chosen: bool


def access_log(library: Library) -> AccessLog:
    """What the host of this notice logs: what the notice says, no more; less, if the record's website_log says so."""
    practices = log_practices(library)
    if library.website_log == NOTHING:
        return AccessLog(())
    stated = library.website_log or [
        category for practice in practices for category in practice.data
    ]
    fields = tuple(field for field in FIELDS if field in stated)
    return (
        AccessLog(fields, _shortest_time(practices))
        if practices or library.website_log
        else AccessLog()
    )


def log_practices(library: Library) -> list[Practice]:
    """The practices that tell of website logs: of the situation website, with something that a server can log by itself."""
    return [
        practice
        for practice in library.practices
        if practice.situation == WEBSITE and set(practice.data) & set(FIELDS)
    ]


def differences(library: Library) -> Iterator[Difference]:
    """Name all that the practices on website logs state and the log does not hold."""
    logged = access_log(library).fields
    for practice in log_practices(library):
        for category in practice.data:
            if category not in logged:
                yield Difference(practice.id, category, category in FIELDS)


def common(logs: list[AccessLog]) -> AccessLog:
    """The log that several sites can share: no field, and no day, more than each of them allows."""
    allowed = [{*log.fields, DAY} if "visit-time" in log.fields else {*log.fields} for log in logs]
    shared = set.intersection(*allowed) if allowed else set()
    if "visit-time" in shared:
        shared.discard(DAY)
    days = [log.kept_days for log in logs if log.kept_days]
    return AccessLog(tuple(field for field in ORDER if field in shared), min(days, default=None))


def _shortest_time(practices: list[Practice]) -> int | None:
    """For how many whole days the logs may be kept, by the shortest period that a practice states."""
    periods = [
        practice.retention.period
        for practice in practices
        if practice.retention and practice.retention.period
    ]
    return min((_days(period) for period in periods), default=None)


def _days(period: str) -> int:
    number, unit = re.fullmatch(r"(\d+) (\w+?)s?", period).groups()  # type: ignore[union-attr]
    # A log is put away by the day: of hours, those that make whole days.
    return max(1, int(number) // 24) if unit == "hour" else int(number) * DAYS[unit]


# The type of a browser, and of the system that it runs on, by what its User-Agent holds; the first that fits. A notice that says
# "type of browser" gets the type, not the whole header, which can tell one visitor from another.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR|Opera", "Opera"),
    ("SamsungBrowser", "Samsung"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|Chromium|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone|iPad|iPod", "iOS"),
    ("Macintosh|Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
OTHER_KIND = "other"
