"""Runs ``aviso audit``: from what is to be looked at to a report and an exit status."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

import click
from rich.console import Console
from rich.table import Table

from aviso.apps.audit.rules import RULES, count_by_rule
from aviso.build.output import Output
from aviso.cli.progress import counting
from aviso.core import report_formats as reports
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.rules import help_address

OnProgress = Callable[[str], None]


@dataclass
class Audit:
    """What was looked at, and what was found: the number of pages and the findings of each site."""

    pages: dict[str, int] = field(default_factory=dict)
    findings: dict[str, list[Diagnostic]] = field(default_factory=dict)

    def add(self, site: str, pages: int, found: list[Diagnostic]) -> None:
        """Add the findings of one site."""
        self.pages[site] = self.pages.get(site, 0) + pages
        self.findings.setdefault(site, []).extend(found)

    @property
    def all(self) -> list[Diagnostic]:
        """The findings of all sites."""
        return [one for found in self.findings.values() for one in found]

    def keep(self, choose: Callable[[list[Diagnostic]], list[Diagnostic]]) -> None:
        """Leave out findings that somebody accepts or does not want to hear of."""
        self.findings = {site: choose(found) for site, found in self.findings.items()}

    @property
    def fails(self) -> bool:
        """Tell whether anything found is an error."""
        return has_errors(self.all)


def audit_folder(output: Output, wanted: list[str], with_browser: bool) -> Audit:
    """Audit the published sites. Raises NoBrowser if a browser is asked for and cannot be started."""
    from aviso.apps.audit.built_site import audit_published, find_published_site, visit_site

    audit = Audit()
    for site_id in wanted:
        site = find_published_site(output, site_id)
        audit.add(site_id, len(site.pages) if site else 0, audit_published(output, site_id))
    if with_browser:
        from aviso.apps.audit.browser import start_visitor

        with start_visitor() as browser, _progress(sum(audit.pages.values())) as advance:
            for site_id in wanted:
                site = find_published_site(output, site_id)
                if site:
                    audit.add(site_id, 0, visit_site(browser, site, advance))
    return audit


def audit_address(output: Output, address: str) -> Audit:
    """Audit the live site at an address. Raises NoBrowser."""
    from aviso.apps.audit.browser import start_visitor
    from aviso.apps.audit.live_site import LiveSite, audit_live

    site = LiveSite(
        address if address.endswith("/") else f"{address}/", _built_for(output, address)
    )
    audit = Audit()
    with start_visitor() as browser, _progress(None) as advance:
        found, pages = audit_live(browser, site, advance)
    audit.add(site.address, pages, found)
    return audit


def _built_for(output: Output, address: str) -> dict[str, tuple[int, str]]:
    """The files that were built here for a site at this address; none if there are none."""
    from aviso.apps.audit.built_site import find_published_site
    from aviso.content.pages import FRONT

    for site_id in (*output.published(), FRONT):
        site = find_published_site(output, site_id)
        if site and site.address.rstrip("/") == address.rstrip("/"):
            return {name: tuple(entry) for name, entry in output.stamp(site_id)["files"].items()}
    return {}


def tell(audit: Audit, form: str, more: list[Diagnostic]) -> None:
    """Print the report: a table for people, counts and findings as JSON, or one of the forms that all reports have.

    ``more`` are problems of the list of what is accepted.
    """
    if form == "text":
        _print_table(audit, more)
    elif form == "json":
        rows = [
            {
                "rule": problem.rule,
                "help": help_address(problem.rule),
                "page": problem.file,
                "severity": problem.severity,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in audit.all
        ]
        click.echo(
            json.dumps(
                {
                    "pages": audit.pages,
                    "found": count_by_rule(audit.all),
                    "findings": rows,
                    "suppressions": reports.as_rows(more),
                },
                ensure_ascii=False,
                indent=2,
            )
        )
    elif text := reports.tell([*audit.all, *more], form, "aviso audit"):
        click.echo(text)


def _print_table(audit: Audit, more: list[Diagnostic]) -> None:
    """A line for each thing that was found, then a table with a line for each rule and a column for each site."""
    for problem in dict.fromkeys(audit.all):
        mark = "" if problem.severity == "error" else "warning: "
        click.echo(f"{problem.file}: {mark}{problem.sentence}  [{problem.label}]")
    if more:
        click.echo(reports.as_text(more, with_rules=True))
    table = Table(
        "What was looked for", *(f"{site} ({pages} pages)" for site, pages in audit.pages.items())
    )
    counts = {site: count_by_rule(found) for site, found in audit.findings.items()}
    for rule, words in RULES.items():
        table.add_row(words, *(str(counts[site][rule]) for site in audit.pages))
    Console(width=None if Console().is_terminal else 60 + 24 * len(audit.pages)).print(table)


@contextmanager
def _progress(total: int | None) -> Iterator[OnProgress]:
    """Show on a terminal how many pages have been opened."""
    numbers = count(1)
    with counting("opening …") as told:
        yield lambda page: told(next(numbers), total, f"opening … {page}")
