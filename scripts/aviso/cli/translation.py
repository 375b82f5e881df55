"""The verbs of the languages: their status, and what somebody has confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aviso.core.suggestions import did_you_mean

if TYPE_CHECKING:
    from aviso.i18n.confirmations import Translations

from aviso.cli.common import EXIT_CODES, Today, main, open_project, writing_to


class Words(click.ParamType):
    """A text on the command line that says something."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Take the text without the space around it."""
        return value.strip() or self.fail("it is empty. Write some words in quotes", param, ctx)


@main.group()
def translation() -> None:
    """See whether the languages say the same, and record that somebody has checked it."""


@translation.command("status", epilog=EXIT_CODES)
@click.argument("libraries", nargs=-1, metavar="[LIBRARY …]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "html"]),
    default="table",
    help="table for people; json, csv for programs; html: a page for each library.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the pages of html go. [default: .aviso/translation]",
)
def translation_status(libraries: tuple[str, ...], form: str, output: Path | None) -> None:
    """Say of every text, in each language: missing, outdated, unreviewed or current.

    LIBRARY is one library, or "shared" for what all libraries share. The pages of html show both texts side by side,
    with the words marked that have changed since somebody confirmed them.
    """
    from aviso.cli.translation_report import FORMATS as REPORTS
    from aviso.cli.translation_report import write_pages

    found = _translations()
    owners = _owners(found.units, libraries)
    if form == "html":
        project = open_project()
        folder = output or project.cache / "translation"
        with writing_to(project, folder):
            pages = write_pages(folder, {owner: found.list_statuses([owner]) for owner in owners})
        for path in pages:
            click.echo(f"written: {path}")
    else:
        click.echo(REPORTS[form](found.list_statuses(owners)))


@translation.command("confirm", epilog=EXIT_CODES)
@click.argument("names", nargs=-1, required=True, metavar="PAGE|FIELD …")
@click.option(
    "--by",
    required=True,
    type=Words(),
    metavar="ROLE",
    help='The office or position of the person who has compared the texts, like "Spanish-language librarian". Not a name.',
)
@click.option(
    "--on",
    type=Today(),
    default=None,
    metavar="DATE",
    help="When, year-month-day. [default: today]",
)
def translation_confirm(names: tuple[str, ...], by: str, on: date | None) -> None:
    """Record that a person has compared the languages and found that they say the same.

    PAGE|FIELD is a page (sonoma/choices), a section of one (sonoma/choices#email), a text of the data
    (sonoma/contacts.email-removal), a file (docs/sonoma/es/choices.md), or all of a library (sonoma).
    """
    _record_translations(names, on, by)


@translation.command("note", epilog=EXIT_CODES)
@click.argument("names", nargs=-1, required=True, metavar="PAGE|FIELD …")
@click.option(
    "--on",
    type=Today(),
    default=None,
    metavar="DATE",
    help="When, year-month-day. [default: today]",
)
def translation_note(names: tuple[str, ...], on: date | None) -> None:
    """Record that the languages were written together, and that no person has compared them yet.

    From then on Aviso notices if one language changes and the other does not. The texts stay "unreviewed". A text that
    is outdated is left as it is: bring it up to date first.
    """
    _record_translations(names, on, None)


@translation.command("accept", epilog=EXIT_CODES)
@click.argument("name", metavar="PAGE|FIELD")
@click.option("--reason", required=True, type=Words(), help="Why the languages may differ here.")
@click.option(
    "--on",
    type=Today(),
    default=None,
    metavar="DATE",
    help="When, year-month-day. [default: today]",
)
def translation_accept(name: str, reason: str, on: date | None) -> None:
    """Record why a difference that `aviso check` reports is right. It holds until one of the texts changes.

    A text that is outdated is refused: bring it up to date first.
    """
    from aviso.i18n.confirmations import NotConfirmable

    found = _translations()
    try:
        units = found.find_unit(name)
        _say_written(found.accept(units, on or date.today(), reason))
    except NotConfirmable as error:
        raise click.UsageError(str(error)) from None


def _record_translations(names: tuple[str, ...], on: date | None, by: str | None) -> None:
    from aviso.i18n.confirmations import NotConfirmable

    found = _translations()
    try:
        units = [unit for name in names for unit in found.find_units(name)]
        if by is None:
            units = found.select_unconfirmed(units)
            left = found.select_outdated(units)
            units = [unit for unit in units if unit not in left]
        _say_written(found.record(units, on or date.today(), by))
    except NotConfirmable as error:
        raise click.UsageError(str(error)) from None
    click.echo(
        f"{len(units)} {'text' if len(units) == 1 else 'texts'} {'confirmed' if by else 'noted'}."
    )
    if not by:
        for unit in left:
            click.echo(f"left as it is, because only one language has changed: {unit.key}")


def _say_written(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"written: {open_project().name_of(path)}")


def _translations() -> Translations:
    from aviso.core.report_formats import as_text
    from aviso.i18n.confirmations import Translations
    from aviso.model.repository import load_records

    found = Translations.load(load_records(open_project())[0])
    if found.problems:
        raise click.ClickException(as_text(found.problems, with_rules=True))
    return found


def _owners(known: Iterable[str], wanted: tuple[str, ...]) -> list[str]:
    for name in wanted:
        if name not in known:
            raise click.UsageError(
                f'There is no library "{name}". {did_you_mean(name, known)}'.strip()
            )
    return [owner for owner in known if not wanted or owner in wanted]
