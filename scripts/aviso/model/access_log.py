"""Derives from a library's notice the data that its web server may log, and the differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.model.retention import NONE, Retention, count_days

NOTHING = "nothing"
# The data categories that a web server can log, in the order of a log line.
FIELDS = (
    "ip-address",
    "visit-time",
    "pages-visited",
    "status-code",
    "browser",
    "operating-system",
    "referring-address",
)
# The day of a visit is not a data category, because it says nothing about a visitor.
DAY = "day"
ORDER = ("ip-address", DAY, *FIELDS[1:])
# The log if a notice says nothing about logs: enough to see which pages are read and which are
# broken, and nothing about the visitor.
UNSTATED = (DAY, "pages-visited", "status-code")


@dataclass(frozen=True)
class AccessLog:
    """The data that a web server logs for each visit to one site.

    ``fields`` are in the order of a line; if ``kept_days`` is None, there is no limit.
    """

    fields: tuple[str, ...] = UNSTATED
    kept_days: int | None = None


@dataclass(frozen=True)
class MissingCategory:
    """A data category that a practice states and the log of the notice's own host lacks.

    ``is_chosen`` says that a server could log it, but the library chose otherwise.
    """

    practice: str
    category: str
    is_chosen: bool


def derive_access_log(library: Library) -> AccessLog:
    """Return the log of this notice's host: the data in the notice, and no more.

    It has less if the record's ``website_log`` says so, and the least if no practice is marked as
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
    # The time of a visit includes its day.
    allowed = {*chosen, DAY} if "visit-time" in chosen else {*chosen}
    return replace(log, fields=tuple(field for field in log.fields if field in allowed))


def list_log_practices(library: Library) -> list[Practice]:
    """List the practices marked as the log of the web server, with data that a server can log.

    No other practice counts. Data that a company collects when it counts visits, for example, say
    nothing about the server of the notice.
    """
    return [
        practice
        for practice in library.practices
        if practice.server_log and set(practice.data) & set(FIELDS)
    ]


def list_differences(library: Library) -> Iterator[MissingCategory]:
    """Yield the data that the practices about website logs state and the log lacks."""
    logged = derive_access_log(library).fields
    for practice in list_log_practices(library):
        for category in practice.data:
            if category not in logged:
                yield MissingCategory(practice.id, category, category in FIELDS)


def intersect_logs(logs: list[AccessLog]) -> AccessLog:
    """Return the log that several sites can share: only fields and days that all of them allow."""
    allowed = [{*log.fields, DAY} if "visit-time" in log.fields else {*log.fields} for log in logs]
    shared = set.intersection(*allowed) if allowed else set()
    if "visit-time" in shared:
        shared.discard(DAY)
    days = [log.kept_days for log in logs if log.kept_days]
    return AccessLog(tuple(field for field in ORDER if field in shared), min(days, default=None))


def _find_shortest_time(practices: list[Practice]) -> int | None:
    """Return the shortest retention that practices state for the log, in whole days, or None."""
    times = [
        count_days(length)
        for practice in practices
        for stage in practice.stages
        if _is_of_the_log(stage) and (length := _find_limit(stage)) and length != NONE
    ]
    # Logs are deleted by the day, so only the whole days count.
    return max(1, int(min(times))) if times else None


def _list_unkept(practices: list[Practice]) -> set[str]:
    """Return the data categories that practices say are not kept at all."""
    return {
        category
        for practice in practices
        for stage in practice.stages
        if stage.period == NONE and _is_of_the_log(stage)
        for category in ((stage.of,) if isinstance(stage.of, str) else practice.data)
    }


def _is_of_the_log(stage: Retention) -> bool:
    """Tell whether a stage is about lines of the log: a server knows nothing else.

    If the time is counted from an event, lines are deleted earlier than necessary: a server does
    not know the event, and must not keep a line longer.
    """
    return stage.of is None or (isinstance(stage.of, str) and stage.of in FIELDS)


def _find_limit(stage: Retention) -> str | None:
    """Return the longest time that a stage allows; if it gives none, its shortest time."""
    return stage.at_most or stage.period or stage.about or stage.at_least


# The type of a browser, and of its operating system, by a pattern for its User-Agent; the first
# match counts. If a notice says "type of browser", the server logs the type, not the whole header,
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
