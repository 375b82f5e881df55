"""Checks a project's addresses: requests those not in the cache, and classifies answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aviso.apps.links.collect import Addresses, AddressUse
from aviso.apps.links.rules import FAILING_FOR_DAYS, RULES
from aviso.apps.links.store import CacheLifetimes, ResultCache
from aviso.core.diagnostics import Diagnostic, Severity
from aviso.core.rules import Rule
from aviso.core.web.addresses import remove_fragment
from aviso.core.web.answers import Answer
from aviso.core.web.classification import GROUPS, Classification, Group, classify
from aviso.core.web.rate_limiter import RequestPolicy
from aviso.model.upkeep import AcceptedLink

if TYPE_CHECKING:
    import dns.asyncresolver

    from aviso.core.web.fetcher import Fetcher


@dataclass(frozen=True)
class CheckedAddress:
    """An address, what to do about it, and every place that uses it."""

    address: str
    verdict: Classification
    uses: tuple[AddressUse, ...]
    days: int = 0
    accepted: str = ""
    is_failing: bool = False

    @property
    def group(self) -> Group:
        """The group: what somebody has to do."""
        return self.verdict.group

    @property
    def rule(self) -> Rule:
        """The rule that it breaks."""
        return FAILING_FOR_DAYS if self.is_failing else RULES[self.group]

    @property
    def severity(self) -> Severity:
        """The severity of the rule, unless somebody accepts the finding."""
        return "warning" if self.accepted else self.rule.severity

    @property
    def message(self) -> str:
        """What is wrong, with the number of days for an unsure address."""
        days = f", on {self.days} days in a row" if self.days > 1 else ""
        return f"{self.verdict.message}{days}"

    def list_problems(self) -> list[Diagnostic]:
        """Return one diagnostic for each place."""
        return [
            self.rule.at(
                use.file,
                use.line,
                f"{self.address} {self.message}",
                _end_sentence(self.verdict.hint),
            )
            for use in self.uses
        ]


def _end_sentence(hint: str) -> str:
    return hint if not hint or hint.endswith((".", "!", "?")) else f"{hint}."


@dataclass
class Report:
    """The findings of a run, and the number of pages that it requested or took from the cache."""

    findings: list[CheckedAddress] = field(default_factory=list)
    looked_at: int = 0
    asked: int = 0
    unknown: int = 0
    invented: int = 0
    has_network: bool = True

    @property
    def fails(self) -> bool:
        """Tell whether any finding is an error that nobody accepts."""
        return any(
            finding.severity == "error" and not finding.accepted for finding in self.findings
        )


@dataclass(frozen=True)
class CheckOptions:
    """The options of a run.

    They are the policy for requests, the lifetimes of answers, the day, the number of days in a row
    after which failures are an error, and the accepted findings.
    """

    policy: RequestPolicy = field(default_factory=RequestPolicy)
    lifetimes: CacheLifetimes = field(default_factory=CacheLifetimes)
    today: date = date.min
    days_until_error: int = 3
    is_offline: bool = False
    accepted: tuple[AcceptedLink, ...] = ()
    resolver: dns.asyncresolver.Resolver | None = None


# Takes the number of pages done, the number of all pages, and the page.
OnProgress = Callable[[int, int, str], None]


def ignore_progress(done: int, total: int, page: str) -> None:
    """Do nothing when a page is done."""


async def check_links(
    addresses: Addresses,
    cache: ResultCache,
    options: CheckOptions,
    on_progress: OnProgress = ignore_progress,
) -> Report:
    """Check every address with as few requests as possible."""
    pages = addresses.group_by_page()
    lifetimes = None if options.is_offline else options.lifetimes
    answers = {
        page: known
        for page, anchors in pages.items()
        if (known := cache.find(page, anchors, lifetimes))
    }
    report = Report(looked_at=len(pages), invented=len(addresses.invented))
    left = {page: anchors for page, anchors in pages.items() if page not in answers}
    if options.is_offline:
        report.unknown = len(left)
    else:
        report.asked = len(left)
        known_count = len(answers)
        fresh = await _ask(
            left,
            cache,
            addresses.list_languages(),
            options.policy,
            lambda done, page: on_progress(done + known_count, len(pages), page),
        )
        answers |= fresh
        report.has_network = not _is_cut_off(fresh)
        cache.keep_only([page for page in pages if report.has_network or page not in fresh])
    report.findings = _make_findings(addresses, answers, cache, options, report.has_network)
    if report.has_network:
        report.findings += await _make_mail_findings(addresses, options)
    report.findings.sort(key=lambda one: (GROUPS.index(one.group), one.address))
    return report


async def _ask(
    pages: dict[str, list[str]],
    cache: ResultCache,
    languages: dict[str, tuple[str, ...]],
    policy: RequestPolicy,
    on_page: Callable[[int, str], None],
) -> dict[str, Answer]:
    """Request all pages, one after the other on each host, and many hosts at once.

    Each answer is stored as soon as it comes.
    """
    if not pages:
        return {}
    # aiohttp is slow to import, and a run without requests does not need it.
    from aviso.core.web.fetcher import Fetcher

    by_host: dict[str, list[str]] = {}
    for page in pages:
        by_host.setdefault(urlsplit(page).hostname or "", []).append(page)
    answers: dict[str, Answer] = {}

    async def ask_host(host_pages: list[str], fetcher: Fetcher) -> None:
        for page in host_pages:
            answers[page] = await fetcher.fetch_answer(page, pages[page], languages[page])
            if answers[page].fault != "no-network":
                cache.save(page, pages[page], answers[page])
            on_page(len(answers), page)

    async with Fetcher(policy) as fetcher, asyncio.TaskGroup() as hosts:
        for host_pages in by_host.values():
            hosts.create_task(ask_host(host_pages, fetcher))
    return answers


def _is_cut_off(answers: dict[str, Answer]) -> bool:
    """Tell whether no server at all answered, so that our own network must be at fault."""
    hosts = {urlsplit(page).hostname for page in answers}
    return len(hosts) > 1 and not any(
        answer.status or "certificate" in answer.fault for answer in answers.values()
    )


def _make_findings(
    addresses: Addresses,
    answers: dict[str, Answer],
    cache: ResultCache,
    options: CheckOptions,
    has_network: bool,
) -> list[CheckedAddress]:
    found = []
    for address, uses in addresses.web.items():
        answer = answers.get(remove_fragment(address))
        if answer is None:
            continue
        verdict = classify(address, answer if has_network else Answer(address, fault="no-network"))
        is_counted = not options.is_offline and has_network and answer.fault != "no-network"
        days = _count_days(address, verdict, cache, options) if is_counted else 0
        if verdict.group != "sound":
            found.append(_make_finding(address, verdict, uses, options, days))
    return found


def _count_days(
    address: str, verdict: Classification, cache: ResultCache, options: CheckOptions
) -> int:
    """Return the number of days in a row on which an address has been unsure."""
    if verdict.group != "unsure":
        cache.clear_failures(address)
        return 0
    return cache.count_failure(address, options.today)


def _make_finding(
    address: str,
    verdict: Classification,
    uses: list[AddressUse],
    options: CheckOptions,
    days: int = 0,
) -> CheckedAddress:
    reason = next(
        (
            entry.reason
            for entry in options.accepted
            if entry.until >= options.today and entry.is_for(address, verdict.group)
        ),
        "",
    )
    return CheckedAddress(
        address,
        verdict,
        tuple(sorted(uses)),
        days,
        reason,
        is_failing=verdict.group == "unsure" and days >= options.days_until_error,
    )


async def _make_mail_findings(addresses: Addresses, options: CheckOptions) -> list[CheckedAddress]:
    if options.is_offline or not addresses.mail:
        return []
    from aviso.apps.links.mail import classify_domains

    domains = {address: address.rpartition("@")[2].lower() for address in addresses.mail}
    verdicts = await classify_domains(sorted(set(domains.values())), options.resolver)
    return [
        _make_finding(address, verdicts[domains[address]], uses, options)
        for address, uses in sorted(addresses.mail.items())
        if verdicts[domains[address]].group != "sound"
    ]
