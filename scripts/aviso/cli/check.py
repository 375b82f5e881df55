"""The verbs that say what is wrong, old or due."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from aviso.cli.common import (
    EXIT_CODES,
    FORMS,
    TODAY,
    Today,
    extra_packages,
    known_ids,
    main,
    open_project,
    selects_rules,
    writing_to,
)
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.project import Project
from aviso.core.rules import RULES, Selection


@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    metavar="FORM",
    help="text for people; json, junit or sarif for programs; github or gitlab for annotations of a change.",
)
@click.option(
    "--notes",
    "with_notes",
    is_flag=True,
    help="Also tell contradictions that the reader is told of or that are accepted, with the reason.",
)
@selects_rules
@TODAY
def check(
    libraries: tuple[str, ...],
    form: str,
    with_notes: bool,
    selection: Selection,
    today: date | None,
) -> None:
    """Say everything that is wrong in data/ and docs/, sorted by file and line.

    With names, the pages of those libraries only; the data are always checked whole. Warnings do not fail. Each complaint
    ends with its rule in brackets, which `aviso rule` explains; data/accepted.yml names the warnings that somebody accepts.
    """
    from aviso.checks.suite import find_all
    from aviso.checks.suppressions import format_notes
    from aviso.core.report_formats import tell

    project = open_project()
    wanted = known_ids(project, libraries) if libraries else None
    found = selection.of([*find_all(project, wanted, today), *_of_unknown_rules(project)])
    problems = [one for one in found if not one.accepted]
    text = tell(problems, form, "aviso check")
    if with_notes and form == "text":
        text = "\n".join([*text.splitlines(), *format_notes(found)])
    if text:
        click.echo(text)
    if form == "text":
        count = len(set(problems))
        click.echo({0: "No problems.", 1: "1 problem"}.get(count, f"{count} problems"), err=True)
    sys.exit(1 if has_errors(problems) else 0)


def _of_unknown_rules(project: Project) -> list[Diagnostic]:
    """Entries of data/accepted.yml whose rule no command has."""
    from aviso.checks.suppressions import Suppressions
    from aviso.cli.rule import all_rules

    suppressions = Suppressions.load(project)
    return list(suppressions.find_unknown(all_rules())) if suppressions.entries else []


@main.command(epilog=EXIT_CODES)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    metavar="FORM",
    help="text for people; json, junit or sarif for programs; github or gitlab for annotations.",
)
@click.option(
    "--fix",
    "is_fixing",
    is_flag=True,
    help="Write new addresses (moved for good, or https) into the YAML and Markdown files.",
)
@click.option(
    "--inside",
    "output",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=None,
    metavar="OUTPUT",
    help="Check instead every address within the built sites in OUTPUT, across libraries.",
)
@click.option(
    "--offline", "is_offline", is_flag=True, help="Ask nobody: judge by what earlier runs found."
)
@click.option(
    "--age",
    type=click.FloatRange(min=0),
    default=20.0,
    show_default=True,
    metavar="HOURS",
    help="For how long a sound answer is believed; any other for an hour at most.",
)
@click.option(
    "--days",
    metavar="DAYS",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="On how many days in a row an unsure address must fail before that is an error.",
)
@click.option(
    "--gap",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="The least pause between two requests to one host.",
)
@click.option(
    "--at-once",
    metavar="NUMBER",
    type=click.IntRange(min=1),
    default=24,
    show_default=True,
    help="How many requests are under way at most, each to another host.",
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
    help="How often to ask again where that may help, with growing pauses.",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=3.0,
    show_default=True,
    metavar="SECONDS",
    help="The first of these pauses.",
)
@click.option(
    "--longest-wait",
    type=click.FloatRange(min=0),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="For how long to obey Retry-After; who asks for more is left alone.",
)
@click.option(
    "--private",
    "may_be_private",
    is_flag=True,
    help="Also ask addresses of this machine and its network.",
)
@click.option(
    "--memory",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Where answers are kept between runs. [default: .aviso/links/answers.sqlite]",
)
@selects_rules
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
    """Check every address outside that data/ and docs/ name, each once, and sort them by what to do.

    \b
    broken     nobody can read it; fails
    moved      for good; --fix writes the new address
    insecure   http where https answers; --fix writes https
    refused    to a program; a person must look
    unsure     no answer in time, or a fault of the server; fails after --days days in a row

    What was found is kept at once, so that a run that was cut short goes on where it was. data/accepted.yml names what
    somebody has looked at and accepts until a day.
    """
    if output:
        from aviso.cli.links_inside import run as run_inside

        sys.exit(run_inside(open_project(), output, form, selection))
    with extra_packages():
        from aviso.apps.links.checker import CheckOptions
        from aviso.apps.links.store import CacheLifetimes, NotAMemory
        from aviso.cli.links_run import LinkOptions, run
        from aviso.core.web.rate_limiter import RequestPolicy

    if is_offline and is_fixing:
        raise click.UsageError(
            "--fix and --offline cannot go together: a new address must be seen to answer before it is written."
        )
    manners = RequestPolicy(
        gap=gap,
        at_once=at_once,
        connect=min(10.0, time_limit),
        total=time_limit,
        retries=retries,
        pause=pause,
        longest_wait=longest_wait,
        may_be_private=may_be_private,
    )
    plan = CheckOptions(
        manners,
        CacheLifetimes(age * 3600, min(age, 1.0) * 3600),
        today or date.today(),
        days,
        is_offline,
    )
    try:
        sys.exit(run(open_project(), plan, LinkOptions(form, is_fixing, memory, selection)))
    except NotAMemory as error:
        raise click.UsageError(str(error)) from None
    except KeyboardInterrupt:
        click.echo("Stopped. What was found is kept; run it again to go on.", err=True)
        sys.exit(130)


@main.command(epilog=EXIT_CODES)
@click.argument("vendors", nargs=-1, metavar="[VENDOR …]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text for people, json for programs.",
)
@click.option(
    "--gap",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="The least pause between two requests to one host.",
)
@click.option(
    "--retries",
    metavar="NUMBER",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    help="How often to ask again where that may help.",
)
@click.option(
    "--private",
    "may_be_private",
    is_flag=True,
    help="Also ask addresses of this machine and its network.",
)
@click.option(
    "--strict", "is_strict", is_flag=True, help="End with 1 if a policy has changed or is gone."
)
@TODAY
def watch(
    vendors: tuple[str, ...],
    form: str,
    gap: float,
    retries: int,
    may_be_private: bool,
    is_strict: bool,
    today: date | None,
) -> None:
    """Compare each company's privacy policy with what it said when it was last reviewed.

    Its text is taken out of the page, so that a new layout counts for nothing. data/watch.yml keeps digests and days; sites
    then say "changed since our review".
    """
    with extra_packages():
        from aviso.cli.policies_report import WatchOptions
        from aviso.cli.policies_report import watch as run
        from aviso.core.web.rate_limiter import RequestPolicy

    manners = RequestPolicy(gap=gap, retries=retries, may_be_private=may_be_private)
    sys.exit(
        run(open_project(), manners, WatchOptions(form, vendors, today or date.today(), is_strict))
    )


@main.group()
def vendor() -> None:
    """Record what was done about a company."""


@vendor.command("reviewed", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
@click.option(
    "--offline",
    "is_offline",
    is_flag=True,
    help="Do not fetch the policy; it is compared from the next time that it is read.",
)
@click.option(
    "--private",
    "may_be_private",
    is_flag=True,
    help="Also ask addresses of this machine and its network.",
)
@click.option(
    "--on",
    "day",
    type=Today(),
    default=None,
    metavar="DAY",
    help="The day of the review. [default: today]",
)
def vendor_reviewed(
    identifier: str, is_offline: bool, may_be_private: bool, day: date | None
) -> None:
    """Record that somebody has read the privacy policy of the company ID.

    Writes reviewed_on into its file, and the text of today into the register that `aviso watch` compares with.
    """
    with extra_packages():
        from aviso.cli.policies_report import reviewed
        from aviso.core.web.rate_limiter import RequestPolicy

    sys.exit(
        reviewed(
            open_project(),
            identifier,
            day or date.today(),
            RequestPolicy(may_be_private=may_be_private),
            is_offline,
        )
    )


@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    help="A table, data, or a calendar.",
)
@click.option(
    "--within",
    type=click.IntRange(min=0),
    default=None,
    metavar="DAYS",
    help="Only what is overdue or due within so many days.",
)
@click.option(
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Write a page, a badge, a calendar and JSON there.",
)
@click.option(
    "--language",
    default=None,
    metavar="CODE",
    help="The language of all of these, one that every library has. [default: the first]",
)
@click.option("--strict", "is_strict", is_flag=True, help="End with 1 if anything is overdue.")
@TODAY
def due(
    libraries: tuple[str, ...],
    form: str,
    within: int | None,
    folder: Path | None,
    language: str | None,
    is_strict: bool,
    today: date | None,
) -> None:
    """List what has to be reviewed, by day and by the role that does it.

    Documents, companies, laws, contacts and translations are reckoned from the day of their last review and the periods in
    data/care.yml. With names, only of those libraries and of what all share.
    """
    with extra_packages():
        from aviso.cli.due_report import DueOptions, run

    project = open_project()
    if libraries:
        known_ids(project, libraries)
    offered = project.locales.required
    if language and language not in offered:
        raise click.BadParameter(
            f'"{language}" is not a language that every library has: {", ".join(offered)}.',
            param_hint="--language",
        )
    day = today or date.today()
    spoken = language or offered[0]
    with writing_to(project, folder):
        status = run(project, DueOptions(form, day, within, libraries, spoken, folder, is_strict))
    sys.exit(status)


@main.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    help="text for people; the others for programs and forges.",
)
@click.option(
    "--pages",
    "shows_pages",
    is_flag=True,
    help="Show how hard every page is to read, and how hard it may be.",
)
@selects_rules
@TODAY
def proofread(
    libraries: tuple[str, ...],
    form: str,
    shows_pages: bool,
    selection: Selection,
    today: date | None,
) -> None:
    """Name misspelt words, and pages that are hard to read with their hardest sentences.

    It needs the spell checker: pip install 'aviso-notices[proofread]'. Words of your own stand in data/terms/words.txt.
    """
    from aviso.apps.proofread.readability import PROOFREAD
    from aviso.apps.proofread.spelling import NotInstalled
    from aviso.apps.proofread.spelling import proofread as read
    from aviso.checks.suppressions import Suppressions
    from aviso.core.report_formats import tell
    from aviso.model.repository import load_records

    project = open_project()
    rules = {one.id for one in RULES.values() if one.found_by == PROOFREAD}
    wanted = known_ids(project, libraries) if libraries else None
    if shows_pages:
        _show_readings(project, known_ids(project, libraries))
        return
    try:
        found = read(load_records(project)[0], wanted)
    except NotInstalled as error:
        raise click.ClickException(str(error)) from None
    suppressions = Suppressions.load(project, today)
    problems = suppressions.drop_accepted(found)
    if wanted is None:
        problems += suppressions.find_unused(found, lambda entry: entry.rule_id in rules)
    problems = selection.of(problems)
    text = tell(problems, form, "aviso proofread")
    if text or form == "text":
        click.echo(text or "Nothing to mend.")
    sys.exit(1 if problems else 0)


def _show_readings(project: Project, sites: list[str]) -> None:
    from aviso.apps.proofread.readability import as_table, measure_pages
    from aviso.build.assemble import UnsoundSite
    from aviso.core.report_formats import as_text

    try:
        click.echo(as_table(reading for site in sites for reading in measure_pages(project, site)))
    except UnsoundSite as unsound:
        raise click.ClickException(
            f"The pages cannot be measured until this is mended:\n{as_text(unsound.problems, with_rules=True)}"
        ) from None
