"""A rule over what texts refuse: none of the library's own records does it all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from aviso.checks.conflicting_facts import (
    ONE_OF_THEM_HOLDS,
    LibraryFacts,
    name_sources,
    report_contradiction,
)
from aviso.checks.promises import COMPANY_RECIPIENTS
from aviso.checks.suppressions import describe_place
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.i18n.refusals import find_admission, find_refusals, is_of_another_site
from aviso.model.cookies import CATALOG, WEBSITE
from aviso.model.localized import LocalizedText
from aviso.model.retention import NONE

REFUSED_AND_DONE = Rule(
    "facts/refused-and-done",
    "A text says that something is not done, and a record does it",
    why="A reader who finds “does not use cookies” stops looking, and never learns of the cookie "
    "that is listed on another page. Whichever of the two is wrong, the notice misleads.",
    cure=f"{ONE_OF_THEM_HOLDS} If the sentence holds only for a part, such as one site or one "
    "purpose, say so in it.",
    severity="warning",
    example="“The library does not use cookies.”, beside cookies: [{name: _ga, site: website}]",
)
# The entries of rules_out that make a promise's refusal explicit, by the kind of refusal.
SAID_IN_RULES_OUT = {
    "cookies": "cookies",
    "counting": "outside-counters",
    "sharing": "companies-get-nothing",
}
ONLINE = {WEBSITE, CATALOG}
NEWSLETTERS = {"newsletters", "mailings"}
EMAIL = {"email", "subscriptions"}


class Claim(NamedTuple):
    """A promise or a statement: its id, its kind, its place, its text and its sources."""

    id: str
    called: str
    path: tuple[str | int, ...]
    text: LocalizedText
    source: tuple[str, ...] = ()


class Activity(NamedTuple):
    """A record of something that is done: its id, a description, its place and its sources.

    ``site`` is the website or catalog where it is done, if a sentence could be about another.
    """

    id: str
    description: str
    path: tuple[str | int, ...]
    source: tuple[str, ...]
    site: str = ""


def what_is_refused_is_not_done(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """No record of the library does what a promise or a statement refuses without a limit.

    Archived documents do not count: they are about another time. If a promise cites a statement,
    only the promise is reported.
    """
    reported: set[tuple[str, str]] = set()
    for claim in _list_claims(facts):
        for locale in claim.text.locales:
            for refusal in find_refusals(claim.text.select_locale(locale), locale):
                for activity in _list_activities(refusal.kind, facts):
                    is_elsewhere = is_of_another_site(refusal.sentence, locale, activity.site)
                    pairs = {(one, activity.id) for one in (claim.id, *claim.source)}
                    if not (activity.site and is_elsewhere) and not pairs & reported:
                        reported |= pairs
                        yield _report(facts, claim, refusal.quote, activity)


def _report(facts: LibraryFacts, claim: Claim, quote: str, activity: Activity) -> Diagnostic:
    return report_contradiction(
        REFUSED_AND_DONE,
        facts,
        facts.find_line(*claim.path),
        f"the {claim.called} “{claim.id}” says “{quote}”, but {activity.description} "
        f"({describe_place(facts.place, *activity.path)}; "
        f"{name_sources(claim.source, activity.source)})",
        (claim.id, activity.id),
    )


def _list_claims(facts: LibraryFacts) -> Iterator[Claim]:
    """Yield the promises, then the statements of documents in force."""
    for index, promise in enumerate(facts.library.commitments):
        yield Claim(promise.id, "promise", ("commitments", index), promise.text, promise.source)
    for number, document in enumerate(facts.library.documents):
        if document.status == "archived":
            continue
        for index, one in enumerate(document.statements):
            path = ("documents", number, "statements", index)
            yield Claim(one.id, "statement", path, one.text)


def _list_activities(kind: str, facts: LibraryFacts) -> Iterator[Activity]:
    ruled_out = SAID_IN_RULES_OUT.get(kind)
    if not any(ruled_out in promise.rules_out for promise in facts.library.commitments):
        yield from ACTIVITIES[kind](facts)


def _list_cookies(facts: LibraryFacts) -> Iterator[Activity]:
    for index, one in enumerate(facts.library.cookies):
        description = f"the library lists “{one.name}” under cookies"
        yield Activity(one.name, description, ("cookies", index), one.source, one.site_word)
    for index, practice in enumerate(facts.library.practices):
        if "cookies" in practice.data and practice.situation in ONLINE:
            description = f"the practice “{practice.id}” lists cookies under data"
            path = ("practices", index)
            yield Activity(practice.id, description, path, practice.source, practice.situation)


def _list_counters(facts: LibraryFacts) -> Iterator[Activity]:
    for index, use in enumerate(facts.library.vendors):
        vendor = facts.records.vendors.get(use.vendor)
        if vendor and vendor.category == "web-analytics" and use.state != "not-sent":
            description = f"“{use.vendor}” counts visits to websites"
            yield Activity(use.vendor, description, ("vendors", index), use.source)


def _list_receivers(facts: LibraryFacts) -> Iterator[Activity]:
    for index, use in enumerate(facts.library.vendors):
        if use.state == "sent":
            description = f"“{use.vendor}” is sent {', '.join(use.sends)}"
            yield Activity(use.vendor, description, ("vendors", index), use.source)
    for index, practice in enumerate(facts.library.practices):
        named = {one.who for one in practice.receivers if isinstance(one.who, str)}
        if companies := sorted(COMPANY_RECIPIENTS & named):
            description = f"the practice “{practice.id}” names {', '.join(companies)} as recipients"
            yield Activity(practice.id, description, ("practices", index), practice.source)


def _list_cameras(facts: LibraryFacts) -> Iterator[Activity]:
    for index, practice in enumerate(facts.library.practices):
        if practice.situation == "cameras" and "images" in practice.data:
            description = f"the practice “{practice.id}” is about images of cameras"
            yield Activity(practice.id, description, ("practices", index), practice.source)


def _list_newsletters(facts: LibraryFacts) -> Iterator[Activity]:
    for index, practice in enumerate(facts.library.practices):
        if practice.situation in NEWSLETTERS and EMAIL & set(practice.data):
            description = f"the practice “{practice.id}” is about a newsletter"
            yield Activity(practice.id, description, ("practices", index), practice.source)


def _list_histories(facts: LibraryFacts) -> Iterator[Activity]:
    for index, practice in enumerate(facts.library.practices):
        is_kept = not practice.stages or any(one.period != NONE for one in practice.stages)
        if "borrowing-history" in practice.data and is_kept:
            if practice.choice.answer in ("opt-in", "yes"):
                continue
            description = f"the practice “{practice.id}” keeps borrowing-history"
            yield Activity(practice.id, description, ("practices", index), practice.source)


def _list_sales(facts: LibraryFacts) -> Iterator[Activity]:
    own = facts.library
    noted: list[tuple[str, LocalizedText | None, tuple[str, int], tuple[str, ...]]] = [
        (one.id, one.note, ("practices", at), one.source) for at, one in enumerate(own.practices)
    ]
    noted += [
        (one.vendor, one.note, ("vendors", at), one.source) for at, one in enumerate(own.vendors)
    ]
    for identifier, note, path, source in noted:
        for locale in note.locales if note else ():
            quote = find_admission("selling", note.select_locale(locale), locale) if note else ""
            if quote:
                description = f"the note of “{identifier}” says “{quote}”"
                yield Activity(identifier, description, path, source)
                break


ACTIVITIES: dict[str, Callable[[LibraryFacts], Iterator[Activity]]] = {
    "cookies": _list_cookies,
    "counting": _list_counters,
    "sharing": _list_receivers,
    "cameras": _list_cameras,
    "newsletters": _list_newsletters,
    "history": _list_histories,
    "selling": _list_sales,
}
