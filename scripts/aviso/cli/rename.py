"""``aviso rename``: gives a library or a company another id."""

from __future__ import annotations

import click

from aviso.apps.scaffold.rename import list_follow_ups
from aviso.apps.scaffold.rename import rename as rename_entry
from aviso.cli.common import EXIT_CODES, open_project
from aviso.cli.scaffolding import explain_refusals


@click.command(epilog=EXIT_CODES)
@click.argument("kind", type=click.Choice(["library", "vendor"]))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
def rename(kind: str, old: str, new: str) -> None:
    """Give a library or a company (vendor) the id NEW in place of OLD, everywhere.

    This changes its file, its pages, the confirmations of its translation, and every place that
    names it. Nothing else in these files changes, and comments stay.
    """
    project = open_project()
    with explain_refusals():
        changed = rename_entry(project, kind, old, new)
    for name in changed:
        click.echo(f"written: {name}")
    for line in list_follow_ups(project, new) if kind == "library" else ():
        click.echo(line)
    click.echo("Next: aviso check.")
