"""Writes due reviews as a table, JSON, a calendar, or a folder that also has a page and a badge."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from aviso.apps.reviews.ical import PRODUCT, make_calendar, name_owner
from aviso.apps.reviews.overview import TEMPLATES, render_badge, render_page
from aviso.apps.reviews.reviews import SHARED, Review, list_reviews
from aviso.apps.reviews.rules import RULES
from aviso.checks.days import dates_are_not_in_the_future
from aviso.checks.interface_words import strings_stand_in_each_language
from aviso.cli.state_filter import StateFilter, describe_rule
from aviso.core.atomic_write import MarkedFile, write_marked
from aviso.core.diagnostics import has_errors
from aviso.core.partial_dates import find_first_day
from aviso.core.project import Project
from aviso.core.report_formats import format_text
from aviso.core.rules import Selection
from aviso.i18n.catalog import Catalog, load_catalog
from aviso.model.records import Records
from aviso.model.repository import load_optional, load_records
from aviso.model.upkeep import ReviewPolicy

CARE_FILE = "data/care.yml"
# Text that every version of these files contains, whichever reviews are due.
MARKS = {
    "index.html": b'<link rel="stylesheet" href="due.css">',
    "badge.svg": b'font-family="Verdana, DejaVu Sans, sans-serif" font-size="11"',
    "due.json": b'{\n  "today": "',
    "due.ics": PRODUCT.encode(),
    "due.css": b"--overdue:",
}
STYLES = {"overdue": "bold red", "soon": "yellow", "later": "green"}


@dataclass(frozen=True)
class DueOptions:
    """The options of the command."""

    form: str
    today: date
    within: int | None
    libraries: tuple[str, ...]
    language: str
    folder: Path | None
    is_strict: bool
    selection: Selection = field(default_factory=Selection)


def report_reviews(project: Project, options: DueOptions) -> int:
    """Print or write the due reviews, and return the exit status."""
    records, problems = load_records(project)
    care, _, more = load_optional(project, CARE_FILE, ReviewPolicy)
    problems += [*more, *strings_stand_in_each_language(project, [options.language])]
    if has_errors(problems):
        # A calendar or data that a program reads must not hold sentences.
        click.echo(format_text(problems, with_rules=True), err=options.form != "text")
        return 1
    if to_come := list(dates_are_not_in_the_future(records, options.today)):
        click.echo(format_text(to_come, with_rules=True), err=True)
    words = load_catalog(project, options.language)
    wanted = StateFilter(project, options.selection, options.today)
    reviews = [
        one
        for one in list_reviews(records, care or ReviewPolicy())
        if _is_wanted(one, options)
        and wanted.keeps(RULES.get(one.determine_state(options.today)), one.file, one.line)
    ]
    if options.within is None and not options.libraries:
        wanted.warn_of_unused(RULES.values())
    if options.folder:
        _write(
            options.folder,
            reviews,
            _list_names_by_library(records, reviews, words),
            project,
            options,
        )
    elif options.form == "ics":
        # As bytes: no line end may be changed or added (RFC 5545, 3.1).
        click.echo(make_calendar(reviews, words, options.today), nl=False)
    else:
        click.echo(_format_reviews(reviews, words, options))
    is_overdue = any(one.determine_state(options.today) == "overdue" for one in reviews)
    return 1 if options.is_strict and is_overdue else 0


def _is_wanted(review: Review, options: DueOptions) -> bool:
    is_near = (
        options.within is None
        or review.on is None
        or (find_first_day(review.on) - options.today).days <= options.within
    )
    return is_near and (not options.libraries or review.library_id in (*options.libraries, SHARED))


def _format_reviews(reviews: list[Review], words: Catalog, options: DueOptions) -> str:
    if options.form == "json":
        return format_json(reviews, words, options.today)
    return _format_table(reviews, words, options.today)


def _list_names_by_library(
    records: Records, reviews: Sequence[Review], words: Catalog
) -> dict[str, str]:
    """Return the short name of each library with reviews; the shared ones come last."""
    ids = sorted({one.library_id for one in reviews} - {SHARED})
    return {
        **{name: words.get_text(records.libraries[name].short_name) for name in ids},
        SHARED: words.get_string("due.shared"),
    }


def _write(
    folder: Path,
    reviews: list[Review],
    names: dict[str, str],
    project: Project,
    options: DueOptions,
) -> None:
    """Write page, style sheet, badge, calendar and JSON into a folder.

    Raises ForeignFile if it holds other files with these names.
    """
    words = load_catalog(project, options.language)
    contents = {
        "index.html": render_page(reviews, names, words, options.today).encode(),
        "badge.svg": render_badge(reviews, words, options.today).encode(),
        "due.json": format_json(reviews, words, options.today).encode() + b"\n",
        "due.ics": make_calendar(reviews, words, options.today),
        "due.css": (TEMPLATES / "due.css").read_bytes(),
    }
    write_marked(
        MarkedFile(folder / name, content, MARKS[name]) for name, content in contents.items()
    )
    click.echo(f"written: {folder} (index.html, badge.svg, due.json, due.ics, due.css)")


def format_json(reviews: list[Review], words: Catalog, today: date) -> str:
    """The reviews as a JSON object with the day, the counts and one entry each."""
    return json.dumps(
        {
            "today": today.isoformat(),
            "reviews": [_format_row(one, words, today) for one in reviews],
        },
        ensure_ascii=False,
        indent=2,
    )


def _format_row(review: Review, words: Catalog, today: date) -> dict[str, Any]:
    state = review.determine_state(today)
    return {
        "on": review.on.isoformat() if review.on else None,
        "state": state,
        **describe_rule(RULES.get(state)),
        "kind": review.kind,
        "what": review.what,
        "library": review.library_id or None,
        "id": review.id,
        "name": words.get_text(review.name),
        "owner": words.get_text(review.owner) if review.owner else None,
        "last": review.last.isoformat() if review.last else None,
        "file": review.file,
        "line": review.line,
    }


def _format_table(reviews: list[Review], words: Catalog, today: date) -> str:
    counts = {
        state: sum(one.determine_state(today) == state for one in reviews) for state in STYLES
    }
    table = Table(
        title=words.get_string(
            "due.summary", **{state: str(count) for state, count in counts.items()}
        ),
        title_justify="left",
    )
    for heading in ("due.on", "due.review", "due.library", "due.owner", "due.last_heading"):
        table.add_column(words.get_string(heading), overflow="fold")
    # The ids of rules are the same in every language; aviso rule explains them.
    table.add_column("aviso rule", overflow="fold")
    for one in reviews:
        on = one.on.isoformat() if one.on else words.get_string("due.now")
        never = words.get_string("due.never") if one.is_never_done else ""
        last = one.last.isoformat() if one.last else never
        what = f"{words.get_string(f'due.what.{one.what}')}: {words.get_text(one.name)}"
        table.add_row(
            on,
            what,
            one.library_id or words.get_string("due.shared"),
            name_owner(one, words),
            last,
            RULES[one.determine_state(today)].id if one.determine_state(today) in RULES else "",
            style=STYLES[one.determine_state(today)],
        )
    console = Console()
    if console.is_terminal:
        with console.capture() as captured:
            console.print(table)
        return captured.get().rstrip("\n")
    buffer = io.StringIO()
    Console(file=buffer, width=160).print(table)
    return buffer.getvalue().rstrip("\n")
