"""Derives from a library's notice what the web server of the notice may log, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.model.retention import NONE, Retention, count_days

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
        stated -= _list_unkept(practices)
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
    """Return the shortest time that practices state for the log, in whole days, or None."""
    times = [
        count_days(length)
        for practice in practices
        for stage in practice.stages
        if _is_of_the_log(stage) and (length := _find_limit(stage)) and length != NONE
    ]
    # Logs are deleted by the day, so minutes and hours count as the whole days in them.
    return max(1, int(min(times))) if times else None


def _list_unkept(practices: list[Practice]) -> set[str]:
    """Return the data categories of which practices say that they are not kept at all."""
    return {
        category
        for practice in practices
        for stage in practice.stages
        if stage.period == NONE and _is_of_the_log(stage)
        for category in ((stage.of,) if isinstance(stage.of, str) else practice.data)
    }


def _is_of_the_log(stage: Retention) -> bool:
    """Tell whether a stage is about lines of the log: a server knows nothing of other things.

    Where the time is counted from an event, lines go earlier than they could: a server does not
    know the event, and it must keep no line for longer.
    """
    return stage.of is None or (isinstance(stage.of, str) and stage.of in FIELDS)


def _find_limit(stage: Retention) -> str | None:
    """Return the longest time that a stage allows; the least, if it gives no other."""
    return stage.at_most or stage.period or stage.about or stage.at_least


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
