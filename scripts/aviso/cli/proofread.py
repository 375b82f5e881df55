"""``aviso proofread``: finds misspelled words and pages that are hard to read."""

from __future__ import annotations

import sys
from datetime import date

import click

from aviso.apps.proofread import spelling
from aviso.apps.proofread.readability import PROOFREAD, format_table, measure_pages
from aviso.build.assemble import UnsoundSite
from aviso.checks.suppressions import Suppressions
from aviso.cli.common import EXIT_CODES, open_project, select_ids
from aviso.cli.parameters import REPORT_FORMATS, TODAY, add_selection_options
from aviso.core.project import Project
from aviso.core.report_formats import format_text, write_report
from aviso.core.rules import RULES, Selection
from aviso.model.repository import load_records


@click.command(epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option(
    "--format",
    "form",
    type=click.Choice(REPORT_FORMATS),
    default="text",
    help="text for people; the others for programs and code hosts.",
)
@click.option(
    "--pages",
    "shows_pages",
    is_flag=True,
    help="Show how hard each page is to read, and the limit.",
)
@add_selection_options
@TODAY
def proofread(
    libraries: tuple[str, ...],
    form: str,
    shows_pages: bool,
    selection: Selection,
    today: date | None,
) -> None:
    """Find misspelled words, and pages that are hard to read, with their hardest sentences.

    This needs the spell checker: pip install 'aviso-notices[proofread]'. Add your own words to
    data/terms/words.txt.
    """
    project = open_project()
    rules = {one.id for one in RULES.values() if one.found_by == PROOFREAD}
    wanted = select_ids(project, libraries) if libraries else None
    if shows_pages:
        _show_readings(project, select_ids(project, libraries))
        return
    try:
        found = spelling.proofread(load_records(project)[0], wanted)
    except spelling.NotInstalled as error:
        raise click.ClickException(str(error)) from None
    suppressions = Suppressions.load(project, today)
    problems = suppressions.drop_accepted(found)
    if wanted is None:
        problems += suppressions.find_unused(found, lambda entry: entry.rule_id in rules)
    problems = selection.filter(problems)
    text = write_report(problems, form, "aviso proofread")
    if text or form == "text":
        click.echo(text or "Nothing to fix.")
    sys.exit(1 if problems else 0)


def _show_readings(project: Project, site_ids: list[str]) -> None:
    """Print how hard every page is to read."""
    try:
        click.echo(
            format_table(
                reading for site_id in site_ids for reading in measure_pages(project, site_id)
            )
        )
    except UnsoundSite as unsound:
        raise click.ClickException(
            "The pages cannot be measured until this is fixed:\n"
            + format_text(unsound.problems, with_rules=True)
        ) from None
