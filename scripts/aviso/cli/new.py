"""The verbs that start a library or a vendor, and write the schemas."""

from __future__ import annotations

import click

from aviso.cli.common import EXIT_CODES, main, open_project


@main.group()
def new() -> None:
    """Start a new library or vendor."""


@new.command("library", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
def new_library_command(identifier: str) -> None:
    """Start the library ID: a complete, valid notice in both languages, copied from the example.

    ID is a short name of small letters, digits and hyphens, like my-town; it becomes the folder of the site.
    """
    from aviso.apps.scaffold import new_library

    _create(
        new_library,
        identifier,
        f"Next: edit these files, look at them with `aviso serve {identifier}`, and check with `aviso check {identifier}`.",
    )


@new.command("vendor", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
def new_vendor_command(identifier: str) -> None:
    """Start the record of the vendor ID in data/vendors/, with every field explained."""
    from aviso.apps.scaffold import new_vendor

    _create(
        new_vendor,
        identifier,
        f"Next: fill it in, and name it under vendors in your library's file (- vendor: {identifier}).",
    )


def _create(make: object, identifier: str, advice: str) -> None:
    from aviso.apps.scaffold import NotPossible

    project = open_project()
    try:
        written = make(project, identifier)  # type: ignore[operator]
    except NotPossible as error:
        raise click.UsageError(str(error)) from None
    for path in written:
        click.echo(f"written: {project.name_of(path)}")
    click.echo(advice)


@main.command()
def schema() -> None:
    """Write data/schema/*.json anew from the model (after a change of the model)."""
    from aviso.model.json_schema import write_schemas

    for path in write_schemas(open_project()):
        click.echo(f"written: {path.name}")
