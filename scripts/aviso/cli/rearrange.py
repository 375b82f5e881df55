"""The verbs that take something out of a project or give it another id."""

from __future__ import annotations

import click

from aviso.cli.common import EXIT_CODES, changes_refused, main, open_project


@main.command(epilog=EXIT_CODES)
@click.argument("kind", type=click.Choice(["library", "vendor", "law", "term"]))
@click.argument("identifier", metavar="ID")
def remove(kind: str, identifier: str) -> None:
    """Remove a library, a company (vendor), a law or a term, if nothing names it any more.

    With a library go its pages and what was confirmed of its translation. A term is named with its
    vocabulary, like data_categories/meal-plan. What is still named somewhere stays, and every place
    is told.
    """
    from aviso.apps.scaffold.remove import remove as remove_entry

    project = open_project()
    with changes_refused():
        changed = remove_entry(project, kind, identifier)
    for name in changed:
        is_there = (project.root / name).exists()
        click.echo(f"{'changed' if is_there else 'removed'}: {name}")
    click.echo("Next: aviso check.")


@main.command(epilog=EXIT_CODES)
@click.argument("kind", type=click.Choice(["library", "vendor"]))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
def rename(kind: str, old: str, new: str) -> None:
    """Give a library or a company (vendor) the id NEW in the place of OLD, everywhere.

    Its file, its pages, what was confirmed of its translation, and every place that names it.
    Nothing else in these files changes, and comments stay.
    """
    from aviso.apps.scaffold.rename import list_follow_ups
    from aviso.apps.scaffold.rename import rename as rename_entry

    project = open_project()
    with changes_refused():
        changed = rename_entry(project, kind, old, new)
    for name in changed:
        click.echo(f"written: {name}")
    for line in list_follow_ups(project, new) if kind == "library" else ():
        click.echo(line)
    click.echo("Next: aviso check.")
