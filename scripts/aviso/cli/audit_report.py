"""The result of an audit, written as a table for people or in a format for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import click
from rich.console import Console
from rich.table import Table

from aviso.apps.audit.rules import RULES, count_by_rule
from aviso.core import report_formats as reports
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.rules import make_help_address

NOT_TRIED = "–"


@dataclass
class Audit:
    """The number of pages and the findings of each audited site.

    ``looked_for`` are the rules that were tried, by their short names.
    """

    looked_for: frozenset[str]
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
        """Leave out findings that are accepted or not selected."""
        self.findings = {site: choose(found) for site, found in self.findings.items()}

    def count(self, found: list[Diagnostic]) -> dict[str, int | None]:
        """Return the number of findings of each rule; None for a rule that was not tried."""
        counts = count_by_rule(found)
        return {rule: counts[rule] if rule in self.looked_for else None for rule in RULES}

    @property
    def fails(self) -> bool:
        """Tell whether anything found is an error."""
        return has_errors(self.all)


def print_report(audit: Audit, form: str, more: list[Diagnostic]) -> None:
    """Print the report: a table for people, counts and findings as JSON, or a common format.

    ``more`` are problems of data/accepted.yml.
    """
    if form == "text":
        _print_table(audit, more)
    elif form == "json":
        rows = [
            {
                "rule": problem.rule,
                "help": make_help_address(problem.rule),
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
                    "found": audit.count(audit.all),
                    "findings": rows,
                    "suppressions": reports.list_rows(more),
                },
                ensure_ascii=False,
                indent=2,
            )
        )
    elif text := reports.write_report([*audit.all, *more], form, "aviso audit"):
        click.echo(text)


def _print_table(audit: Audit, more: list[Diagnostic]) -> None:
    """Print a line for each finding, then a table of rules (rows) and sites (columns)."""
    for problem in dict.fromkeys(audit.all):
        mark = "" if problem.severity == "error" else "warning: "
        click.echo(f"{problem.file}: {mark}{problem.sentence}  [{problem.label}]")
    if more:
        click.echo(reports.format_text(more, with_rules=True))
    table = Table(
        "What was checked", *(f"{site} ({pages} pages)" for site, pages in audit.pages.items())
    )
    counts = {site: audit.count(found) for site, found in audit.findings.items()}
    for rule, words in RULES.items():
        found = [counts[site][rule] for site in audit.pages]
        table.add_row(words, *(NOT_TRIED if one is None else str(one) for one in found))
    Console(width=None if Console().is_terminal else 60 + 24 * len(audit.pages)).print(table)
