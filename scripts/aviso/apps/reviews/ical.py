"""Turns reviews into a calendar that a coordinator subscribes to (RFC 5545)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from aviso.apps.reviews.reviews import Review
from aviso.i18n.catalog import Catalog

PRODUCT = "-//Aviso//Reviews of privacy notices//EN"
DOMAIN = "reviews.aviso"


def calendar(reviews: Iterable[Review], words: Catalog, today: date) -> bytes:
    """One event of a whole day for each review, on its day.

    What is overdue stands on ``today``, where somebody sees it; what nobody ever reviewed too, one event for each library
    and kind. The identifiers stay the same from one calendar to the next, so that a subscription moves events instead of doubling them.
    """
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("x-wr-calname", words.string("due.title"))
    book.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    never: dict[tuple[str, str, str], list[Review]] = defaultdict(list)
    for review in reviews:
        if review.on:
            book.add_component(
                _event(
                    f"{review.what}.{review.library or 'all'}.{review.id}",
                    max(review.on, today),
                    [review],
                    words,
                    today,
                )
            )
        else:
            never[
                review.what, review.library, words.text(review.owner) if review.owner else ""
            ].append(review)
    for (what, library, _), group in never.items():
        book.add_component(_event(f"never.{what}.{library or 'all'}", today, group, words, today))
    return book.to_ical()


def _event(uid: str, day: date, reviews: list[Review], words: Catalog, today: date) -> Event:
    first = reviews[0]
    what = words.string(f"due.what.{first.what}")
    names = [words.text(review.name) for review in reviews]
    event = Event()
    event.add("uid", f"{uid}@{DOMAIN}")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    where = f" ({first.library})" if first.library else ""
    event.add(
        "summary",
        f"{what}: {names[0]}{where}"
        if len(names) == 1
        else f"{what}{where}: {words.string('due.never_many', count=str(len(names)))}",
    )
    lines = [owner_of(first, words), *(_last(review, words) for review in reviews)]
    event.add("description", "\n".join(lines))
    event.add("categories", [words.string(f"due.kind.{first.kind}")])
    return event


def _last(review: Review, words: Catalog) -> str:
    known = (
        words.string("due.last", day=words.day(review.last))
        if review.last
        else words.string("due.never")
    )
    return f"{words.text(review.name)}: {known} ({review.file}, {review.line})"


def owner_of(review: Review, words: Catalog) -> str:
    """The role that reviews it, in words."""
    return words.text(review.owner) if review.owner else words.string("due.nobody")
