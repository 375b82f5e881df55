"""``aviso new``: starts a library, a company, a law or a term."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from aviso.apps.scaffold.libraries import start_library, start_member
from aviso.apps.scaffold.registers import add_law, add_term, add_vendor
from aviso.cli.common import EXIT_CODES, open_project
from aviso.cli.parameters import parse_day
from aviso.cli.scaffolding import explain_refusals
from aviso.core.project import Project


@click.group()
def new() -> None:
    """Start a library, a company, a law or a term."""


@new.command("library", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
@click.option(
    "--short", "is_short", is_flag=True, help="Start with eight facts and a short first page."
)
def new_library_command(identifier: str, is_short: bool) -> None:
    """Start the library ID with a complete, valid notice in both languages.

    It is copied from the model library. ID is a short name of lowercase letters, digits and
    hyphens, like my-town; it becomes the folder of the site.
    """
    _create(
        lambda project: start_library(project, identifier, is_short),
        f"Next: edit these files, look at them with `aviso serve {identifier}`, "
        f"and check with `aviso check {identifier}`.",
    )


@new.command("member", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
@click.option(
    "--system", required=True, metavar="ID", help="The system whose notice the member uses."
)
def new_member_command(identifier: str, system: str) -> None:
    """Start the member library ID of a system: who it is. The system's notice says the rest."""
    _create(
        lambda project: start_member(project, identifier, system),
        f"Next: correct what is marked CHECK in it, and look: `aviso serve {identifier}`.",
    )


@new.command("vendor", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
def new_vendor_command(identifier: str) -> None:
    """Start the record of the vendor ID in data/vendors/, with every field explained."""
    _create(
        lambda project: add_vendor(project, identifier),
        "Next: fill it in, and name it under vendors in your library's file "
        f"(- vendor: {identifier}).",
    )


@new.command("law", epilog=EXIT_CODES)
@click.argument("identifier", metavar="ID")
@click.option(
    "--on",
    "day",
    type=parse_day,
    default=None,
    metavar="DAY",
    help="The date of the entry. [default: today]",
)
def new_law_command(identifier: str, day: date | None) -> None:
    """Add the law ID to data/laws.yml, with every field explained."""
    _create(
        lambda project: add_law(project, identifier, (day or date.today()).isoformat()),
        "Next: fill it in at the end of the file, and name it under laws in your library's file "
        f"(- law: {identifier}).",
    )


@new.command("term", epilog=EXIT_CODES)
@click.argument("name", metavar="VOCABULARY/ID")
def new_term_command(name: str) -> None:
    """Add a word to a vocabulary in data/terms/, like data_categories/meal-plan."""
    _create(
        lambda project: add_term(project, name),
        "Next: write the word and what it means, in each language, at the end of the file.",
    )


def _create(make: Callable[[Project], list[Path]], advice: str) -> None:
    """Write the files of a new entry, name them, and say what to do next."""
    project = open_project()
    with explain_refusals():
        written = make(project)
    for path in written:
        click.echo(f"written: {project.name_file(path)}")
    click.echo(advice)
