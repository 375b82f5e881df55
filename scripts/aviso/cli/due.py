"""``aviso due``: lists the reviews that are due, with the day and the role."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from aviso.cli.common import (
    EXIT_CODES,
    explain_missing_packages,
    open_project,
    refuse_bad_place,
    select_ids,
)
from aviso.cli.parameters import TODAY, add_selection_options
from aviso.core.rules import Selection


@click.command(epilog=EXIT_CODES)
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
    help="List only what is overdue or due within this many days.",
)
@click.option(
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Write a page, a badge, a calendar and JSON to this folder.",
)
@click.option(
    "--language",
    default=None,
    metavar="CODE",
    help="The language of the page, badge and calendar; every library must have it. [default: the "
    "first]",
)
@click.option("--strict", "is_strict", is_flag=True, help="Exit with 1 if anything is overdue.")
@add_selection_options
@TODAY
def due(
    libraries: tuple[str, ...],
    form: str,
    within: int | None,
    folder: Path | None,
    language: str | None,
    is_strict: bool,
    selection: Selection,
    today: date | None,
) -> None:
    """List the reviews that are due, with the day and the role that does them.

    The day follows from the last review of a document, company, law, contact or translation and the
    periods in data/care.yml. If you name libraries, only their reviews and those of shared records
    are listed.
    """
    with explain_missing_packages():
        from aviso.cli.due_report import DueOptions, report_reviews

    project = open_project()
    if libraries:
        select_ids(project, libraries)
    offered = project.locales.required
    if language and language not in offered:
        raise click.BadParameter(
            f'"{language}" is not a language that every library has: {", ".join(offered)}.',
            param_hint="--language",
        )
    day = today or date.today()
    options = DueOptions(
        form, day, within, libraries, language or offered[0], folder, is_strict, selection
    )
    with refuse_bad_place(project, folder, is_folder=True):
        status = report_reviews(project, options)
    sys.exit(status)
