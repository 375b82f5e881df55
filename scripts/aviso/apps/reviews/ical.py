"""Writes reviews as a calendar to which coordinators can subscribe (RFC 5545)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from aviso.apps.reviews.reviews import Review
from aviso.core.partial_dates import WrittenDate, find_first_day, find_last_day
from aviso.i18n.catalog import Catalog

PRODUCT = "-//Aviso//Reviews of privacy notices//EN"
DOMAIN = "reviews.aviso"


def make_calendar(reviews: Iterable[Review], words: Catalog, today: date) -> bytes:
    """Return a calendar with an all-day event for each review, on its day.

    Overdue reviews are on ``today``, where somebody sees them. So are facts that nobody has ever
    reviewed, in one event for each library and kind. The ids of events do not change from one
    calendar to the next, so that a subscription moves events instead of copying them.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words.get_string("due.title"))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    never: dict[tuple[str, str, str], list[Review]] = defaultdict(list)
    for review in reviews:
        if review.on:
            uid = f"{review.what}.{review.library_id or 'all'}.{review.id}"
            calendar.add_component(_make_event(uid, review.on, [review], words, today))
        else:
            owner = words.get_text(review.owner) if review.owner else ""
            never[review.what, review.library_id, owner].append(review)
    for (what, library_id, _), group in never.items():
        uid = f"never.{what}.{library_id or 'all'}"
        calendar.add_component(_make_event(uid, today, group, words, today))
    content: bytes = calendar.to_ical()
    return content


def _make_event(
    uid: str, on: WrittenDate, reviews: list[Review], words: Catalog, today: date
) -> Event:
    """Make an event for the whole day, month or year; an overdue one is only on ``today``."""
    first, start, end = reviews[0], max(find_first_day(on), today), max(find_last_day(on), today)
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", start)
    event.add("dtend", end + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", _summarize(reviews, words))
    lines = [name_owner(first, words), *(_describe_last(review, words) for review in reviews)]
    event.add("description", "\n".join(lines))
    event.add("categories", [words.get_string(f"due.kind.{first.kind}")])
    return event


def _summarize(reviews: list[Review], words: Catalog) -> str:
    first = reviews[0]
    what = words.get_string(f"due.what.{first.what}")
    where = f" ({first.library_id})" if first.library_id else ""
    if len(reviews) == 1:
        return f"{what}: {words.get_text(first.name)}{where}"
    return f"{what}{where}: {words.get_string('due.never_many', count=str(len(reviews)))}"


def _describe_last(review: Review, words: Catalog) -> str:
    name, place = words.get_text(review.name), f"({review.file}, {review.line})"
    if review.last:
        return f"{name}: {words.write_date('due.last', review.last)} {place}"
    return (
        f"{name}: {words.get_string('due.never')} {place}"
        if review.is_never_done
        else (f"{name} {place}")
    )


def name_owner(review: Review, words: Catalog) -> str:
    """Return the role that does a review, or words for "nobody"."""
    return words.get_text(review.owner) if review.owner else words.get_string("due.nobody")
