"""``aviso override``: copies an entry that comes with Aviso into the project, to edit it."""

from __future__ import annotations

import click

from aviso.apps.override import CannotOverride, mark_as_seen, override
from aviso.cli.common import EXIT_CODES, open_project
from aviso.model.upstream import KINDS


@click.command("override", epilog=EXIT_CODES)
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.argument("identifier", metavar="ID")
@click.option(
    "--seen",
    "is_seen",
    is_flag=True,
    help="Copy nothing; record that you have seen Aviso's present entry.",
)
def override_command(kind: str, identifier: str, is_seen: bool) -> None:
    """Copy one entry that comes with Aviso into the project, to change it there.

    \b
    vendor hoopla                          a company
    law ny-cplr-4509                       a law
    term recipients/police                 a word of a vocabulary, or of the glossary
    page about                             a page of every notice; _front/index: the front page
    text what-a-warrant-is                 a text that pages include
    template partials/notice/vendors.html  a template, or the style sheet
    word untranslated.title                a word of the interface

    From then on, Aviso uses the project's entry instead of its own. `aviso status` says when
    Aviso's entry has changed.
    """
    project = open_project()
    try:
        if is_seen:
            mark_as_seen(project, kind, identifier)
            click.echo(f"{kind} {identifier}: compared with Aviso's present entry.")
            return
        written = override(project, kind, identifier)
    except CannotOverride as error:
        raise click.UsageError(str(error)) from None
    for path in written:
        click.echo(f"written: {project.name_file(path)}")
    click.echo("Next: edit it, and type `aviso check`.")
