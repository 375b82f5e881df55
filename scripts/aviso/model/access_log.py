"""Derives from a library's notice what the web server of the notice may log, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aviso.model.library import Library
from aviso.model.practices import Practice

NOTHING = "nothing"
# The data categories that a web server can log by itself, in the order of a line of its log.
FIELDS = (
    "ip-address",
    "visit-time",
    "pages-visited",
    "status-code",
    "browser",
    "operating-system",
    "referring-address",
)
# Only the day of a visit: this is no data category, because it says nothing about a visitor.
DAY = "day"
ORDER = ("ip-address", DAY, *FIELDS[1:])
# Where a notice says nothing about logs: enough to see what is read and what is broken, and nothing
# about the visitor.
UNSTATED = (DAY, "pages-visited", "status-code")
# A business day is at least one day.
DAYS = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1,
    "business day": 1,
    "week": 7,
    "month": 30,
    "year": 365,
}


@dataclass(frozen=True)
class AccessLog:
    """What a web server logs of each visit to one site.

    ``fields`` are in the order of a line; None for ``kept_days`` sets no limit.
    """

    fields: tuple[str, ...] = UNSTATED
    kept_days: int | None = None


@dataclass(frozen=True)
class Difference:
    """A data category that a practice states and the log of the notice's own host lacks.

    ``is_chosen`` says that a server could log it, but the library chose otherwise.
    """

    practice: str
    category: str
    is_chosen: bool


def derive_access_log(library: Library) -> AccessLog:
    """Return what the host of this notice logs: what the notice says, and no more.

    It is less if the record's ``website_log`` says so, and the least if no practice is marked as
    the log of the web server.
    """
    practices = list_log_practices(library)
    chosen = library.website_log
    if chosen == NOTHING:
        return AccessLog(())
    log = AccessLog()
    if practices:
        stated = {category for practice in practices for category in practice.data}
        fields = tuple(field for field in FIELDS if field in stated)
        log = AccessLog(fields, _find_shortest_time(practices))
    if chosen is None:
        return log
    # Who chose the time of a visit also gets its day.
    allowed = {*chosen, DAY} if "visit-time" in chosen else {*chosen}
    return replace(log, fields=tuple(field for field in log.fields if field in allowed))


def list_log_practices(library: Library) -> list[Practice]:
    """List the practices marked as the log of the web server, with data that it can log by itself.

    Nothing else counts: what a company that counts visits takes, for example, says nothing of what
    the server of the notice may keep.
    """
    return [
        practice
        for practice in library.practices
        if practice.server_log and set(practice.data) & set(FIELDS)
    ]


def list_differences(library: Library) -> Iterator[Difference]:
    """Yield the data that the practices about website logs state and the log lacks."""
    logged = derive_access_log(library).fields
    for practice in list_log_practices(library):
        for category in practice.data:
            if category not in logged:
                yield Difference(practice.id, category, category in FIELDS)


def intersect_logs(logs: list[AccessLog]) -> AccessLog:
    """Return the log that several sites can share: no more fields and days than each allows."""
    allowed = [{*log.fields, DAY} if "visit-time" in log.fields else {*log.fields} for log in logs]
    shared = set.intersection(*allowed) if allowed else set()
    if "visit-time" in shared:
        shared.discard(DAY)
    days = [log.kept_days for log in logs if log.kept_days]
    return AccessLog(tuple(field for field in ORDER if field in shared), min(days, default=None))


def _find_shortest_time(practices: list[Practice]) -> int | None:
    """Return the shortest period that a practice states, in whole days, or None."""
    periods = [
        practice.retention.period
        for practice in practices
        if practice.retention and practice.retention.period
    ]
    return min((_count_days(period) for period in periods), default=None)


def _count_days(period: str) -> int:
    count, _, unit = period.partition(" ")
    # Logs are deleted by the day, so minutes and hours count as the whole days in them.
    return max(1, int(int(count) * DAYS[unit.removesuffix("s")]))


# The type of a browser, and of the system that it runs on, by what its User-Agent contains; the
# first match counts. A notice that says "type of browser" gets the type, not the whole header,
# which can tell one visitor from another.
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
