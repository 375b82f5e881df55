"""``aviso migrate``: converts the records of a project to the form that this version reads."""

from __future__ import annotations

import sys

import click

from aviso.apps.migration import TooNew, format_diff, plan, write
from aviso.cli.common import open_project
from aviso.cli.failures import explain_refusal, is_refusal
from aviso.core.file_edits import CannotEdit
from aviso.core.project import Project
from aviso.model.record_form import Change

EXIT_CODES = """\b
Exit status: 0 the records have the newest form; 1 changes still have to be written,
or could not be; 2 the command was used incorrectly."""


@click.command(epilog=EXIT_CODES)
@click.option("--write", "is_writing", is_flag=True, help="Write the changes without asking.")
def migrate(is_writing: bool) -> None:
    """Convert the records in data/ to the form that this version of Aviso reads.

    First you see every line that would change. On a terminal, the command then asks; elsewhere it
    writes only with --write. Comments, order and line ends stay. A file that somebody changes in
    the meantime is not written.
    """
    project = open_project(may_be_faulty=True)
    try:
        changes = plan(project)
    except (TooNew, CannotEdit) as error:
        raise click.ClickException(f"{str(error).removesuffix('.')}.") from None
    if not changes:
        click.echo("The records have the newest form.")
        return
    for line in format_diff(project, changes):
        click.echo(line)
    if not is_writing and not _is_wanted():
        click.echo("Nothing is written. To write this, type: aviso migrate --write", err=True)
        sys.exit(1)
    _write(project, changes)


def _is_wanted() -> bool:
    return sys.stdin.isatty() and click.confirm("Write this?", err=True)


def _write(project: Project, changes: list[Change]) -> None:
    try:
        for name in write(project, changes):
            click.echo(f"written: {name}")
    except CannotEdit as error:
        raise click.ClickException(f"{error}.") from None
    except OSError as error:
        if not is_refusal(error):
            raise
        raise click.ClickException(
            f"{explain_refusal(error)} The files written so far are complete; type the command "
            "again."
        ) from None
    click.echo("Next: aviso check.")
