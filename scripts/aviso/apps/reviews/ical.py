"""Writes reviews as a calendar that a coordinator subscribes to (RFC 5545)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from aviso.apps.reviews.reviews import Review
from aviso.i18n.catalog import Catalog

PRODUCT = "-//Aviso//Reviews of privacy notices//EN"
DOMAIN = "reviews.aviso"


def make_calendar(reviews: Iterable[Review], words: Catalog, today: date) -> bytes:
    """Return a calendar with an event of a whole day for each review, on its day.

    Overdue reviews are on ``today``, where somebody sees them. So are things that nobody ever
    reviewed, in one event for each library and kind. The ids of events do not change from one
    calendar to the next, so that a subscription moves them and makes no copies.
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
            day = max(review.on, today)
            calendar.add_component(_make_event(uid, day, [review], words, today))
        else:
            owner = words.get_text(review.owner) if review.owner else ""
            never[review.what, review.library_id, owner].append(review)
    for (what, library_id, _), group in never.items():
        uid = f"never.{what}.{library_id or 'all'}"
        calendar.add_component(_make_event(uid, today, group, words, today))
    content: bytes = calendar.to_ical()
    return content


def _make_event(uid: str, day: date, reviews: list[Review], words: Catalog, today: date) -> Event:
    first = reviews[0]
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
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
    last = (
        words.get_string("due.last", day=words.format_day(review.last))
        if review.last
        else words.get_string("due.never")
    )
    return f"{words.get_text(review.name)}: {last} ({review.file}, {review.line})"


def name_owner(review: Review, words: Catalog) -> str:
    """Return the role that does a review, or words for "nobody"."""
    return words.get_text(review.owner) if review.owner else words.get_string("due.nobody")
