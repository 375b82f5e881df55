"""Runs ``aviso audit``: from what is to be looked at to a report and an exit status."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from aviso.audit.findings import RULES, count_by_rule
from aviso.problems import FORMATS, has_errors
from aviso.publish import Output
from aviso.reports import Finding, as_junit, as_sarif

Told = Callable[[str], None]
FORM_NAMES = ("text", "json", "junit", "sarif", "github")


@dataclass
class Audit:
    """What was looked at, and what was found: the number of pages and the findings of each site."""

    pages: dict[str, int] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)

    def add(self, site: str, pages: int, found: list[Finding]) -> None:
        """Add the findings of one site."""
        self.pages[site] = self.pages.get(site, 0) + pages
        self.findings.setdefault(site, []).extend(found)

    @property
    def all(self) -> list[Finding]:
        """The findings of all sites."""
        return [one for found in self.findings.values() for one in found]

    @property
    def fails(self) -> bool:
        """Tell whether anything found is an error."""
        return has_errors(problem for _, problem in self.all)


def audit_folder(output: Output, wanted: list[str], with_browser: bool) -> Audit:
    """Audit the published sites. Raises NoBrowser if a browser is asked for and cannot be started."""
    from aviso.audit.sites import audit_published, published_site, visit_site

    audit = Audit()
    for site_id in wanted:
        site = published_site(output, site_id)
        audit.add(site_id, len(site.pages) if site else 0, audit_published(output, site_id))
    if with_browser:
        from aviso.audit.visiting import visitor

        with visitor() as browser, _progress(sum(audit.pages.values())) as advance:
            for site_id in wanted:
                site = published_site(output, site_id)
                if site:
                    audit.add(site_id, 0, visit_site(browser, site, advance))
    return audit


def audit_address(output: Output, address: str) -> Audit:
    """Audit the live site at an address. Raises NoBrowser."""
    from aviso.audit.live import LiveSite, audit_live
    from aviso.audit.visiting import visitor

    site = LiveSite(address if address.endswith("/") else f"{address}/", _built_for(output, address))
    audit = Audit()
    with visitor() as browser, _progress(None) as advance:
        found, pages = audit_live(browser, site, advance)
    audit.add(site.address, pages, found)
    return audit


def _built_for(output: Output, address: str) -> dict[str, tuple[int, str]]:
    """The files that were built here for a site at this address; none if there are none."""
    from aviso.audit.sites import published_site
    from aviso.pages import FRONT

    for site_id in (*output.published(), FRONT):
        site = published_site(output, site_id)
        if site and site.address.rstrip("/") == address.rstrip("/"):
            return {name: tuple(entry) for name, entry in output.stamp(site_id)["files"].items()}
    return {}


def tell(audit: Audit, form: str) -> None:
    """Print the report in one of FORM_NAMES."""
    if form == "text":
        _print_table(audit)
    elif form == "json":
        rows = [{"rule": rule, "page": problem.file, "severity": problem.severity, "message": problem.message, "hint": problem.hint} for rule, problem in audit.all]
        click.echo(json.dumps({"pages": audit.pages, "found": count_by_rule(audit.all), "findings": rows}, ensure_ascii=False, indent=2))
    elif form == "github":
        text = FORMATS["github"](problem for _, problem in audit.all)
        if text:
            click.echo(text)
    else:
        click.echo((as_junit if form == "junit" else as_sarif)(audit.all, "aviso audit"))


def _print_table(audit: Audit) -> None:
    """A line for each thing that was found, then a table with a line for each rule and a column for each site."""
    for rule, problem in dict.fromkeys(audit.all):
        mark = "" if problem.severity == "error" else "warning: "
        click.echo(f"{problem.file}: {mark}{problem.sentence}  [{rule}]")
    table = Table("What was looked for", *(f"{site} ({pages} pages)" for site, pages in audit.pages.items()))
    counts = {site: count_by_rule(found) for site, found in audit.findings.items()}
    for rule, words in RULES.items():
        table.add_row(words, *(str(counts[site][rule]) for site in audit.pages))
    Console(width=None if Console().is_terminal else 60 + 24 * len(audit.pages)).print(table)


@contextmanager
def _progress(total: int | None) -> Iterator[Told]:
    """Show on a terminal how far it is; say nothing elsewhere."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("opening …", total=total)
        yield lambda page: bar.update(task, advance=1, description=f"opening … {page[:40]}")
