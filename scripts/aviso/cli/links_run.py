"""Runs ``aviso links``: from the options to what is printed and the exit status."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from aviso.apps.links.checker import CheckOptions, Report, check_links, fix_links
from aviso.apps.links.collect import collect_addresses
from aviso.apps.links.store import open_cache
from aviso.checks.suppressions import EXPIRED, MATCHES_NOTHING
from aviso.cli.links_report import in_one_line, tell
from aviso.cli.progress import counting
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import ACCEPTED_FILE, Project
from aviso.core.rules import Selection
from aviso.core.yaml_positions import PositionedValue
from aviso.model.repository import load_optional
from aviso.model.upkeep import Accepted, AcceptedLink

MEMORY = Path(".aviso") / "links" / "answers.sqlite"


@dataclass(frozen=True)
class LinkOptions:
    """What the command line asks for beside the plan."""

    form: str = "text"
    is_fixing: bool = False
    memory: Path | None = None
    selection: Selection = field(default_factory=Selection)


def run(project: Project, plan: CheckOptions, wishes: LinkOptions) -> int:
    """Check the links of a project, print what was found, and return the exit status."""
    accepted, marked, problems = load_optional(project, ACCEPTED_FILE, Accepted)
    if has_errors(problems):
        click.echo(tell(Report(), wishes.form, problems))
        return 1
    entries = accepted.links if accepted else ()
    over = [
        EXPIRED.at(
            ACCEPTED_FILE,
            marked.line(("links", index)),
            f'what is accepted of "{entry.address}" ended on {entry.until}',
            "Look again: give it a new end, or delete the entry.",
        )
        for index, entry in enumerate(entries)
        if entry.until < plan.today
    ]
    addresses = collect_addresses(project)
    place, is_named = wishes.memory or project.root / MEMORY, wishes.memory is not None
    with open_cache(place, is_named) as memory, counting("links") as told:
        report = asyncio.run(check_links(addresses, memory, replace(plan, accepted=entries), told))
    if not plan.is_offline and report.has_network:
        over += _unused(report, entries, marked)
    report.findings = [one for one in report.findings if wishes.selection.keeps_rule(one.rule.id)]
    text = tell(report, wishes.form, wishes.selection.of(over))
    if text:
        click.echo(text)
    if wishes.is_fixing:
        _fix(project, report)
    click.echo(in_one_line(report), err=True)
    return 1 if report.fails else 0


def _unused(
    report: Report, entries: tuple[AcceptedLink, ...], marked: PositionedValue
) -> list[Diagnostic]:
    """Entries that match no address of a run that has asked for all of them."""
    return [
        MATCHES_NOTHING.at(
            ACCEPTED_FILE,
            marked.line(("links", index)),
            f'nothing is found any more that this accepts ({entry.group}: "{entry.address}")',
            "Delete the entry.",
        )
        for index, entry in enumerate(entries)
        if not any(entry.is_for(one.address, one.group) for one in report.findings)
    ]


def _fix(project: Project, report: Report) -> None:
    written, refused = fix_links(project, report.findings)
    for finding, use in written:
        click.echo(f"written: {use}: {finding.verdict.new_address}", err=True)
    for use, reason in refused:
        click.echo(f"not written: {use}: {reason}", err=True)
