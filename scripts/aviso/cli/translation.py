"""``aviso translation``: the status of the languages, and their confirmations."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import click

from aviso.cli.common import EXIT_CODES, open_project, refuse_bad_place
from aviso.cli.parameters import add_selection_options, parse_day, parse_unit, parse_words
from aviso.cli.state_filter import StateFilter
from aviso.cli.translation_report import FORMATS, write_pages
from aviso.core.report_formats import format_text
from aviso.core.rules import Selection
from aviso.core.suggestions import suggest
from aviso.i18n.confirmations import NotConfirmable, Translations
from aviso.i18n.status_rules import MISSING, RULES, UNREVIEWED
from aviso.model.repository import load_records


@click.group()
def translation() -> None:
    """See whether the languages agree, and record that somebody has checked."""


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
@add_selection_options
def translation_status(
    libraries: tuple[str, ...], form: str, output: Path | None, selection: Selection
) -> None:
    """Show the state of every text in each language: missing, outdated, unreviewed or current.

    LIBRARY is one library, or "shared" for the texts that libraries share. The pages of html show
    both texts side by side and mark the words that have changed since somebody confirmed them.
    """
    translations = _load_translations()
    owners = _select_owners(translations.units, libraries)
    if form == "html":
        project = open_project()
        folder = output or project.cache / "translation"
        with refuse_bad_place(project, folder, is_folder=True):
            pages = write_pages(
                folder, {owner: translations.list_statuses([owner]) for owner in owners}
            )
        for path in pages:
            click.echo(f"written: {path}")
    else:
        wanted = StateFilter(open_project(), selection)
        found = [
            one
            for one in translations.list_statuses(owners)
            if wanted.keeps(RULES.get(one.state), one.unit.first.file, one.unit.first.line)
        ]
        if not libraries:
            wanted.warn_of_unused([MISSING, UNREVIEWED])
        click.echo(FORMATS[form](found))


@translation.command("confirm", epilog=EXIT_CODES)
@click.argument("names", nargs=-1, required=True, type=parse_unit, metavar="PAGE|FIELD …")
@click.option(
    "--by",
    required=True,
    type=parse_words,
    metavar="ROLE",
    help="The office or position of the person who has compared the texts, "
    'like "Spanish-language librarian". Not a name.',
)
@click.option(
    "--on",
    type=parse_day,
    default=None,
    metavar="DATE",
    help="The date, as year-month-day. [default: today]",
)
def translation_confirm(names: tuple[str, ...], by: str, on: date | None) -> None:
    """Record that a person has compared the languages and found that they say the same.

    PAGE|FIELD is a page (sonoma/choices), a section of one (sonoma/choices#email), a text of the
    data (sonoma/contacts.email-removal), a file (docs/sonoma/es/choices.md), or all of a library
    (sonoma).
    """
    _record_translations(names, on, by)


@translation.command("note", epilog=EXIT_CODES)
@click.argument("names", nargs=-1, required=True, type=parse_unit, metavar="PAGE|FIELD …")
@click.option(
    "--on",
    type=parse_day,
    default=None,
    metavar="DATE",
    help="The date, as year-month-day. [default: today]",
)
def translation_note(names: tuple[str, ...], on: date | None) -> None:
    """Record that the languages were written together, and that no person has compared them yet.

    From then on, Aviso notices if one language changes and the other does not. The texts stay
    "unreviewed". Outdated texts are left alone: update them first.
    """
    _record_translations(names, on, None)


@translation.command("accept", epilog=EXIT_CODES)
@click.argument("name", type=parse_unit, metavar="PAGE|FIELD")
@click.option(
    "--reason",
    required=True,
    type=parse_words,
    metavar="TEXT",
    help="Why the languages may differ here.",
)
@click.option(
    "--on",
    type=parse_day,
    default=None,
    metavar="DATE",
    help="The date, as year-month-day. [default: today]",
)
def translation_accept(name: str, reason: str, on: date | None) -> None:
    """Record why a difference that `aviso check` reports is right.

    The reason is valid until one of the texts changes. Outdated texts are refused: update them
    first.
    """
    translations = _load_translations()
    try:
        units = translations.find_unit(name)
        _print_written(translations.accept(units, on or date.today(), reason))
    except NotConfirmable as error:
        raise click.UsageError(str(error)) from None


def _record_translations(names: tuple[str, ...], on: date | None, by: str | None) -> None:
    """Record units as confirmed by a role, or (without one) as written together."""
    translations = _load_translations()
    try:
        units = [unit for name in names for unit in translations.find_units(name)]
        if by is None:
            units = translations.select_unconfirmed(units)
            left = translations.select_outdated(units)
            units = [unit for unit in units if unit not in left]
        _print_written(translations.record(units, on or date.today(), by))
    except NotConfirmable as error:
        raise click.UsageError(str(error)) from None
    click.echo(
        f"{len(units)} {'text' if len(units) == 1 else 'texts'} {'confirmed' if by else 'noted'}."
    )
    if not by:
        for unit in left:
            click.echo(f"left as it is, because only one language has changed: {unit.key}")


def _print_written(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"written: {open_project().name_file(path)}")


def _load_translations() -> Translations:
    """Load the project's confirmations. Raises ClickException for unreadable files."""
    translations = Translations.load(load_records(open_project())[0])
    if translations.problems:
        raise click.ClickException(format_text(translations.problems, with_rules=True))
    return translations


def _select_owners(known: Collection[str], wanted: tuple[str, ...]) -> list[str]:
    """Return the named owners of texts, or all. Raises UsageError for an unknown one."""
    for name in wanted:
        if name not in known:
            raise click.UsageError(f'There is no library "{name}". {suggest(name, known)}'.strip())
    return [owner for owner in known if not wanted or owner in wanted]
