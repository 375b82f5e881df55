"""Runs ``aviso links``: from the options to what is printed and the exit status."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

import click

from aviso.apps.links.checker import CheckOptions, Report, check_links, fix_links
from aviso.apps.links.collect import collect_addresses
from aviso.apps.links.store import open_cache
from aviso.cli.links_report import in_one_line, tell
from aviso.cli.progress import counting
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project
from aviso.model.repository import load_optional
from aviso.model.upkeep import Accepted

ACCEPTED_FILE = "data/accepted.yml"
MEMORY = Path(".aviso") / "links" / "answers.sqlite"


@dataclass(frozen=True)
class LinkOptions:
    """What the command line asks for beside the plan."""

    form: str = "text"
    is_fixing: bool = False
    memory: Path | None = None


def run(project: Project, plan: CheckOptions, wishes: LinkOptions) -> int:
    """Check the links of a project, print what was found, and return the exit status."""
    accepted, marked, problems = load_optional(project, ACCEPTED_FILE, Accepted)
    if has_errors(problems):
        click.echo(tell(Report(), wishes.form, problems))
        return 1
    entries = accepted.links if accepted else ()
    over = [
        Diagnostic(
            ACCEPTED_FILE,
            marked.line(("links", index)),
            f'what is accepted of "{entry.address}" ended on {entry.until}',
            "Look again: give it a new end, or delete the entry.",
            "warning",
        )
        for index, entry in enumerate(entries)
        if entry.until < plan.today
    ]
    addresses = collect_addresses(project)
    place, is_named = wishes.memory or project.root / MEMORY, wishes.memory is not None
    with open_cache(place, is_named) as memory, counting("links") as told:
        report = asyncio.run(check_links(addresses, memory, replace(plan, accepted=entries), told))
    text = tell(report, wishes.form, over)
    if text:
        click.echo(text)
    if wishes.is_fixing:
        _fix(project, report)
    click.echo(in_one_line(report), err=True)
    return 1 if report.fails else 0


def _fix(project: Project, report: Report) -> None:
    written, refused = fix_links(project, report.findings)
    for finding, use in written:
        click.echo(f"written: {use}: {finding.verdict.new_address}", err=True)
    for use, reason in refused:
        click.echo(f"not written: {use}: {reason}", err=True)
