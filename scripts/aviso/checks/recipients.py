"""Rules on recipients, on data that are only shown, and on choices.

Rules on a single practice check the values as they are written, like ``checks.records``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, permutations
from typing import Any, NamedTuple

from aviso.checks.conflicting_facts import (
    ONE_OF_THEM_HOLDS,
    LibraryFacts,
    name_sources,
    report_contradiction,
)
from aviso.checks.records import list_libraries
from aviso.checks.suppressions import describe_place
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.suggestions import suggest
from aviso.model.records import Records
from aviso.model.references import EACH, find_values
from aviso.model.source_location import SourceLocation

RECIPIENT_OF_OTHER_DATA = Rule(
    "facts/recipient-of-other-data",
    "A recipient receives data that its practice does not name",
    why="The same card would say that these data are not collected and that somebody receives "
    "them.",
    cure="Add the data to the practice if the document says that they are collected, or delete "
    "them from the recipient.",
    example="data: [name], and a recipient with data: [email]",
)
RECIPIENT_TWICE = Rule(
    "facts/recipient-twice",
    "A practice names a recipient twice for the same data, once without a condition",
    why="A recipient who gets data at any time also gets them under the condition. One of the two "
    "entries is wrong or unnecessary.",
    cure="Delete one of the two, or say under data which data each of them is about.",
    severity="warning",
    example="recipients: [law-enforcement, {who: law-enforcement, when: …}]",
)
SHOWN_AND_KEPT = Rule(
    "facts/shown-and-kept",
    "A practice says that the same data are kept and only shown",
    why="Data that are only shown are not kept. A reader could not tell which of the two is true.",
    cure="Look up the data in the document. If they are kept, delete them under shown; if not, "
    "under data.",
    example="data: [name, photo-id] beside shown: [photo-id]",
)
SHOWN_HERE_KEPT_THERE = Rule(
    "facts/shown-here-kept-there",
    "Data are only shown in one practice, and kept in another of the same situation",
    why="Readers of the first card conclude that the data are not kept.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
)
CHOICE_LEADS_NOWHERE = Rule(
    "facts/choice-leads-nowhere",
    "A choice names a contact or a procedure that the library does not have",
    why="A reader would be told that there is a choice, and not find the way to it.",
    cure="Correct the id, or add the contact or the procedure to the library's file.",
    example="optional: {answer: opt-out, contact: news-desk}, without that contact",
)
CONSENT_GAP = Rule(
    "facts/consent-gap",
    "Nobody consents for patrons of certain ages",
    why="Readers of those ages, and their parents, could not tell whose consent is needed.",
    cure="Look up the ages in the document: to_age is the last age, 12 for under 13. If it really "
    "leaves out these ages, accept the warning, or say so under open_questions.",
    severity="warning",
    example="parent up to 12, patron from 14: nobody at 13",
)
# The lists that a choice refers to, by the key that names an entry.
WAYS = {"contact": "contacts", "procedure": "procedures"}


class _Receiver(NamedTuple):
    """A recipient as it is written: its place in the list, who, which data, the condition."""

    position: int
    who: Any
    data: list[str]
    when: Any

    @property
    def name(self) -> str:
        return self.who if isinstance(self.who, str) else str(next(iter(self.who.values()), ""))


def _list_practices(records: Records) -> Iterator[tuple[SourceLocation, int, dict[str, Any]]]:
    """Yield each practice as it is written, with its record and its place in the list."""
    for _, place in list_libraries(records):
        practices = place.value.get("practices") if isinstance(place.value, dict) else None
        for index, practice in enumerate(practices if isinstance(practices, list) else ()):
            if isinstance(practice, dict):
                yield place, index, practice


def _list_data(practice: dict[str, Any], *keys: str) -> list[str]:
    return [found for key in keys for _, found in find_values(practice, (key, EACH))]


def _list_receivers(practice: dict[str, Any]) -> Iterator[_Receiver]:
    written = practice.get("recipients")
    for index, one in enumerate(written if isinstance(written, list) else ()):
        if isinstance(one, str):
            yield _Receiver(index, one.strip(), [], None)
        elif isinstance(one, dict) and isinstance(one.get("who"), (str, dict)):
            yield _Receiver(index, one["who"], _list_data(one, "data"), one.get("when"))


@RECIPIENT_OF_OTHER_DATA.check
def recipients_receive_what_there_is(records: Records) -> Iterator[Diagnostic]:
    """The data of a recipient are among the data of its practice."""
    for place, index, practice in _list_practices(records):
        named = _list_data(practice, "data", "shown")
        known = records.known["data_categories"]
        for path, category in find_values(practice, ("recipients", EACH, "data", EACH)):
            if category in known and category not in named:
                yield place.make_problem(
                    ("practices", index, *path),
                    f'a recipient receives "{category}", which is not among the data of the '
                    f"practice ({', '.join(named) or 'none'})",
                    "Add it to data of the practice, or delete it from the recipient.",
                )


def recipients_are_named_once(records: Records) -> Iterator[Diagnostic]:
    """No recipient of the same data is named both with a condition and without."""
    for place, index, practice in _list_practices(records):
        for first, second in combinations(_list_receivers(practice), 2):
            if first.who != second.who or not _share_data(first, second):
                continue
            if first.when and second.when and first.when != second.when:
                continue
            says = (
                "with the same condition"
                if first.when and second.when
                else "once without a condition"
                if first.when or second.when
                else "without a condition"
            )
            yield RECIPIENT_TWICE.at(
                place.file,
                place.find_line(("practices", index, "recipients", second.position)),
                f"names the recipient “{second.name}” twice for the same data, {says}",
                "Delete one of the two, or say under data which data each is about.",
                (str(practice.get("id")), second.name),
            )


def _share_data(one: _Receiver, other: _Receiver) -> bool:
    """Tell whether two recipients receive some of the same data; none named means all."""
    return not one.data or not other.data or not set(one.data).isdisjoint(other.data)


@SHOWN_AND_KEPT.check
def shown_data_are_not_kept(records: Records) -> Iterator[Diagnostic]:
    """Data that a practice says are only shown are not among those that it keeps."""
    for place, index, practice in _list_practices(records):
        kept = set(_list_data(practice, "data"))
        for path, category in find_values(practice, ("shown", EACH)):
            if category in kept:
                yield place.make_problem(
                    ("practices", index, *path),
                    f'"{category}" is under data and under shown; what is shown is not kept',
                    "If it is kept, delete it under shown; if not, under data.",
                )


@CHOICE_LEADS_NOWHERE.check
def choices_lead_somewhere(records: Records) -> Iterator[Diagnostic]:
    """The contact and the procedure of a choice are the library's own, or its system's."""
    for place, index, practice in _list_practices(records):
        for key, kind in WAYS.items():
            for path, identifier in find_values(practice, ("optional", key)):
                known = set(_list_ids(records, place, kind))
                if identifier not in known:
                    yield place.make_problem(
                        ("practices", index, *path),
                        f'{key} "{identifier}" is not under {kind}',
                        suggest(identifier, known) or "Add it there first.",
                    )


def _list_ids(records: Records, place: SourceLocation, kind: str) -> Iterator[str]:
    """Yield the ids of a list of the library, and of its system."""
    named = [system for _, system in find_values(place.value, ("system",))]
    systems = [records.places.get(("library", system)) for system in named]
    for one in (place, *systems):
        if one:
            yield from (found for _, found in find_values(one.value, (kind, EACH, "id")))


def shown_data_are_kept_nowhere(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """Data that one practice says are only shown are not kept in the same situation."""
    for (first, one), (second, other) in permutations(enumerate(facts.library.practices), 2):
        both = sorted(set(one.shown) & set(other.data))
        if one.situation == other.situation and both:
            where = describe_place(facts.place, "practices", second)
            yield report_contradiction(
                SHOWN_HERE_KEPT_THERE,
                facts,
                facts.find_line("practices", first),
                f"the practice “{one.id}” says that {', '.join(both)} is only shown, and "
                f"“{other.id}” says that it is kept ({where}; "
                f"{name_sources(one.source, other.source)})",
                (one.id, other.id),
            )


def consents_leave_no_gap(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """If somebody consents up to an age and from a later one, somebody consents in between."""
    for index, practice in enumerate(facts.library.practices):
        covered = {age for one in practice.consent for age in one.ages}
        between = range(min(covered), max(covered)) if covered else ()
        missing = [age for age in between if age not in covered]
        if missing:
            ages = f"{missing[0]}" if len(missing) == 1 else f"{missing[0]} to {missing[-1]}"
            yield CONSENT_GAP.at(
                facts.place.file,
                facts.find_line("practices", index, "consent"),
                f"the practice “{practice.id}” says who consents for younger and for older "
                f"patrons, and not at {ages}",
                "Check from_age and to_age; to_age is the last age, 12 for under 13.",
                (practice.id, "consent"),
            )


RECIPIENT_CHECKS: tuple[Callable[[Records], Iterator[Diagnostic]], ...] = (
    recipients_receive_what_there_is,
    recipients_are_named_once,
    shown_data_are_not_kept,
    choices_lead_somewhere,
)
