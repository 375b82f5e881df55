"""``aviso remove``: removes an entry from the project."""

from __future__ import annotations

import click

from aviso.apps.scaffold.remove import remove as remove_entry
from aviso.cli.common import EXIT_CODES, open_project
from aviso.cli.scaffolding import explain_refusals


@click.command(epilog=EXIT_CODES)
@click.argument("kind", type=click.Choice(["library", "vendor", "law", "term"]))
@click.argument("identifier", metavar="ID")
def remove(kind: str, identifier: str) -> None:
    """Remove a library, a company (vendor), a law or a term, if nothing refers to it anymore.

    A library's pages and the confirmations of its translation are removed with it. Name a term with
    its vocabulary, like data_categories/meal-plan. If something still refers to the entry, nothing
    is removed, and every place is listed.
    """
    project = open_project()
    with explain_refusals():
        changed = remove_entry(project, kind, identifier)
    for name in changed:
        is_there = (project.root / name).exists()
        click.echo(f"{'changed' if is_there else 'removed'}: {name}")
    click.echo("Next: aviso check.")
