"""Turns records into reviews: what somebody must look at again, by when, and which role does it. Knows no clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from aviso.core.project import Project
from aviso.i18n.memory import read_memory
from aviso.model.library import Library
from aviso.model.localized import LocalizedText
from aviso.model.notice import changed_on, inherit
from aviso.model.repository import Records
from aviso.model.upkeep import ReviewInterval, ReviewIntervals, ReviewPolicy

Kind = Literal["documents", "vendors", "laws", "contacts", "translations"]
KINDS: tuple[Kind, ...] = ("documents", "vendors", "laws", "contacts", "translations")
USUAL_PERIOD = "12 months"
# A review is due soon when it is due within so many days.
DAYS_AHEAD = 30
# What no single library owns.
SHARED = ""


@dataclass(frozen=True)
class Review:
    """One thing to look at again.

    ``what`` says what about it (the key of a word under "due.what" in the locales); ``last`` is None if nobody ever did,
    and ``on`` is then None too: it is due at once. ``owner`` is None where no role is named.
    """

    kind: Kind
    what: str
    library: str
    id: str
    name: LocalizedText
    owner: LocalizedText | None
    last: date | None
    on: date | None
    file: str
    line: int

    def state(self, today: date) -> Literal["overdue", "soon", "later"]:
        """Say how pressing it is on a day."""
        if self.on is None or self.on <= today:
            return "overdue"
        return "soon" if (self.on - today).days <= DAYS_AHEAD else "later"


def plus_period(day: date, period: str) -> date:
    """The day on which a period that begins on ``day`` ends; hours count as a day."""
    count, unit = period.split()
    name = unit.rstrip("s") + "s"
    return day + (relativedelta(days=1) if name == "hours" else relativedelta(**{name: int(count)}))


def reviews_of(records: Records, care: ReviewPolicy) -> list[Review]:
    """Every review that the sound records lead to, the most pressing first."""
    found = [*_of_libraries(records, care), *_of_vendors(records, care), *_of_laws(records, care)]
    return sorted(
        found,
        key=lambda one: (one.on or date.min, KINDS.index(one.kind), one.library, one.id, one.what),
    )


def duty(care: ReviewPolicy, kind: Kind, library: str = SHARED) -> ReviewInterval:
    """Who looks after a kind of fact of a library, and how often: what it says itself goes before what holds for all."""
    own: ReviewIntervals | None = care.libraries.get(library)
    first, second = (getattr(own, kind) if own else None), getattr(care, kind)
    pairs = [one for one in (first, second) if one]
    owner = next((one.owner for one in pairs if one.owner), None)
    return ReviewInterval(
        owner=owner, every=next((one.every for one in pairs if one.every), USUAL_PERIOD)
    )


@dataclass(frozen=True)
class _Maker:
    """Makes the reviews of one kind and library, which share owner and period."""

    records: Records
    care: ReviewPolicy
    kind: Kind
    library: str = SHARED

    def review(
        self,
        what: str,
        identifier: str,
        name: LocalizedText,
        last: date | None,
        place: tuple[str, int],
        due_at: date | None = None,
    ) -> Review:
        """``due_at`` brings a review forward; without it, the period decides."""
        found = duty(self.care, self.kind, self.library)
        regular = plus_period(last, found.every or USUAL_PERIOD) if last else None
        on = min(due_at, regular) if due_at and regular else regular
        return Review(
            self.kind, what, self.library, identifier, name, found.owner, last, on, *place
        )


def _of_libraries(records: Records, care: ReviewPolicy) -> Iterator[Review]:
    for name, own in sorted(records.libraries.items()):
        system = records.libraries.get(own.system or "")
        whole = inherit(own, system) if system else own
        yield from _documents(_Maker(records, care, "documents", name), own)
        yield from _uses(_Maker(records, care, "vendors", name), own)
        yield from _contacts(_Maker(records, care, "contacts", name), own)
        if whole is own:
            yield _translations(_Maker(records, care, "translations", name), own)


def _line(records: Records, kind: str, name: str, path: tuple[str | int, ...]) -> tuple[str, int]:
    place = records.place(kind, name)
    return place.file, place.marked.line(place.prefix + path)


def _documents(make: _Maker, library: Library) -> Iterator[Review]:
    for index, document in enumerate(library.documents):
        if document.status != "archived":
            last = document.reviewed or max(
                (day for day in (document.adopted, document.effective) if day), default=None
            )
            yield make.review(
                "document",
                document.id,
                document.title,
                last,
                _line(make.records, "library", make.library, ("documents", index)),
            )


def _uses(make: _Maker, library: Library) -> Iterator[Review]:
    for index, use in enumerate(library.vendors):
        vendor = make.records.vendors.get(use.vendor)
        if vendor:
            last = use.since if use.state != "not-verified" else None
            yield make.review(
                "sends",
                use.vendor,
                localized(vendor.name, make.records.project),
                last,
                _line(make.records, "library", make.library, ("vendors", index)),
            )


def _contacts(make: _Maker, library: Library) -> Iterator[Review]:
    for index, contact in enumerate(library.contacts):
        known = contact.verification
        last = known.date if known and known.state == "verified" else None
        yield make.review(
            "contact",
            contact.id,
            contact.role,
            last,
            _line(make.records, "library", make.library, ("contacts", index)),
        )


def _translations(make: _Maker, library: Library) -> Review:
    """One review for a library: as old as the text that was compared longest ago, and never if a person missed any."""
    # What is wrong with the record is for its own check to complain of.
    confirmed = read_memory(make.records.project, make.library)[0].values()
    compared_on = (
        min((one.on for one in confirmed), default=None)
        if all(one.by for one in confirmed)
        else None
    )
    return make.review(
        "translation",
        make.library,
        library.name,
        compared_on,
        _line(make.records, "library", make.library, ()),
    )


def _of_vendors(records: Records, care: ReviewPolicy) -> Iterator[Review]:
    used = {use.vendor for library in records.libraries.values() for use in library.vendors}
    for name in sorted(used & records.vendors.keys()):
        vendor = records.vendors[name]
        if vendor.privacy_policy:
            since = changed_on(name, records)
            place = _line(
                records,
                "vendor",
                name,
                ("reviewed_on",) if vendor.reviewed_on else ("privacy_policy",),
            )
            yield _Maker(records, care, "vendors").review(
                "changed-policy" if since else "policy",
                name,
                localized(vendor.name, records.project),
                vendor.reviewed_on,
                place,
                since,
            )


def _of_laws(records: Records, care: ReviewPolicy) -> Iterator[Review]:
    for name, law in sorted(records.laws.items()):
        yield _Maker(records, care, "laws").review(
            "law",
            name,
            localized(law.citation, records.project),
            law.checked_on,
            _line(records, "law", name, ("checked_on",)),
        )


def localized(text: str | LocalizedText, project: Project) -> LocalizedText:
    """A name in every language, also where it is the same in each."""
    return (
        LocalizedText(**dict.fromkeys(project.locales.locales, text))
        if isinstance(text, str)
        else text
    )
