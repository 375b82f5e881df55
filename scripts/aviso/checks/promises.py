"""Rules on the promises of a library: none of its own records contradicts one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aviso.checks.conflicting_facts import (
    ONE_OF_THEM_HOLDS,
    LibraryFacts,
    name_sources,
    report_contradiction,
)
from aviso.checks.suppressions import describe_place
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.registers import Vendor

COMPANY_RECIPIENTS = {"vendors", "database-vendors", "collection-agencies"}

PROMISE_AND_SENDING = Rule(
    "facts/promise-and-sending",
    "A promise that companies get nothing conflicts with data sent to one",
    why="Readers would trust the promise and never look at the list of companies. Whichever of "
    "the two is wrong, the notice misleads them.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
    example="“We share nothing with companies” beside a vendor with sends: [email]",
)
PROMISE_AND_RECIPIENTS = Rule(
    "facts/promise-and-recipients",
    "A promise that companies get nothing conflicts with a practice with companies as recipients",
    why="The same notice would promise that no company gets the data, and name companies that do.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
)
PROMISE_AND_COOKIES = Rule(
    "facts/promise-and-cookies",
    "A promise of no cookies conflicts with a company that sets them on the library's pages",
    why="A reader who relies on the promise would still get cookies, from a company that the "
    "library chose.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
)
PROMISE_AND_COUNTER = Rule(
    "facts/promise-and-counter",
    "A promise that nobody else counts visits conflicts with a company that does",
    why="A company that counts visits sees who reads which page. The promise says that this does "
    "not happen.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
)


def no_company_is_sent_anything(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """A promise that companies get nothing does not conflict with data sent to one."""
    for position, use in enumerate(facts.library.vendors):
        if use.state == "sent":
            yield from _report(
                PROMISE_AND_SENDING,
                facts,
                "companies-get-nothing",
                (use.vendor, use.source),
                f"promises that companies get nothing, but “{use.vendor}” is sent: "
                f"{', '.join(use.sends)}",
                describe_place(facts.place, "vendors", position),
            )


def no_company_is_a_recipient(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """A promise that companies get nothing does not conflict with a practice that names some."""
    for position, practice in enumerate(facts.library.practices):
        named = {one.who for one in practice.receivers if isinstance(one.who, str)}
        companies = COMPANY_RECIPIENTS & named
        if companies:
            yield from _report(
                PROMISE_AND_RECIPIENTS,
                facts,
                "companies-get-nothing",
                (practice.id, practice.source),
                f"promises that companies get nothing, but the practice “{practice.id}” names "
                f"{', '.join(sorted(companies))}",
                describe_place(facts.place, "practices", position),
            )


def no_company_sets_cookies(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """A promise of no cookies does not conflict with a company that sets them on the pages."""
    yield from _report_listed_cookies(facts)
    yield from _report_vendors_on_own_pages(
        PROMISE_AND_COOKIES,
        facts,
        "cookies",
        lambda vendor: "cookies" in vendor.data_received,
        "promises that no cookies are set",
        "runs on the library’s own pages and uses cookies",
    )


def _report_listed_cookies(facts: LibraryFacts) -> Iterator[Diagnostic]:
    for position, cookie in enumerate(facts.library.cookies):
        yield from _report(
            PROMISE_AND_COOKIES,
            facts,
            "cookies",
            (cookie.name, cookie.source),
            f"promises that no cookies are set, but the library lists “{cookie.name}” under "
            "cookies",
            describe_place(facts.place, "cookies", position),
        )


def no_company_counts_visits(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """A promise of no outside counters does not conflict with a company that counts visits."""
    return _report_vendors_on_own_pages(
        PROMISE_AND_COUNTER,
        facts,
        "outside-counters",
        lambda vendor: vendor.category == "web-analytics",
        "promises that nobody else counts visits",
        "does so on the library’s own pages",
    )


def _report_vendors_on_own_pages(
    rule: Rule,
    facts: LibraryFacts,
    ruled_out: str,
    does_it: Callable[[Vendor], bool],
    promised: str,
    done: str,
) -> Iterator[Diagnostic]:
    """Report the vendors on the library's own pages that do what a promise rules out."""
    for position, use in enumerate(facts.library.vendors):
        vendor = facts.records.vendors.get(use.vendor)
        if not vendor or vendor.on_library_pages != "yes" or use.state == "not-sent":
            continue
        if does_it(vendor):
            yield from _report(
                rule,
                facts,
                ruled_out,
                (use.vendor, use.source),
                f"{promised}, but “{use.vendor}” "
                f"(line {facts.find_line('vendors', position)}) {done}",
                describe_place(facts.records.place("vendor", use.vendor), "on_library_pages"),
            )


def _report(
    rule: Rule,
    facts: LibraryFacts,
    ruled_out: str,
    other: tuple[str, tuple[str, ...]],
    message: str,
    where: str,
) -> Iterator[Diagnostic]:
    """Report each promise that rules out what another record, given by id and sources, says."""
    identifier, sources = other
    for index, promise in enumerate(facts.library.commitments):
        if ruled_out in promise.rules_out:
            yield report_contradiction(
                rule,
                facts,
                facts.find_line("commitments", index),
                f"the promise “{promise.id}” {message} ({where}; "
                f"{name_sources(promise.source, sources)})",
                (promise.id, identifier),
            )
