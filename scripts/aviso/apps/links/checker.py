"""Turns a project's addresses into findings: what memory does not know is asked for, and every answer is judged."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from aviso.apps.links.collect import Addresses, Use
from aviso.apps.links.rewrite import CannotFix, write_new_address
from aviso.apps.links.store import CacheLifetimes, ResultCache
from aviso.core.diagnostics import Diagnostic, Severity
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.core.web.answers import Answer
from aviso.core.web.classification import GROUPS, Classification, Group, classify
from aviso.core.web.rate_limiter import RequestPolicy
from aviso.model.upkeep import AcceptedLink

if TYPE_CHECKING:
    import dns.asyncresolver

    from aviso.core.web.fetcher import Fetcher


LINKS = "aviso links"
BROKEN = Rule(
    "links/broken",
    "Nobody can read what an address leads to",
    why="Readers who follow the link find nothing, or a warning of their browser. Where it is a "
    "source, nobody can check the fact any more.",
    cure="Find where the page is now and write its address. If it is gone, take the address out "
    "and say in words where the fact came from.",
    found_by=LINKS,
)
FAILING_FOR_DAYS = Rule(
    "links/failing-for-days",
    "An address has given no sound answer for days",
    why="One failure may be chance; on several days in a row, the page is probably gone for "
    "readers too.",
    cure="Open the address in a browser. If it does not work there either, find where the page is "
    "now; if it does, accept it under links in data/accepted.yml until a day.",
    found_by=LINKS,
)
RULES: dict[str, Rule] = {
    "broken": BROKEN,
    "moved": Rule(
        "links/moved",
        "An address has moved for good",
        why="The old address leads on today, but such redirects are often taken away after a "
        "while.",
        cure="Write the new address; aviso links --fix does it wherever the address stands.",
        severity="warning",
        found_by=LINKS,
    ),
    "insecure": Rule(
        "links/insecure",
        "An address is http, and https answers as well",
        why="Without encryption, anybody on the way can see which page a reader opens, and change "
        "what it says.",
        cure="Write https in place of http; aviso links --fix does it wherever the address stands.",
        severity="warning",
        found_by=LINKS,
    ),
    "refused": Rule(
        "links/refused",
        "A host turns programs away from an address",
        why="The page may be there for readers, but a program cannot tell.",
        cure="Open the address in a browser. If the page is there, accept it under links in "
        "data/accepted.yml until a day.",
        severity="warning",
        found_by=LINKS,
    ),
    "unsure": Rule(
        "links/unsure",
        "An address gave no sound answer this time",
        why="The host may be down for a while, or the network may have been. Only if it lasts is "
        "there something to do.",
        cure="Wait: after three days in a row it becomes an error. Look at it in a browser if you "
        "want to know sooner.",
        severity="warning",
        found_by=LINKS,
    ),
}


@dataclass(frozen=True)
class CheckedAddress:
    """An address, what is to be done about it, and every place that uses it."""

    address: str
    verdict: Classification
    uses: tuple[Use, ...]
    days: int = 0
    accepted: str = ""
    is_failing: bool = False

    @property
    def group(self) -> Group:
        """What kind of work it makes."""
        return self.verdict.group

    @property
    def rule(self) -> Rule:
        """The rule that it breaks."""
        return FAILING_FOR_DAYS if self.is_failing else RULES[self.group]

    @property
    def severity(self) -> Severity:
        """That of the rule, unless somebody accepts it."""
        return "warning" if self.accepted else self.rule.severity

    @property
    def message(self) -> str:
        """What is wrong, in words, with the days if it is about days."""
        days = f", on {self.days} days in a row" if self.days > 1 else ""
        return f"{self.verdict.message}{days}"

    def problems(self) -> list[Diagnostic]:
        """The finding as one problem for each place."""
        return [
            self.rule.at(
                use.file,
                use.line,
                f"{self.address} {self.message}",
                _sentence(self.verdict.hint),
            )
            for use in self.uses
        ]


def _sentence(hint: str) -> str:
    return hint if not hint or hint.endswith((".", "!", "?")) else f"{hint}."


@dataclass
class Report:
    """All that a run found, and how much of it came from where."""

    findings: list[CheckedAddress] = field(default_factory=list)
    looked_at: int = 0
    asked: int = 0
    unknown: int = 0
    invented: int = 0
    has_network: bool = True

    @property
    def fails(self) -> bool:
        """Tell whether anything found is an error that nobody accepts."""
        return any(
            finding.severity == "error" and not finding.accepted for finding in self.findings
        )


@dataclass(frozen=True)
class CheckOptions:
    """How a run goes about it: manners, how long answers are believed, when failing for days becomes an error, and the day."""

    manners: RequestPolicy = field(default_factory=RequestPolicy)
    ages: CacheLifetimes = field(default_factory=CacheLifetimes)
    today: date = date.min
    days_until_error: int = 3
    is_offline: bool = False
    accepted: tuple[AcceptedLink, ...] = ()
    resolver: dns.asyncresolver.Resolver | None = None


OnProgress = Callable[[int, int, str], None]


async def check_links(
    addresses: Addresses,
    memory: ResultCache,
    plan: CheckOptions,
    told: OnProgress = lambda done, total, page: None,
) -> Report:
    """Find out about every address, asking as little as possible; ``told`` hears of each page that is done."""
    pages = addresses.pages()
    answers = {
        page: known
        for page, anchors in pages.items()
        if (known := memory.known(page, anchors, None if plan.is_offline else plan.ages))
    }
    report = Report(looked_at=len(pages), invented=len(addresses.invented))
    left = {page: anchors for page, anchors in pages.items() if page not in answers}
    if plan.is_offline:
        report.unknown = len(left)
    else:
        report.asked = len(left)
        fresh = await _ask(
            left,
            memory,
            plan.manners,
            lambda done, page: told(done + len(answers), len(pages), page),
        )
        answers |= fresh
        report.has_network = not _is_cut_off(fresh)
        memory.forget_others([page for page in pages if report.has_network or page not in fresh])
    report.findings = _findings(addresses, answers, memory, plan, report.has_network)
    if report.has_network:
        report.findings += await _mail_findings(addresses, plan)
    report.findings.sort(key=lambda one: (GROUPS.index(one.group), one.address))
    return report


async def _ask(
    pages: dict[str, list[str]],
    memory: ResultCache,
    manners: RequestPolicy,
    told: Callable[[int, str], None],
) -> dict[str, Answer]:
    """Ask for all pages: one after the other on each host, many hosts at once; each answer is kept when it comes."""
    if not pages:
        return {}
    # What speaks HTTP takes longest to load, and a run from memory does without.
    from aviso.core.web.fetcher import Fetcher

    by_host: dict[str, list[str]] = {}
    for page in pages:
        by_host.setdefault(urlsplit(page).hostname or "", []).append(page)
    answers: dict[str, Answer] = {}

    async def visit(host_pages: list[str], fetcher: Fetcher) -> None:
        for page in host_pages:
            answers[page] = await fetcher.answer(page, pages[page])
            if answers[page].fault != "no-network":
                memory.keep(page, pages[page], answers[page])
            told(len(answers), page)

    async with Fetcher(manners) as fetcher, asyncio.TaskGroup() as hosts:
        for host_pages in by_host.values():
            hosts.create_task(visit(host_pages, fetcher))
    return answers


def _is_cut_off(answers: dict[str, Answer]) -> bool:
    """Tell whether no server at all gave an answer, so that it must be our network and not the pages."""
    hosts = {urlsplit(page).hostname for page in answers}
    return len(hosts) > 1 and not any(
        answer.status or "certificate" in answer.fault for answer in answers.values()
    )


def _findings(
    addresses: Addresses,
    answers: dict[str, Answer],
    memory: ResultCache,
    plan: CheckOptions,
    has_network: bool,
) -> list[CheckedAddress]:
    found = []
    for address, uses in addresses.web.items():
        answer = answers.get(urldefrag(address).url)
        if answer is None:
            continue
        verdict = classify(address, answer if has_network else Answer(address, fault="no-network"))
        is_counted = not plan.is_offline and has_network and answer.fault != "no-network"
        days = _days(address, verdict, memory, plan) if is_counted else 0
        if verdict.group != "sound":
            found.append(_finding(address, verdict, uses, plan, days))
    return found


def _days(address: str, verdict: Classification, memory: ResultCache, plan: CheckOptions) -> int:
    if verdict.group != "unsure":
        memory.recovered(address)
        return 0
    return memory.days_failing(address, plan.today)


def _finding(
    address: str, verdict: Classification, uses: list[Use], plan: CheckOptions, days: int = 0
) -> CheckedAddress:
    reason = next(
        (
            entry.reason
            for entry in plan.accepted
            if entry.until >= plan.today and entry.is_for(address, verdict.group)
        ),
        "",
    )
    return CheckedAddress(
        address,
        verdict,
        tuple(sorted(uses)),
        days,
        reason,
        is_failing=verdict.group == "unsure" and days >= plan.days_until_error,
    )


async def _mail_findings(addresses: Addresses, plan: CheckOptions) -> list[CheckedAddress]:
    if plan.is_offline or not addresses.mail:
        return []
    from aviso.apps.links.mail import judge_domains

    domains = sorted({address.rpartition("@")[2].lower() for address in addresses.mail})
    verdicts = await judge_domains(domains, plan.resolver)
    found = [
        (address, verdicts[address.rpartition("@")[2].lower()], uses)
        for address, uses in sorted(addresses.mail.items())
    ]
    return [
        _finding(address, verdict, uses, plan)
        for address, verdict, uses in found
        if verdict.group != "sound"
    ]


def fix(
    project: Project, findings: Iterable[CheckedAddress]
) -> tuple[list[tuple[CheckedAddress, Use]], list[tuple[Use, str]]]:
    """Write every new address that is known into its files; return what was written, and what could not be and why."""
    written, refused = [], []
    for finding in findings:
        for use in finding.uses if finding.verdict.new_address and not finding.accepted else ():
            try:
                write_new_address(project, use, finding.address, finding.verdict.new_address)
                written.append((finding, use))
            except (CannotFix, OSError) as error:
                refused.append((use, str(error)))
    return written, refused
