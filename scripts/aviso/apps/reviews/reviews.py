"""Lists reviews: which fact must be reviewed, by when, and by which role.

This module reads no clock; the day comes from the caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

from aviso.core.partial_dates import (
    WrittenDate,
    find_first_day,
    find_last_day,
    make_date_key,
    reduce_precision,
)
from aviso.core.project import LAWS_FOLDER, Project
from aviso.core.yaml_positions import YamlPath
from aviso.i18n.memory import read_memory
from aviso.i18n.periods import BUSINESS_DAY, split_period
from aviso.model.library import Library
from aviso.model.localized import LocalizedText
from aviso.model.notice import find_change_date
from aviso.model.records import Records
from aviso.model.upkeep import ReviewInterval, ReviewIntervals, ReviewPolicy

Kind = Literal["documents", "vendors", "laws", "contacts", "translations"]
KINDS: tuple[Kind, ...] = ("documents", "vendors", "laws", "contacts", "translations")
State = Literal["overdue", "soon", "later"]
USUAL_PERIOD = "12 months"
SOON_DAYS = 30
# From Monday to Friday.
WORKDAYS = 5
# Replaces a library's id in reviews of shared records.
SHARED = ""
# A file and a line.
Place = tuple[str, int]


@dataclass(frozen=True)
class Review:
    """One fact to review.

    ``what`` names the task: the end of a key under "due.what" in the catalogs. ``last`` and ``on``
    are None if nobody has ever reviewed it, which makes it due at once. If a document names only a
    month or a year, both have that precision. ``owner`` is None if no role is named.
    """

    kind: Kind
    what: str
    library_id: str
    id: str
    name: LocalizedText
    owner: LocalizedText | None
    last: WrittenDate | None
    on: WrittenDate | None
    file: str
    line: int

    def determine_state(self, today: date) -> State:
        """Tell how urgent the review is on a day."""
        if self.on is None or find_last_day(self.on) <= today:
            return "overdue"
        return "soon" if (find_first_day(self.on) - today).days <= SOON_DAYS else "later"

    @property
    def is_never_done(self) -> bool:
        """Tell whether nobody has ever done it; an expiry date is never done."""
        return self.last is None and self.on is None


def add_period(start: WrittenDate, period: str) -> WrittenDate:
    """Return when a period like "12 months" ends, with the precision of its start.

    Seconds, minutes and hours count as one day.
    """
    day, (number, unit) = find_last_day(start), split_period(period)
    if unit == BUSINESS_DAY:
        return reduce_precision(_add_business_days(day, number), start)
    lengths = {
        "second": relativedelta(days=1),
        "minute": relativedelta(days=1),
        "hour": relativedelta(days=1),
        "day": relativedelta(days=number),
        "week": relativedelta(weeks=number),
        "month": relativedelta(months=number),
        "year": relativedelta(years=number),
    }
    return reduce_precision(day + lengths[unit], start)


def _add_business_days(day: date, number: int) -> date:
    """Return the day after this many business days (Monday to Friday); holidays do not count."""
    weeks, rest = divmod(number, WORKDAYS)
    day += timedelta(weeks=weeks)
    while rest:
        day += timedelta(days=1)
        rest -= day.isoweekday() <= WORKDAYS
    return day


def list_reviews(records: Records, policy: ReviewPolicy) -> list[Review]:
    """Return every review that the valid records need, the most urgent first."""
    found = [
        *_review_libraries(records, policy),
        *_review_vendors(records, policy),
        *_review_laws(records, policy),
    ]
    return sorted(found, key=_make_sort_key)


def _make_sort_key(review: Review) -> tuple[date, int, str, str, str]:
    kind = KINDS.index(review.kind)
    return (
        find_first_day(review.on) if review.on else date.min,
        kind,
        review.library_id,
        review.id,
        review.what,
    )


def find_interval(policy: ReviewPolicy, kind: Kind, library_id: str = SHARED) -> ReviewInterval:
    """Return which role reviews a kind of fact, and how often.

    The setting for a library takes precedence over the one for all libraries.
    """
    own: ReviewIntervals | None = policy.libraries.get(library_id)
    intervals = [getattr(own, kind) if own else None, getattr(policy, kind)]
    owners = (one.owner for one in intervals if one and one.owner)
    periods = (one.every for one in intervals if one and one.every)
    return ReviewInterval(owner=next(owners, None), every=next(periods, USUAL_PERIOD))


@dataclass(frozen=True)
class _ReviewFactory:
    """Makes the reviews of one kind and library, which share their owner and period."""

    records: Records
    policy: ReviewPolicy
    kind: Kind
    library_id: str = SHARED

    def make(
        self,
        what: str,
        identifier: str,
        name: LocalizedText,
        last: WrittenDate | None,
        place: Place,
        due_at: date | None = None,
    ) -> Review:
        """Return a review. ``due_at`` overrides the day that follows from the period."""
        interval = find_interval(self.policy, self.kind, self.library_id)
        regular = add_period(last, interval.every or USUAL_PERIOD) if last else None
        on = min(due_at, regular, key=make_date_key) if due_at and regular else regular
        return Review(
            self.kind, what, self.library_id, identifier, name, interval.owner, last, on, *place
        )


def _review_libraries(records: Records, policy: ReviewPolicy) -> Iterator[Review]:
    for library_id, library in sorted(records.libraries.items()):
        yield from _review_documents(
            _ReviewFactory(records, policy, "documents", library_id), library
        )
        yield from _review_vendor_uses(
            _ReviewFactory(records, policy, "vendors", library_id), library
        )
        yield from _review_contacts(
            _ReviewFactory(records, policy, "contacts", library_id), library
        )
        yield from _review_security(
            _ReviewFactory(records, policy, "contacts", library_id), library
        )
        # The texts of a member are compared with those of its system.
        if library.system not in records.libraries:
            yield _review_translations(
                _ReviewFactory(records, policy, "translations", library_id), library
            )


def _locate(records: Records, kind: str, name: str, path: YamlPath) -> Place:
    location = records.place(kind, name)
    return location.file, location.marked.find_line(location.prefix + path)


def _review_documents(factory: _ReviewFactory, library: Library) -> Iterator[Review]:
    for index, document in enumerate(library.documents):
        if document.status != "archived":
            days = (day for day in (document.adopted, document.effective) if day)
            last = document.reviewed or max(days, default=None, key=make_date_key)
            place = _locate(factory.records, "library", factory.library_id, ("documents", index))
            yield factory.make("document", document.id, document.title, last, place)


def _review_vendor_uses(factory: _ReviewFactory, library: Library) -> Iterator[Review]:
    for index, use in enumerate(library.vendors):
        vendor = factory.records.vendors.get(use.vendor)
        if vendor:
            name = localize(vendor.name, factory.records.project)
            last = use.since if use.state != "not-verified" else None
            place = _locate(factory.records, "library", factory.library_id, ("vendors", index))
            yield factory.make("sends", use.vendor, name, last, place)


def _review_contacts(factory: _ReviewFactory, library: Library) -> Iterator[Review]:
    for index, contact in enumerate(library.contacts):
        verification = contact.verification
        is_verified = verification is not None and verification.state == "verified"
        last = verification.date if verification and is_verified else None
        place = _locate(factory.records, "library", factory.library_id, ("contacts", index))
        yield factory.make("contact", contact.id, contact.role, last, place)


def _review_security(factory: _ReviewFactory, library: Library) -> Iterator[Review]:
    """Yield the day on which security.txt expires (RFC 9116, 2.5.5), for whom contacts are due."""
    security = library.security
    if security is None:
        return
    contacts = {contact.id: contact.role for contact in library.contacts}
    name = contacts.get(security.contact, library.short_name)
    place = _locate(factory.records, "library", factory.library_id, ("security", "expires"))
    owner = find_interval(factory.policy, factory.kind, factory.library_id).owner
    yield Review(
        factory.kind,
        "security",
        factory.library_id,
        security.contact,
        name,
        owner,
        None,
        security.expires,
        *place,
    )


def _review_translations(factory: _ReviewFactory, library: Library) -> Review:
    """Return one review for a library, from the day of its oldest confirmation.

    It counts as never done unless a person has confirmed every text. ``aviso check`` reports
    problems with the file of confirmations.
    """
    library_id = factory.library_id
    confirmations = read_memory(factory.records.project, library_id)[0].values()
    is_confirmed = all(one.by for one in confirmations)
    last = min((one.on for one in confirmations), default=None) if is_confirmed else None
    place = _locate(factory.records, "library", library_id, ())
    return factory.make("translation", library_id, library.name, last, place)


def _review_vendors(records: Records, policy: ReviewPolicy) -> Iterator[Review]:
    factory = _ReviewFactory(records, policy, "vendors")
    used = {use.vendor for library in records.libraries.values() for use in library.vendors}
    for vendor_id in sorted(used & records.vendors.keys()):
        vendor = records.vendors[vendor_id]
        if vendor.privacy_policy:
            changed = find_change_date(vendor_id, records)
            key = "reviewed_on" if vendor.reviewed_on else "privacy_policy"
            yield factory.make(
                "changed-policy" if changed else "policy",
                vendor_id,
                localize(vendor.name, records.project),
                vendor.reviewed_on,
                _locate(records, "vendor", vendor_id, (key,)),
                changed,
            )


def _review_laws(records: Records, policy: ReviewPolicy) -> Iterator[Review]:
    factory = _ReviewFactory(records, policy, "laws")
    used = {use.law for library in records.libraries.values() for use in library.laws}
    used |= {
        law.replaced_by for name, law in records.laws.items() if name in used and law.replaced_by
    }
    for law_id, law in sorted(records.laws.items()):
        # The folder has laws of every state. A law that no library names needs no review.
        if law_id not in used and f"{LAWS_FOLDER}/" in records.place("law", law_id).file:
            continue
        citation = localize(law.citation, records.project)
        key = "checked_on" if law.checked_on else "status"
        place = _locate(records, "law", law_id, (key,))
        yield factory.make("law", law_id, citation, law.checked_on, place)


def localize(text: str | LocalizedText, project: Project) -> LocalizedText:
    """Return a name in every language, even if it is the same in each."""
    if isinstance(text, LocalizedText):
        return text
    return LocalizedText(dict.fromkeys(project.locales.locales, text))
