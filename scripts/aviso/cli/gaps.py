"""``aviso gaps``: the few answers that would complete a notice, the most asked first."""

from __future__ import annotations

from pathlib import Path

import click

from aviso.apps.gaps.report import (
    MARK,
    format_csv_of_all,
    format_letter,
    format_page,
    format_page_of_all,
    format_report,
    format_table_of_all,
    list_letter_languages,
)
from aviso.apps.gaps.status import find_gaps
from aviso.apps.gaps.words import choose_language, list_languages, read_words
from aviso.checks.record_checks import check_records
from aviso.cli.common import EXIT_CODES, check_place, open_project, select_ids
from aviso.cli.failures import explain_refusal, is_refusal
from aviso.content.pages import FRONT
from aviso.core.atomic_write import ForeignFile, MarkedFile, write_marked
from aviso.core.diagnostics import has_errors
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from aviso.model.membership import find_family
from aviso.model.notice import Notice, compose_notice
from aviso.model.repository import load_records

CSV_MARK = b"library,question,state,missing\n"


@click.command(epilog=EXIT_CODES)
@click.argument("library", required=False)
@click.option(
    "--all",
    "for_all",
    is_flag=True,
    help="A table of libraries and questions: of LIBRARY and its members, or of all.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page to FILE.",
)
@click.option(
    "--csv",
    "sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --all, write the table to FILE, for a spreadsheet.",
)
@click.option(
    "--letter",
    type=click.Choice(list_letter_languages()),
    metavar="LANGUAGE",
    help="Print a letter to the director, in en or es.",
)
@click.option(
    "--language",
    type=click.Choice(list_languages()),
    metavar="LANGUAGE",
    help="The language of the list and of the page: en or es. Usually that of the project.",
)
def gaps(
    library: str | None,
    for_all: bool,
    page: Path | None,
    sheet: Path | None,
    letter: str | None,
    language: str | None,
) -> None:
    """List the few answers that would complete the notice of LIBRARY.

    The questions that patrons ask most come first: officers, children, what was borrowed, how long,
    deletion, whom to ask. Each says where to write the answer, and how many silences are then left:
    places where the notice says that something is not stated or not verified, or says nothing. A
    question is outdated if only archived documents, unverified contacts, or policies that have
    since changed answer it.
    """
    _refuse_odd_options(library, for_all, sheet, letter)
    project = open_project()
    notices = _compose(project, _select(project, library, for_all))
    words = read_words(language or choose_language(project.locales.default))
    check_place(project, page, "--html")
    check_place(project, sheet, "--csv")
    if for_all:
        files = [(page, format_page_of_all, MARK), (sheet, format_csv_of_all, CSV_MARK)]
        _write([(path, make(notices, words), mark) for path, make, mark in files if path])
        if not (page or sheet):
            click.echo(format_table_of_all(notices))
        return
    [(library_id, notice)] = notices.items()
    report = find_gaps(library_id, notice)
    _write([(page, format_page(report, words), MARK)] if page else [])
    if letter:
        click.echo(format_letter(report, letter).rstrip())
    elif not page:
        click.echo(format_report(report, words))


def _refuse_odd_options(
    library: str | None, for_all: bool, sheet: Path | None, letter: str | None
) -> None:
    if not library and not for_all:
        raise click.UsageError("Name a library, or --all for a table of all of them.")
    if for_all and letter:
        raise click.UsageError("A letter is about one library: leave out --all.")
    if sheet and not for_all:
        raise click.UsageError("--csv writes the table of --all.")


def _select(project: Project, library: str | None, for_all: bool) -> list[str]:
    if library:
        select_ids(project, (library,))
        if library == FRONT:
            raise click.UsageError("The front page has no notice.")
        return find_family(project, library) if for_all else [library]
    return sorted(one for one in select_ids(project, ()) if one != FRONT)


def _compose(project: Project, ids: list[str]) -> dict[str, Notice]:
    """Return the notices of the libraries. Raises ClickException with every error in the data."""
    records, problems = load_records(project)
    problems += check_records(records)
    if has_errors(problems):
        errors = [one for one in problems if one.severity == "error"]
        raise click.ClickException(
            f"{format_text(errors, with_rules=True)}\nCorrect these first: aviso check"
        )
    if not ids:
        raise click.UsageError("There is no library yet. Start one: aviso new library my-town")
    return {one: compose_notice(one, records) for one in ids}


def _write(files: list[tuple[Path, str, bytes]]) -> None:
    try:
        written = write_marked(
            [MarkedFile(path, text.encode(), mark) for path, text, mark in files]
        )
    except ForeignFile as error:
        raise click.UsageError(f"{error.message}. Name another file.") from None
    except OSError as error:
        if not is_refusal(error):
            raise
        raise click.ClickException(explain_refusal(error)) from None
    for path in written:
        click.echo(f"written: {path}")
