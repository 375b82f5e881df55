"""``aviso check``: reports everything that is wrong in data/ and docs/."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date

import click

from aviso.build.check_cache import CheckCache
from aviso.cli.common import EXIT_CODES, open_project, select_ids
from aviso.cli.parameters import REPORT_FORMATS, TODAY, add_selection_options
from aviso.cli.rule_registry import collect_rules
from aviso.core.diagnostics import Diagnostic, has_errors
from aviso.core.garbage import pause_garbage_collection
from aviso.core.project import Project
from aviso.core.report_formats import write_report
from aviso.core.rules import Selection

# Groups of rules, in the order in which to correct their findings: unreadable files first, then
# settings and facts, then pages.
FIRST = ("yaml", "config", "files", "facts", "placeholders", "pages")
UNREADABLE = ("yaml", "config")


@click.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option(
    "--format",
    "form",
    type=click.Choice(REPORT_FORMATS),
    default="text",
    metavar="FORM",
    help="text for people; json, junit or sarif for programs; github or gitlab for annotations.",
)
@click.option(
    "--notes",
    "with_notes",
    is_flag=True,
    help="Also report contradictions that the notice points out, and accepted warnings, "
    "with the reason.",
)
@add_selection_options
@TODAY
def check(
    libraries: tuple[str, ...],
    form: str,
    with_notes: bool,
    selection: Selection,
    today: date | None,
) -> None:
    """Report everything that is wrong in data/ and docs/, sorted by file and line.

    If you name libraries, only problems in their files, their system's files and shared files are
    reported. Errors keep a site from being built; warnings do not. The last line counts both, and
    says which to correct first. Each message ends with the id of its rule in brackets; `aviso rule`
    explains it. data/accepted.yml lists accepted warnings.
    """
    project = open_project(may_be_faulty=True)
    wanted = select_ids(project, libraries) if libraries else None
    found = selection.filter(_find_all(project, wanted, today or date.today()))
    problems = [one for one in found if not one.accepted]
    if form == "sarif":
        # It describes the rules, also of what an earlier check or a worker has found.
        collect_rules()
    text = write_report(problems, form, "aviso check")
    if with_notes and form == "text":
        from aviso.checks.suppressions import format_notes

        text = "\n".join([*text.splitlines(), *format_notes(found)])
    if text:
        click.echo(text)
    if form == "text":
        is_selected = bool(selection.select or selection.ignore)
        click.echo(summarize(problems, is_selected), err=True)
    sys.exit(1 if has_errors(problems) else 0)


def summarize(problems: Iterable[Diagnostic], is_selected: bool = False) -> str:
    """Return how many errors and warnings there are, and what to do first.

    ``is_selected`` tells whether only some rules were asked for.
    """
    found = sorted(set(problems))
    if not found:
        return "No problems under the selected rules." if is_selected else "No problems."
    errors = [one for one in found if one.severity == "error"]
    counts = f"{_count(len(errors), 'error')}, {_count(len(found) - len(errors), 'warning')}"
    first = min(errors or found, key=_rank)
    place = f"{first.file}, line {first.line}"
    if not errors:
        return f"{counts}. The site can be built. Look first at {place}."
    if first.rule.partition("/")[0] in UNREADABLE and len(found) > 1:
        why = "Other files cannot be read because of it, so the other problems may follow from it."
    else:
        why = "Errors keep a site from being built."
    return f"{counts}. Correct first: {place}. {why}"


def _rank(problem: Diagnostic) -> tuple[int, Diagnostic]:
    """Return a sort key that puts the causes of other problems first."""
    group = problem.rule.partition("/")[0]
    return (FIRST.index(group) if group in FIRST else len(FIRST), problem)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _find_all(project: Project, site_ids: list[str] | None, today: date) -> list[Diagnostic]:
    """Return every finding, from the last check if nothing has changed since."""
    cache = CheckCache(project, site_ids, today)
    found = cache.load()
    if found is None:
        # This loads the model and the renderer, which a check without changes does not need.
        with pause_garbage_collection():
            from aviso.build.check_workers import check_sites
            from aviso.build.worker_process import GARBAGE_OF_A_READER, collect_garbage_less_often
            from aviso.checks.suite import find_all

        collect_garbage_less_often(GARBAGE_OF_A_READER)
        found = find_all(project, site_ids, today, cache.sites, check_sites)
        found += _find_unknown_rules(project)
        cache.save(found)
    return found


def _find_unknown_rules(project: Project) -> list[Diagnostic]:
    """Find entries of data/accepted.yml whose rule no command has."""
    from aviso.checks.suppressions import Suppressions

    suppressions = Suppressions.load(project)
    return list(suppressions.find_unknown(collect_rules())) if suppressions.entries else []
