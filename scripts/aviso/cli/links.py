"""``aviso links``: checks the addresses of other sites, or those within the built sites."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from aviso.apps.links.accepted import find_expired, find_unused
from aviso.apps.links.checker import CheckOptions, Report, check_links
from aviso.apps.links.collect import collect_addresses
from aviso.apps.links.fixing import ask_again, fix_links, list_fixable
from aviso.apps.links.store import CacheLifetimes, ForeignCacheFile, open_cache, read_cache
from aviso.checks.built_links import check_output, count_pages
from aviso.cli.common import EXIT_CODES, check_place, explain_missing_packages, open_project
from aviso.cli.failures import stop
from aviso.cli.links_report import summarize, write_report
from aviso.cli.parameters import GAP, PRIVATE, REPORT_FORMATS, TODAY, add_selection_options
from aviso.cli.progress import show_count
from aviso.core import report_formats
from aviso.core.diagnostics import has_errors
from aviso.core.project import ACCEPTED_FILE, Project
from aviso.core.rules import Selection
from aviso.core.web.rate_limiter import RequestPolicy
from aviso.model.repository import load_optional
from aviso.model.upkeep import Accepted

MEMORY = Path(".aviso") / "links" / "answers.sqlite"


@dataclass(frozen=True)
class ReportOptions:
    """How the report is written, and what else is written."""

    form: str
    is_fixing: bool
    memory: Path | None
    selection: Selection


@click.command(epilog=EXIT_CODES)
@click.option(
    "--format",
    "form",
    type=click.Choice(REPORT_FORMATS),
    default="text",
    metavar="FORM",
    help="text for people; json, junit or sarif for programs; github or gitlab for annotations.",
)
@click.option(
    "--fix",
    "is_fixing",
    is_flag=True,
    help="Write new addresses (moved permanently, or https) into the YAML and Markdown files.",
)
@click.option(
    "--inside",
    "output",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    metavar="OUTPUT",
    help="Check the links between the built sites in OUTPUT instead.",
)
@click.option(
    "--offline", "is_offline", is_flag=True, help="Send no requests; use what earlier runs found."
)
@click.option(
    "--age",
    type=click.FloatRange(min=0),
    default=20.0,
    show_default=True,
    metavar="HOURS",
    help="How long to trust a good answer; any other is trusted for at most an hour.",
)
@click.option(
    "--days",
    metavar="DAYS",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="How many days in a row an unsure address must fail before it counts as an error.",
)
@GAP
@click.option(
    "--at-once",
    metavar="NUMBER",
    type=click.IntRange(min=1),
    default=24,
    show_default=True,
    help="How many requests to send at once, each to a different host.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long one request may take.",
)
@click.option(
    "--retries",
    metavar="NUMBER",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    help="How many times to retry where that may help, with growing pauses.",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=3.0,
    show_default=True,
    metavar="SECONDS",
    help="The pause before the first retry.",
)
@click.option(
    "--longest-wait",
    type=click.FloatRange(min=0),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="The longest Retry-After to obey; a host that asks for more is skipped.",
)
@PRIVATE
@click.option(
    "--memory",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Where answers are kept between runs. [default: .aviso/links/answers.sqlite]",
)
@add_selection_options
@TODAY
def links(
    form: str,
    is_fixing: bool,
    output: Path | None,
    is_offline: bool,
    age: float,
    days: int,
    gap: float,
    at_once: int,
    time_limit: float,
    retries: int,
    pause: float,
    longest_wait: float,
    may_be_private: bool,
    memory: Path | None,
    selection: Selection,
    today: date | None,
) -> None:
    """Check every address of other sites in data/ and docs/, each once, and say what to do.

    \b
    broken     nobody can read it; fails
    moved      permanently; --fix writes the new address
    insecure   http where https answers; --fix writes https
    refused    to a program; a person must look
    unsure     no answer in time, or a fault of the server; fails after --days days in a row

    Each answer is saved at once, so that an interrupted run can continue. data/accepted.yml lists
    findings that somebody accepts until a certain day.
    """
    if output:
        sys.exit(_check_inside(open_project(), output, form, selection))
    if is_offline and is_fixing:
        raise click.UsageError(
            "--fix and --offline cannot go together: "
            "Aviso must request a new address before it writes it."
        )
    policy = RequestPolicy(
        gap=gap,
        at_once=at_once,
        connect=min(10.0, time_limit),
        total=time_limit,
        retries=retries,
        pause=pause,
        longest_wait=longest_wait,
        may_be_private=may_be_private,
    )
    lifetimes = CacheLifetimes(age * 3600, min(age, 1.0) * 3600)
    checking = CheckOptions(policy, lifetimes, today or date.today(), days, is_offline)
    reporting = ReportOptions(form, is_fixing, memory, selection)
    try:
        with explain_missing_packages():
            sys.exit(_check_outside(open_project(), checking, reporting))
    except ForeignCacheFile as error:
        raise click.UsageError(str(error)) from None
    except KeyboardInterrupt:
        stop("Stopped. The results so far are kept; run it again to continue.")


def _check_inside(project: Project, output: Path, form: str, selection: Selection) -> int:
    """Check the addresses within the built sites, print the problems, return the exit status."""
    problems = selection.filter(check_output(output, project))
    text = report_formats.write_report(problems, form, "aviso links --inside")
    if text:
        click.echo(text)
    click.echo(
        f"{count_pages(output)} pages: {len(problems) or 'no'} addresses that lead nowhere.",
        err=True,
    )
    return 1 if has_errors(problems) else 0


def _check_outside(project: Project, checking: CheckOptions, options: ReportOptions) -> int:
    """Check the addresses of other sites, print what was found, return the exit status."""
    accepted, marked, problems = load_optional(project, ACCEPTED_FILE, Accepted)
    if has_errors(problems):
        click.echo(write_report(Report(), options.form, problems))
        return 1
    entries = accepted.links if accepted else ()
    problems = find_expired(entries, marked, checking.today)
    check_place(project, options.memory, "--memory")
    place = options.memory or project.root / MEMORY
    open_memory = read_cache if checking.is_offline else open_cache
    with (
        open_memory(place, options.memory is not None) as memory,
        show_count("links") as show_progress,
    ):
        addresses = collect_addresses(project)
        checking = replace(checking, accepted=entries)
        report = asyncio.run(check_links(addresses, memory, checking, show_progress))
    if not checking.is_offline and report.has_network:
        problems += find_unused(report, entries, marked)
    report.findings = [one for one in report.findings if options.selection.keeps_rule(one.rule.id)]
    text = write_report(report, options.form, options.selection.filter(problems))
    if text:
        click.echo(text)
    if options.is_fixing:
        _fix(project, report, checking.policy)
    click.echo(summarize(report), err=True)
    return 1 if report.fails else 0


def _fix(project: Project, report: Report, policy: RequestPolicy) -> None:
    """Write new addresses into the project's files, and say which."""
    fixable = list_fixable(report.findings)
    faults = asyncio.run(ask_again(fixable, policy)) if fixable else {}
    fixes = fix_links(project, fixable, faults)
    for finding, use in fixes.written:
        click.echo(f"written: {use}: {finding.verdict.new_address}", err=True)
    for use, reason in fixes.refused:
        click.echo(f"not written: {use}: {reason}", err=True)
