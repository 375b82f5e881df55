"""``aviso due``: lists what has to be reviewed, when and by which role."""

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
from aviso.cli.parameters import TODAY


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

    For documents, companies, laws, contacts and translations, the day follows from their last
    review and the periods in data/care.yml. With names, only those libraries are listed, and what
    all libraries share.
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
    options = DueOptions(form, day, within, libraries, language or offered[0], folder, is_strict)
    with refuse_bad_place(project, folder):
        status = report_reviews(project, options)
    sys.exit(status)
